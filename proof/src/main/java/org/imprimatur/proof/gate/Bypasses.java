// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Revalidation;

/**
 * Every time that two persons took a version of a model past a gate, in order. Each is a debt until
 * the gate lets the same submission through, or the version goes back.
 *
 * @param suspended the versions that may not serve: suspended, or taken out for good
 * @param files the manifest of each version
 */
public record Bypasses(List<Bypass> all, Set<Long> suspended, Map<Long, Digest> files) {
  public static final Bypasses NONE = new Bypasses(List.of(), Set.of(), Map.of());

  public Bypasses {
    all = List.copyOf(all);
    suspended = Set.copyOf(suspended);
    files = Map.copyOf(files);
  }

  /** One, with what settled it: the promotion that ratified it, or its reversal. */
  public record Bypass(VersionBypassed act, Optional<Act> settled) {
    private boolean settledBy(long submission) {
      return settled.isEmpty() && act.submission() == submission;
    }

    public boolean isReversed() {
      return settled.isPresent() && settled.get() instanceof BypassReversed;
    }
  }

  /**
   * Those of a model.
   *
   * @param acts all acts of the model, in the log's order
   */
  public static Bypasses of(Iterable<? extends Act> acts) {
    List<Bypass> all = new ArrayList<>();
    Set<Long> suspended = new HashSet<>();
    Map<Long, Digest> files = new HashMap<>();
    for (Act act : acts) {
      switch (act) {
        case VersionRegistered one -> files.putIfAbsent(one.version(), one.manifest());
        case VersionBypassed one -> all.add(new Bypass(one, Optional.empty()));
        case VersionPromoted one -> {
          settle(all, one.submission(), one);
          if (one.to().equals(Revalidation.STAGE)) {
            suspended.remove(one.version());
          }
        }
        case BypassReversed one -> settle(all, one.submission(), one);
        case VersionSuspended one -> suspended.add(one.version());
        case VersionReinstated one -> suspended.remove(one.version());
        case RemovalAct one -> suspended.add(one.version());
        case Act _ -> {}
      }
    }
    return all.isEmpty() && suspended.isEmpty() ? NONE : new Bypasses(all, suspended, files);
  }

  private static void settle(List<Bypass> all, long submission, Act by) {
    all.replaceAll(one -> one.settledBy(submission) ? new Bypass(one.act(), Optional.of(by)) : one);
  }

  /** Those that nothing settled. */
  public List<VersionBypassed> open() {
    return all.stream().filter(one -> one.settled().isEmpty()).map(Bypass::act).toList();
  }

  /** What a submission owes. */
  public Optional<VersionBypassed> debt(long submission) {
    return open().stream().filter(one -> one.submission() == submission).findFirst();
  }

  /** The last of a submission, whatever became of it. */
  public Optional<Bypass> of(long submission) {
    return all.stream()
        .filter(one -> one.act().submission() == submission)
        .reduce((_, later) -> later);
  }

  /** Whether the version, or its files under another number, ever came past a gate. */
  public boolean includes(long version) {
    return all.stream().anyMatch(one -> isSame(one.act().version(), version));
  }

  /** Whether the version, or its files under another number, may not serve. */
  public boolean isSuspended(long version) {
    return suspended.stream().anyMatch(one -> isSame(one, version));
  }

  private boolean isSame(long one, long other) {
    return one == other || (files.containsKey(one) && files.get(one).equals(files.get(other)));
  }
}
