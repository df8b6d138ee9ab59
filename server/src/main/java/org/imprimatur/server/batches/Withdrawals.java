// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchWithdrawal;
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
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes batches back that were sent by mistake. Nothing is deleted: a batch stays with whatever it
 * said, and counts no more. A suspension that came of it stays until people end it.
 */
@Component
public final class Withdrawals {
  private static final int LONGEST = 2_000;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Watches watches;

  Withdrawals(Audit audit, Database database, Blobs blobs, Models models, Watches watches) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.watches = watches;
  }

  /** Takes a batch back, with the reason in 1 to 2,000 characters. */
  public Batch withdraw(Caller caller, String name, long version, long number, String reason) {
    caller.needs(Permission.SIGNAL);
    Digest said = words(reason);
    return audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          Batch batch =
              BatchStore.find(moment.db(), number)
                  .filter(one -> one.recorded().model().equals(model.id()))
                  .filter(one -> one.recorded().version() == version)
                  .orElseThrow(() -> Batches.unknown(name, version, number));
          return decide(moment, caller, model, batch, said);
        });
  }

  private Ruling<Batch> decide(
      Moment moment, Caller caller, Model model, Batch batch, Digest reason) {
    BatchWithdrawal withdrawal = withdrawal(moment.db(), model, batch, moment.at());
    var act =
        new BatchWithdrawn(
            caller.stamp(moment, Permission.SIGNAL).alone(),
            batch.number(),
            model.id(),
            batch.recorded().version(),
            withdrawal.role(caller.id()).orElse(BatchWithdrawal.SENDER),
            reason,
            caller.token());
    List<Reason> against = withdrawal.against(act);
    return against.isEmpty()
        ? Ruling.granted(act, batch.with(act))
        : new Ruling.Refused<>(refusal(against));
  }

  /** Whether a person may take a batch back now, as somebody who may send one. */
  public boolean may(Caller caller, Model model, Batch batch, Instant now) {
    return may(caller, batch, withdrawal(database.reader(), model, batch, now));
  }

  private static boolean may(Caller caller, Batch batch, BatchWithdrawal withdrawal) {
    return batch.withdrawn().isEmpty()
        && caller.may(Permission.SIGNAL)
        && withdrawal.role(caller.id()).isPresent()
        && withdrawal.moment().isEmpty();
  }

  private BatchWithdrawal withdrawal(JdbcClient db, Model model, Batch batch, Instant now) {
    // Whoever recorded a batch saw the version in production.
    Watch watch = watches.find(db, model.id(), batch.recorded().version()).orElseThrow();
    return new BatchWithdrawal(
        batch, watches.rules(db, model, watch), watches.footing(db, model.id(), watch, now));
  }

  /** What was taken back of a version, the last first. */
  public List<Batch> of(Model model, long version, int most) {
    return BatchStore.withdrawn(database.reader(), model.id(), version, most);
  }

  /** How many batches of a version were taken back. */
  public long count(Model model, long version) {
    return BatchStore.countWithdrawn(database.reader(), model.id(), version);
  }

  /** Why a batch was taken back, in words; empty where it stands. */
  public Optional<String> reason(Batch batch) {
    return batch.withdrawn().map(act -> blobs.words(act.reason()));
  }

  private Digest words(String reason) {
    String words = reason.strip();
    if (words.isEmpty() || words.length() > LONGEST) {
      throw new RefusedException(
          new Refusal(
              "withdrawal.reason",
              422,
              "Say why the batch is taken back, in 1 to 2,000 characters.",
              List.of(),
              "What was wrong with it: the file, the window, the labels."));
    }
    return blobs.put(words.getBytes(StandardCharsets.UTF_8));
  }

  private static Refusal refusal(List<Reason> against) {
    String code = against.getFirst().code();
    return new Refusal(
        code,
        code.equals("withdrawal.by") ? 403 : 409,
        "The batch was not taken back. " + against.getFirst().sentence(),
        against.stream()
            .skip(1)
            .map(one -> "%s [%s]".formatted(one.sentence(), one.code()))
            .toList(),
        "See the guide on monitoring, Take a batch back.");
  }
}
