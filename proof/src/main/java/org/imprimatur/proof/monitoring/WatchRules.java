// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who explains a breach, suspends a version and lets it serve again, and when. A server asks it
 * before, and a replay after.
 *
 * @param charge who answers for the model
 * @param hands everybody with a hand in the model
 * @param tookBack everybody who took production data of the version back since it entered
 */
public record WatchRules(Watch watch, Charge charge, Set<String> hands, Set<String> tookBack) {
  /** For how many days a breach can be borne. */
  public static final int MOST_DAYS = 90;

  public WatchRules {
    hands = Set.copyOf(hands);
    tookBack = Set.copyOf(tookBack);
  }

  /** What stands against an explanation, of a promise as it stands then. */
  public List<Reason> against(PromiseAnswered act, Standing standing) {
    List<Reason> against = new ArrayList<>();
    if (!mayAnswer(act.by(), standing.promise())) {
      against.add(
          reason(
              "answer.by",
              "%s neither owns the promise or the model nor is a risk manager."
                  .formatted(act.by())));
    }
    if (!standing.breaches().contains(act.breach())) {
      against.add(
          reason("answer.breach", "There is no such breach of " + act.breach().promise() + "."));
    } else if (standing.answer(act.breach()).isPresent()) {
      against.add(
          reason("answer.twice", "This breach was explained before; nobody bears it twice."));
    }
    day(act).ifPresent(against::add);
    return against;
  }

  private static Optional<Reason> day(PromiseAnswered act) {
    LocalDate today = act.at().atZone(ZoneOffset.UTC).toLocalDate();
    try {
      LocalDate until = LocalDate.parse(act.until());
      if (!until.isBefore(today) && !until.isAfter(today.plusDays(MOST_DAYS))) {
        return Optional.empty();
      }
    } catch (DateTimeParseException _) {
      // Told below like a day that is too late.
    }
    return Optional.of(
        reason(
            "answer.until",
            "A breach is borne until a day such as %s, at most %d days from today."
                .formatted(today.plusDays(7), MOST_DAYS)));
  }

  /** Whether a person may explain a breach of this promise. */
  public boolean mayAnswer(String person, Promise promise) {
    return promise.person().filter(person::equals).isPresent() || charge.role(person).isPresent();
  }

  /**
   * What stands against a suspension.
   *
   * @param footing what the version stands on then
   */
  public List<Reason> against(VersionSuspended act, Footing footing) {
    List<Reason> against = new ArrayList<>();
    if (watch.suspended().isPresent()) {
      against.add(
          reason("suspension.twice", "Version %d is suspended.".formatted(watch.version())));
    }
    if (act.submission() != watch.submission()) {
      against.add(
          reason(
              "suspension.submission",
              "Submission %d brought the version in, not %d."
                  .formatted(watch.submission(), act.submission())));
    }
    if (watch.tenure().left().isPresent()) {
      against.add(
          reason(
              "suspension.left",
              "Version %d stands in production no more, so that nothing is to be stopped."
                  .formatted(watch.version())));
    }
    switch (act.cause()) {
      case Cause.Broken _,
          Cause.Expired _,
          Cause.Unmet _,
          Cause.Unratified _,
          Cause.Undecided _ -> {
        if (!footing.suspends().contains(act.cause()) || !act.by().equals(Stamp.SYSTEM)) {
          against.add(reason("suspension.cause", words(act.cause()) + " suspends it."));
        }
      }
      case Cause.Ordered(var role, var _) -> {
        if (!charge.holds(act.by(), role)) {
          against.add(
              reason("suspension.by", "%s is not %s of the model.".formatted(act.by(), role)));
        }
      }
    }
    return against;
  }

  private static String words(Cause cause) {
    return switch (cause) {
      case Cause.Broken(var breach) -> "No breach of " + breach.promise();
      case Cause.Expired(var due) -> "No approval that expired at " + due;
      case Cause.Unmet(var signOff, var number, var failure, var _) ->
          "No %s condition %d of %s".formatted(failure, number, signOff);
      case Cause.Unratified(var bypass) -> "No overdue bypass " + bypass;
      case Cause.Undecided(var condemnation, var _) ->
          "No day that is over to decide anew for " + condemnation;
      case Cause.Ordered _ -> "Nobody's decision";
    };
  }

  /** As what the person may suspend the version, or ask to let it serve again. */
  public Optional<String> role(String person) {
    return charge.role(person);
  }

  /** What stands against asking to let the version serve again. */
  public List<Reason> against(ReinstatementAsked act, Footing footing) {
    List<Reason> against = new ArrayList<>(suspended(act.submission()));
    against.addAll(footing.against("reinstatement"));
    overdue(act.at()).ifPresent(against::add);
    if (role(act.by()).isEmpty()) {
      against.add(
          reason("reinstatement.by", act.by() + " neither owns the model nor is a risk manager."));
    }
    if (watch.asked().isPresent()) {
      against.add(reason("reinstatement.asked", "It was asked for before."));
    }
    return against;
  }

  private List<Reason> suspended(long submission) {
    List<Reason> against = new ArrayList<>();
    if (watch.suspended().isEmpty() || submission != watch.submission()) {
      against.add(
          reason(
              "reinstatement.none",
              "Version %d of submission %d is not suspended."
                  .formatted(watch.version(), submission)));
    }
    if (watch.tenure().left().isPresent()) {
      against.add(
          reason(
              "reinstatement.left",
              "Version %d stands in production no more. Only a gate brings it back."
                  .formatted(watch.version())));
    }
    return against;
  }

  /** A debt is not waited out: only the gate ends it. */
  public Optional<Reason> overdue(Instant at) {
    return watch
        .overdue(at)
        .map(
            debt ->
                reason(
                    "reinstatement.debt",
                    "Version %d came past the gate and nobody ratified it until %s. Only its gate lets it serve again."
                        .formatted(debt.version(), debt.due())));
  }

  /** What stands against letting the version serve again. */
  public List<Reason> against(VersionReinstated act, Footing footing) {
    List<Reason> against = new ArrayList<>(suspended(act.submission()));
    against.addAll(footing.against("reinstatement"));
    overdue(act.at()).ifPresent(against::add);
    if (watch.asked().isEmpty()) {
      against.add(reason("reinstatement.unasked", "Nobody asked to let it serve again."));
    }
    second(act.by()).ifPresent(against::add);
    return against;
  }

  /** What stands against a person letting the version serve again, as the second of two. */
  public Optional<Reason> second(String person) {
    Staff staff = charge.staff();
    if (!staff.holds(person, Staff.RISK_MANAGER)) {
      return Optional.of(reason("reinstatement.role", person + " is no risk manager."));
    }
    if (watch.asked().filter(one -> !staff.independent(one.by(), person)).isPresent()) {
      return Optional.of(
          reason(
              "reinstatement.same",
              person + " asked for it, or counts as the same person as whoever did."));
    }
    if (hands.stream().anyMatch(hand -> !staff.independent(hand, person))) {
      return Optional.of(
          reason(
              "reinstatement.hand",
              person + " has a hand in the model, or counts as somebody who has."));
    }
    // Else one person removes what speaks against a version, and then judges what is left.
    return tookBack.stream().anyMatch(one -> !staff.independent(one, person))
        ? Optional.of(
            reason(
                "reinstatement.took-back",
                person
                    + " took production data of the version back, or counts as somebody who did."))
        : Optional.empty();
  }

  private static Reason reason(String code, String sentence) {
    return Reason.of(code, sentence);
  }
}
