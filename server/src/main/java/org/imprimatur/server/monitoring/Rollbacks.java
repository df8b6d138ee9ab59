// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.RollbackAct.Judged;
import org.imprimatur.proof.act.RollbackAct.RollbackRefused;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.monitoring.Rollback;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Goes back to a version that was approved before. Whoever asks only starts it: the submission that
 * brought the version in is judged once more, inside the writer's transaction, under the policy
 * that governs the model at that moment.
 */
@Component
public final class Rollbacks {
  private final Audit audit;
  private final Database database;
  private final Reading reading;
  private final InstantSource clock;

  Rollbacks(Audit audit, Database database, Reading reading, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.reading = reading;
    this.clock = clock;
  }

  /** What a rollback is judged by. */
  @Component
  record Reading(
      Models models,
      Watches watches,
      Watches.Approvals approvals,
      Policies policies,
      Blobs blobs,
      Reasons reasons) {
    private Weighed weighed(JdbcClient db, Model model, Watch watch, Instant at) {
      var submission = approvals.submissions().get(db, watch.submission());
      Digest policy = policies.governing(db, model).digest();
      GateInput input = approvals.dockets().again(db, submission, at);
      var rollback =
          new Rollback(
              watches.footing(db, model.id(), watch, at),
              policy,
              policies.read(submission.opened().policy()),
              watches.renewal(db, watch, input.policy(), input.subject().tier()),
              Rollback.tooWide(models.history(db, model.id()), watch.opened()));
      return new Weighed(policies.governing(db, model).digest(), rollback.judge(input));
    }
  }

  private record Weighed(Digest policy, Verdict verdict) {}

  /**
   * A version that is in production again.
   *
   * @param replaced the version that was there, if one was
   */
  public record Restored(VersionRestored act, Verdict verdict, Optional<Long> replaced) {}

  private sealed interface Asked {
    record Done(Restored restored) implements Asked {}

    record NotDone(Verdict verdict) implements Asked {}
  }

  /** What the gate would say of a rollback now; empty where the version never was in production. */
  public Optional<Verdict> verdict(String name, long version) {
    JdbcClient db = database.reader();
    Model model = reading.models().get(db, name);
    return reading
        .watches()
        .find(db, model.id(), version)
        .map(watch -> reading.weighed(db, model, watch, clock.instant()).verdict());
  }

  /**
   * Judges and goes back. A refusal is recorded as well, with its trace, and then thrown with every
   * reason.
   */
  public Restored rollBack(Caller caller, String name, long version, String reason) {
    caller.needs(Permission.ROLL_BACK);
    Digest said = reading.reasons().words(reason);
    Asked asked = audit.record(moment -> decide(moment, caller, name, version, said));
    return switch (asked) {
      case Asked.Done(var restored) -> restored;
      case Asked.NotDone(var verdict) -> throw new RefusedException(refusal(verdict));
    };
  }

  private Ruling<Asked> decide(
      Moment moment, Caller caller, String name, long version, Digest reason) {
    Model model = reading.models().get(moment.db(), name);
    if (model.find(version).isEmpty()) {
      throw reading
          .reasons()
          .refused("version.unknown", 404, "%s has no version %d.".formatted(name, version));
    }
    Watch watch =
        reading
            .watches()
            .find(moment.db(), model.id(), version)
            .orElseThrow(() -> new RefusedException(never(name, version)));
    Weighed weighed = reading.weighed(moment.db(), model, watch, moment.at());
    Verdict verdict = weighed.verdict();
    var judged =
        new Judged(
            watch.submission(), weighed.policy(), reading.blobs().put(verdict.trace()), reason);
    var stamp = caller.stamp(moment, Permission.ROLL_BACK);
    if (!verdict.passes()) {
      List<Act> refused = List.of(new RollbackRefused(stamp, model.id(), version, judged));
      return new Ruling.Granted<>(refused, new Asked.NotDone(verdict));
    }
    var act = new VersionRestored(stamp, model.id(), version, judged);
    return Ruling.granted(act, new Asked.Done(new Restored(act, verdict, model.production())));
  }

  /** There is nothing to go back to. */
  public static Refusal never(String name, long version) {
    return new Refusal(
        "rollback.version",
        404,
        "%s v%d never entered production, so that there is nothing to go back to."
            .formatted(name, version),
        List.of(),
        "Submit the version to the gate.");
  }

  private static Refusal refusal(Verdict verdict) {
    return new Refusal(
        "rollback.refused",
        409,
        "The gate refuses the rollback, for every reason below.",
        verdict.sentences(),
        "Nothing changed; the refusal is on record. Submit the version to the gate again, or go"
            + " back to another one.");
  }
}
