// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;

/**
 * A version since it entered production, as the acts of its model tell it.
 *
 * @param entered how it came there last
 * @param current whether no other version entered production after it
 * @param asked the open wish to let it serve again
 * @param reinstated when it was last let serve again
 * @param answers the explanations of its breaches
 */
public record Watch(
    Entered entered,
    boolean current,
    Optional<VersionSuspended> suspended,
    Optional<ReinstatementAsked> asked,
    Optional<Instant> reinstated,
    List<PromiseAnswered> answers) {
  /** The stage whose versions are watched. */
  public static final String PRODUCTION = "production";

  public Watch {
    answers = List.copyOf(answers);
  }

  /**
   * The promotion, by which everything about the version begins anew.
   *
   * @param opened the submission that took it there; what it pinned is what was promised
   * @param at when
   * @param tier the tier of the model then
   */
  public record Entered(SubmissionOpened opened, Instant at, String tier) {}

  /**
   * Every version of a model that ever entered production.
   *
   * @param acts of the model, in the log's order; signals need not be among them
   */
  public static SortedMap<Long, Watch> all(Iterable<? extends Act> acts) {
    Map<Long, SubmissionOpened> openings = new HashMap<>();
    SortedMap<Long, Watch> watches = new TreeMap<>();
    String tier = "";
    for (Act act : acts) {
      switch (act) {
        case RiskConfirmed confirmed -> tier = confirmed.tier();
        case SubmissionOpened opened -> openings.putIfAbsent(opened.submission(), opened);
        case VersionPromoted promoted when promoted.to().equals(PRODUCTION) -> {
          SubmissionOpened opened = openings.get(promoted.submission());
          if (opened != null) {
            watches.replaceAll((_, watch) -> watch.superseded());
            watches.put(promoted.version(), begin(new Entered(opened, promoted.at(), tier)));
          }
        }
        case VersionSuspended one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.suspendedBy(one));
        case ReinstatementAsked one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.askedBy(one));
        case VersionReinstated one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.reinstatedAt(one.at()));
        case PromiseAnswered one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.answeredBy(one));
        case Act _ -> {}
      }
    }
    return watches;
  }

  private static Watch begin(Entered entered) {
    return new Watch(
        entered, true, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  private Watch superseded() {
    return new Watch(entered, false, suspended, asked, reinstated, answers);
  }

  private Watch suspendedBy(VersionSuspended act) {
    return new Watch(entered, current, Optional.of(act), Optional.empty(), reinstated, answers);
  }

  private Watch askedBy(ReinstatementAsked act) {
    return new Watch(entered, current, suspended, Optional.of(act), reinstated, answers);
  }

  private Watch reinstatedAt(Instant at) {
    return new Watch(
        entered, current, Optional.empty(), Optional.empty(), Optional.of(at), answers);
  }

  private Watch answeredBy(PromiseAnswered act) {
    List<PromiseAnswered> more = new ArrayList<>(answers);
    more.add(act);
    return new Watch(entered, current, suspended, asked, reinstated, more);
  }

  /** The submission that took it into production. */
  public SubmissionOpened opened() {
    return entered.opened();
  }

  /** When it entered, or when its approval was renewed there. */
  public Instant promoted() {
    return entered.at();
  }

  /** The tier of the model at that time. */
  public String tier() {
    return entered.tier();
  }

  public long version() {
    return opened().version();
  }

  public long submission() {
    return opened().submission();
  }

  /** What was promised, if anything was. */
  public Optional<Digest> promises() {
    return opened().promises();
  }

  /** Whether it is meant to serve now, so that its measurements are due. */
  public boolean serves() {
    return current && suspended.isEmpty();
  }

  /** When what is due was last set anew: by the promotion or by letting it serve again. */
  Instant begun() {
    return reinstated.orElse(promoted());
  }
}
