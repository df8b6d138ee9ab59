// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.impact.Cause;

/**
 * Who condemns a thing, opens again what rests on it, and lifts it, and when. A server asks it
 * before, and a replay after. A condemnation takes and never gives, so one person does it alone;
 * only another one lifts it.
 *
 * @param behind who is the thing, or holds or answers for it: they do not decide about it
 */
public record CondemnationConduct(Cause cause, Set<String> behind, Staff staff) {
  public CondemnationConduct {
    behind = Set.copyOf(behind);
  }

  /**
   * What stands against condemning it.
   *
   * @param known whether the thing is one that there is
   * @param stands whether exactly this stands condemned
   */
  public List<Reason> against(CauseCondemned act, boolean known, boolean stands) {
    List<Reason> against = new ArrayList<>(decides("condemnation", act.by()));
    if (!known) {
      against.add(reason("condemnation.unknown", "There is no such thing as " + cause.words()));
    }
    if (stands) {
      against.add(reason("condemnation.twice", "Condemned before: " + cause.words() + "."));
    }
    if (cause.until().filter(end -> end.isAfter(act.at())).isPresent()
        || cause.from().filter(begin -> begin.isAfter(act.at())).isPresent()) {
      against.add(reason("condemnation.period", "Nobody knows yet what will be bad."));
    }
    day("condemnation.day", act.due(), act.at()).ifPresent(against::add);
    return against;
  }

  /**
   * What stands against lifting it.
   *
   * @param standing what stands condemned under this id
   * @param hands everybody with a hand in a model that rests on the thing
   */
  public List<Reason> against(
      CondemnationLifted act, Optional<CauseCondemned> standing, Set<String> hands) {
    if (standing.isEmpty()) {
      return List.of(
          reason("lifting.none", "Nothing stands condemned as " + act.condemnation() + "."));
    }
    List<Reason> against = new ArrayList<>(decides("lifting", act.by()));
    lifts(act.by(), standing.get(), hands).ifPresent(against::add);
    return against;
  }

  private Optional<Reason> lifts(String person, CauseCondemned standing, Set<String> hands) {
    if (!staff.independent(standing.by(), person)) {
      return Optional.of(
          reason(
              "lifting.same",
              person + " condemned it, or counts as the same person as whoever did."));
    }
    return hands.stream().anyMatch(hand -> !staff.independent(hand, person))
        ? Optional.of(
            reason(
                "lifting.hand",
                person + " has a hand in a model that rests on it, or counts as somebody who has."))
        : Optional.empty();
  }

  /**
   * What stands against opening an approval again.
   *
   * @param standing what stands condemned under this id
   * @param impact how the submission rests on it, if it does
   */
  public List<Reason> against(
      VersionReopened act, Optional<CauseCondemned> standing, Optional<Impact> impact) {
    if (standing.isEmpty()) {
      return List.of(
          reason("reopening.none", "Nothing stands condemned as " + act.condemnation() + "."));
    }
    List<Reason> against = new ArrayList<>(decides("reopening", act.by()));
    Optional<Impact> rests =
        impact.filter(Impact::carries).filter(one -> one.opened().version() == act.version());
    if (rests.isEmpty()) {
      against.add(
          reason(
              "reopening.unrelated",
              "Submission %d does not rest on %s.".formatted(act.submission(), cause.words())));
    } else if (!rests.get().live()) {
      against.add(
          reason(
              "reopening.ended",
              "Submission %d brought in nothing that is in production now."
                  .formatted(act.submission())));
    } else if (rests.get().isReopenedFor(act.condemnation())) {
      against.add(
          reason(
              "reopening.twice",
              "Submission %d was opened again for it before.".formatted(act.submission())));
    }
    day("reopening.day", act.due(), act.at()).ifPresent(against::add);
    return against;
  }

  private static Optional<Reason> day(String code, Optional<String> day, Instant at) {
    return day.filter(one -> !Reopening.isDay(one, at))
        .map(
            one ->
                reason(
                    code,
                    "\"%s\" is no day by which to decide anew: it takes one such as %s, from today and at most %d days ahead."
                        .formatted(
                            one,
                            LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(30),
                            Reopening.MOST_DAYS)));
  }

  /** Whether a person may decide about the thing at all. */
  public boolean mayDecide(String person) {
    return decides("", person).isEmpty();
  }

  private List<Reason> decides(String code, String person) {
    if (!staff.holds(person, Staff.RISK_MANAGER)) {
      return List.of(reason(code + ".by", person + " is no risk manager."));
    }
    return behind.stream().anyMatch(one -> !staff.independent(one, person))
        ? List.of(
            reason(
                code + ".cause",
                "%s is behind %s, or counts as somebody who is.".formatted(person, cause.words())))
        : List.of();
  }

  private static Reason reason(String code, String sentence) {
    return Reason.of(code, sentence);
  }
}
