// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Watch.Entered;
import org.imprimatur.proof.review.Severity;

/**
 * Who reports and closes an incident, and when. A server asks it before, and a replay after.
 *
 * @param entered how the version that it is about stood in production when the incident was known
 * @param owner the pseudonym of the model's owner
 * @param contributors to the version and to what its approval rests on
 * @param tookBack everybody who took production data of the version back since it entered
 */
public record IncidentConduct(
    Entered entered, String owner, Set<String> contributors, Set<String> tookBack, Staff staff) {
  public IncidentConduct {
    contributors = Set.copyOf(contributors);
    tookBack = Set.copyOf(tookBack);
  }

  /** What stands against a report. */
  public List<Reason> against(IncidentOpened act) {
    List<Reason> against = new ArrayList<>();
    if (!mayOpen(act.by())) {
      against.add(reason("incident.opener", act.by() + " has no role among those who report."));
    }
    if (act.submission() != entered.opened().submission()) {
      against.add(
          reason(
              "incident.submission",
              "Submission %d brought the version in, not %d."
                  .formatted(entered.opened().submission(), act.submission())));
    }
    oneOf("incident.severity", act.severity(), Severity.words()).ifPresent(against::add);
    oneOf("incident.harm", act.harm(), Harm.words()).ifPresent(against::add);
    oneOf("incident.found-by", act.foundBy(), Incident.FOUND_BY).ifPresent(against::add);
    if (act.aware().isAfter(act.at())) {
      against.add(
          reason(
              "incident.future", "Nobody can have been aware at %s yet.".formatted(act.aware())));
    } else if (act.aware().isBefore(entered.at())) {
      against.add(
          reason(
              "incident.early",
              "Version %d entered production at %s, after %s."
                  .formatted(entered.opened().version(), entered.at(), act.aware())));
    }
    return against;
  }

  /** Everybody may report who has a role; whoever only administers sees no model at work. */
  private boolean mayOpen(String person) {
    return staff.grants(person).stream().anyMatch(one -> !one.role().equals(Staff.ADMINISTRATOR));
  }

  private static Optional<Reason> oneOf(String code, String word, List<String> words) {
    return words.contains(word)
        ? Optional.empty()
        : Optional.of(
            reason(code, "\"%s\" is none of %s.".formatted(word, String.join(", ", words))));
  }

  /**
   * What stands against closing one.
   *
   * @param incident of this number of the model; empty where none was reported
   */
  public List<Reason> against(IncidentClosed act, Optional<Incident> incident) {
    if (incident.filter(one -> one.opened().version() == act.version()).isEmpty()) {
      return List.of(
          reason(
              "incident.unknown",
              "No incident %d was reported of version %d."
                  .formatted(act.incident(), act.version())));
    }
    List<Reason> against = new ArrayList<>();
    if (!incident.get().isOpen()) {
      against.add(reason("incident.twice", "Incident %d is closed.".formatted(act.incident())));
    }
    if (!holds(act.by(), act.role())) {
      against.add(
          reason("incident.by", "%s is not %s of the model.".formatted(act.by(), act.role())));
    }
    hand(act.by()).ifPresent(against::add);
    return against;
  }

  /**
   * Whoever made the version does not say alone what is to be learned from its failure, nor whoever
   * took back what it was seen by.
   */
  private Optional<Reason> hand(String person) {
    if (contributors.stream().anyMatch(hand -> !staff.independent(hand, person))) {
      return Optional.of(
          reason(
              "incident.hand",
              person
                  + " contributed to the version or to what its approval rests on, or counts as"
                  + " somebody who did."));
    }
    return tookBack.stream().anyMatch(one -> !staff.independent(one, person))
        ? Optional.of(
            reason(
                "incident.took-back",
                person
                    + " took production data of the version back, or counts as somebody who did."))
        : Optional.empty();
  }

  /** As what a person may close an incident of this version; empty where they may not. */
  public Optional<String> role(String person) {
    return List.of(Charge.OWNER, Staff.RISK_MANAGER).stream()
        .filter(role -> holds(person, role))
        .filter(_ -> hand(person).isEmpty())
        .findFirst();
  }

  private boolean holds(String person, String role) {
    return new Charge(owner, staff).holds(person, role);
  }

  private static Reason reason(String code, String sentence) {
    return Reason.of(code, sentence);
  }
}
