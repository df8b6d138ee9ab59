// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Charge;
import org.imprimatur.proof.monitoring.RemovalConduct;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.submissions.SubmissionRow;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes versions out for good: what has served is retired, and an approval that should not have
 * been is withdrawn. Whoever answers for the model does it alone, since only a gate brings back.
 */
@Component
public final class Removals {
  private final Audit audit;
  private final Models models;
  private final Submissions submissions;
  private final Persons persons;
  private final Reasons reasons;

  Removals(Audit audit, Models models, Submissions submissions, Persons persons, Reasons reasons) {
    this.audit = audit;
    this.models = models;
    this.submissions = submissions;
    this.persons = persons;
    this.reasons = reasons;
  }

  /** Which versions were retired. */
  public record Retired(List<Long> versions) {
    public Retired {
      versions = List.copyOf(versions);
    }
  }

  /** Retires a version, in whatever stage it stands. */
  public void retire(Caller caller, String name, long version, String reason) {
    retire(caller, name, Optional.of(version), reason);
  }

  /** Retires every version of a model that is not retired, or none of them. */
  public Retired retire(Caller caller, String name, String reason) {
    return retire(caller, name, Optional.empty(), reason);
  }

  private Retired retire(Caller caller, String name, Optional<Long> chosen, String reason) {
    caller.needs(Permission.REVIEW);
    Digest said = reasons.words(reason);
    return audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          Conducts conducts = conducts(moment.db(), model);
          List<Act> acts = new ArrayList<>();
          List<Long> retired = new ArrayList<>();
          List<Reason> against = new ArrayList<>();
          for (Version version : chosen(model, chosen)) {
            RemovalConduct conduct = conducts.of(version);
            var act =
                new VersionRetired(
                    caller.stamp(moment, Permission.REVIEW),
                    model.id(),
                    version.number(),
                    role(conduct, caller),
                    said);
            against.addAll(conduct.against(act));
            acts.add(act);
            retired.add(version.number());
          }
          if (retired.isEmpty()) {
            throw reasons.refused(
                "removal.nothing", 409, "No version of %s is left to retire.".formatted(name));
          }
          return against.isEmpty()
              ? new Ruling.Granted<>(acts, new Retired(retired))
              : new Ruling.Refused<>(reasons.refusal(against));
        });
  }

  private List<Version> chosen(Model model, Optional<Long> chosen) {
    return chosen
        .map(number -> List.of(version(model, number)))
        .orElseGet(
            () ->
                model.versions().values().stream()
                    .filter(one -> !one.stage().equals(VersionRetired.STAGE))
                    .toList());
  }

  /** Withdraws what the gate to production said of a version. */
  public void withdraw(Caller caller, String name, long number, String reason) {
    caller.needs(Permission.REVIEW);
    Digest said = reasons.words(reason);
    audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          Version version = version(model, number);
          RemovalConduct conduct = conducts(moment.db(), model).of(version);
          var act =
              new ApprovalWithdrawn(
                  caller.stamp(moment, Permission.REVIEW),
                  model.id(),
                  number,
                  conduct.watch().map(Watch::submission).orElse(0L),
                  role(conduct, caller),
                  said);
          List<Reason> against = conduct.against(act);
          return against.isEmpty()
              ? Ruling.granted(act, number)
              : new Ruling.Refused<Long>(reasons.refusal(against));
        });
  }

  private Version version(Model model, long number) {
    return model
        .find(number)
        .orElseThrow(
            () ->
                reasons.refused(
                    "version.unknown",
                    404,
                    "%s has no version %d.".formatted(model.name(), number)));
  }

  /** Whoever has no role is refused as the owner whom they are not. */
  private static String role(RemovalConduct conduct, Caller caller) {
    return conduct.charge().role(caller.id()).orElse(Charge.OWNER);
  }

  /** What would stand against whoever takes versions of a model out, read once for all of them. */
  public Conducts conducts(JdbcClient db, Model model) {
    return new Conducts(
        new Charge(model.owner(), persons.staff(db)),
        submissions.openOf(db, model.id()),
        Watches.all(db, model.id()));
  }

  /**
   * The same.
   *
   * @param open the submissions of the model that did not end
   * @param watches its versions that ever entered production
   */
  public record Conducts(Charge charge, List<SubmissionRow> open, Map<Long, Watch> watches) {
    public Conducts {
      open = List.copyOf(open);
      watches = Map.copyOf(watches);
    }

    public RemovalConduct of(Version version) {
      return new RemovalConduct(
          charge,
          version.stage(),
          open.stream()
              .filter(one -> one.version() == version.number())
              .mapToLong(SubmissionRow::number)
              .max(),
          Optional.ofNullable(watches.get(version.number())));
    }
  }
}
