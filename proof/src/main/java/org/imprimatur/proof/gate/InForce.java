// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Revalidation;
import org.jspecify.annotations.Nullable;

/**
 * The change envelope of a model that people signed last, with what came of it. There is at most
 * one: that of the last submission that was promoted to production and was not opened under an
 * envelope itself, while what it let in last is there. Derived from acts alone.
 *
 * @param opened the submission that pinned it; whoever signed that signed it
 * @param promoted what brought it into force
 * @param used the promotions under it, in order; each takes a place, whoever signed it
 * @param suspended the suspension that ended it for good
 * @param rejections of retrains that were submitted under it, which their signers neither took back
 *     nor replaced by another word on a later one
 * @param doubts who asked for changes to one of those, and approved none of them since in that role
 */
public record InForce(
    SubmissionOpened opened,
    VersionPromoted promoted,
    List<VersionPromoted> used,
    Optional<VersionSuspended> suspended,
    List<SignoffGiven> rejections,
    Set<Doubt> doubts) {
  public InForce {
    used = List.copyOf(used);
    rejections = List.copyOf(rejections);
    doubts = Set.copyOf(doubts);
  }

  /** Somebody who asked for changes, in a role. */
  public record Doubt(String person, String role) {}

  /**
   * The envelope as the acts leave it; empty where the last approval signed none.
   *
   * @param acts all acts of the model, in the log's order
   */
  public static Optional<InForce> latest(Iterable<? extends Act> acts) {
    Map<Long, SubmissionOpened> openings = new HashMap<>();
    Optional<InForce> last = Optional.empty();
    for (Act act : acts) {
      switch (act) {
        case SubmissionOpened opened -> openings.putIfAbsent(opened.submission(), opened);
        case VersionPromoted promoted when promoted.to().equals(Revalidation.STAGE) ->
            last = after(last, Optional.ofNullable(openings.get(promoted.submission())), promoted);
        // What people took out of production comes back by people, and not by a retrain.
        case VersionPromoted gone -> last = last.filter(known -> !known.serves(gone.version()));
        case RemovalAct gone -> last = last.filter(known -> !known.goesWith(gone));
        // Who goes back says that what came after was not right.
        case VersionRestored _ -> last = Optional.empty();
        case VersionSuspended one -> last = last.map(known -> known.after(one));
        case Act _ -> {}
      }
    }
    return last.map(known -> known.said(acts, openings));
  }

  /**
   * Another number for the same retrain does not end what somebody said of it: their last word in a
   * role counts for all that were submitted under the envelope.
   */
  private InForce said(Iterable<? extends Act> acts, Map<Long, SubmissionOpened> openings) {
    Map<List<String>, SignoffGiven> words = new LinkedHashMap<>();
    Set<Doubt> doubting = new HashSet<>();
    for (Act act : acts) {
      switch (act) {
        case SignoffGiven given when isUnder(openings.get(given.submission())) -> {
          words.put(Docket.seat(given), given);
          if (SignOff.Decision.of(given.decision())
              .filter(SignOff.Decision::approves)
              .isPresent()) {
            doubting.remove(new Doubt(given.by(), given.role()));
          }
        }
        case SignoffWithdrawn back ->
            words.values().removeIf(given -> given.signoff().equals(back.signoff()));
        case ChangesRequested request when isUnder(openings.get(request.submission())) ->
            doubting.add(new Doubt(request.by(), request.role()));
        case Act _ -> {}
      }
    }
    words.values().removeIf(given -> !given.decision().equals(SignOff.Decision.REJECT.word()));
    return new InForce(opened, promoted, used, suspended, List.copyOf(words.values()), doubting);
  }

  private boolean isUnder(@Nullable SubmissionOpened one) {
    return one != null && one.under().equals(OptionalLong.of(submission()));
  }

  private static Optional<InForce> after(
      Optional<InForce> last, Optional<SubmissionOpened> opened, VersionPromoted promoted) {
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    if (opened.get().under().isPresent()) {
      long under = opened.get().under().getAsLong();
      return last.filter(known -> known.submission() == under).map(known -> known.with(promoted));
    }
    return opened
        .filter(one -> one.envelope().isPresent())
        .map(one -> new InForce(one, promoted, List.of(), Optional.empty(), List.of(), Set.of()));
  }

  private boolean serves(long version) {
    return (used.isEmpty() ? promoted : used.getLast()).version() == version;
  }

  /** Whether what served under it was taken out, or the approval withdrawn that signed it. */
  private boolean goesWith(RemovalAct gone) {
    return serves(gone.version())
        || (gone instanceof ApprovalWithdrawn back && back.submission() == submission());
  }

  private InForce with(VersionPromoted promotion) {
    List<VersionPromoted> more = new ArrayList<>(used);
    more.add(promotion);
    return new InForce(opened, promoted, more, suspended, rejections, doubts);
  }

  /** What came in under it and does harm says that it was drawn too wide. */
  private InForce after(VersionSuspended one) {
    boolean of =
        one.submission() == submission()
            || used.stream().anyMatch(use -> use.submission() == one.submission());
    return of && suspended.isEmpty()
        ? new InForce(opened, promoted, used, Optional.of(one), rejections, doubts)
        : this;
  }

  public long submission() {
    return opened.submission();
  }

  /** What somebody rejected under it in another submission than one, the first of them. */
  public Optional<SignoffGiven> rejectedBeside(long submission) {
    return rejections.stream().filter(given -> given.submission() != submission).findFirst();
  }

  /** What of a model an approval stands on. */
  public record Ground(
      Digest policy,
      Digest use,
      Digest risk,
      Optional<Digest> examination,
      Optional<Digest> promises,
      Optional<Digest> envelope) {}

  /** What is another now than when it was signed, in a fixed order. */
  public List<String> moved(Ground now) {
    List<String> moved = new ArrayList<>();
    note(moved, "policy", opened.policy().equals(now.policy()));
    note(moved, "use", opened.use().equals(now.use()));
    note(moved, "risk assessment", opened.risk().equals(now.risk()));
    note(moved, "examination", opened.examination().equals(now.examination()));
    note(moved, "promises", opened.promises().equals(now.promises()));
    note(moved, "change envelope", opened.envelope().equals(now.envelope()));
    return moved;
  }

  private static void note(List<String> moved, String thing, boolean same) {
    if (!same) {
      moved.add(thing);
    }
  }

  /**
   * When it ends: with its last day, with the time that the policy gives an envelope, or with the
   * approval that signed it.
   *
   * @param tier in which that was approved
   */
  public Instant end(Envelope envelope, Policy policy, String tier) {
    Instant end = envelope.end();
    Optional<Policy.Gate> gate = Optional.ofNullable(policy.gates().get(opened.gate()));
    Optional<Integer> allowed = gate.flatMap(Policy.Gate::envelopes).map(Policy.Envelopes::days);
    OptionalInt holds =
        gate.flatMap(Policy.Gate::revalidation)
            .map(rule -> rule.days(tier))
            .orElse(OptionalInt.empty());
    for (int days : new int[] {allowed.orElse(0), holds.orElse(Integer.MAX_VALUE)}) {
      Instant other = promoted.at().plus(Duration.ofDays(days));
      end = other.isBefore(end) ? other : end;
    }
    return end;
  }
}
