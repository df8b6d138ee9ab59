// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Follower;
import org.imprimatur.server.messages.MailChoice.How;
import org.imprimatur.server.messages.Matter.Thing;
import org.imprimatur.server.messages.Queued.State;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Queues what happened to a submission for whoever proposed it, and to the production data and the
 * versions of a model for whoever owns it; and forgets whoever leaves. Told is what is no day old,
 * so that nobody hears an old log again when messages are turned on.
 */
@Component
final class NewsFollower implements Follower {
  private static final Duration NEWS = Duration.ofDays(1);
  private static final String REJECT = "reject";

  private final MessageSettings settings;
  private final Models models;
  private final InstantSource clock;

  NewsFollower(MessageSettings settings, Models models, InstantSource clock) {
    this.settings = settings;
    this.models = models;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public Following read(Page page, JdbcClient reader) {
    return db -> follow(page, db);
  }

  private void follow(Page page, JdbcClient db) {
    page.forEach((position, act) -> follow(position, act, db));
  }

  private void follow(long position, Act act, JdbcClient db) {
    switch (act) {
      case VersionPromoted promoted ->
          tell(position, act, promoted.submission(), Kind.PROMOTED, db);
      case SignoffGiven given when given.decision().equals(REJECT) ->
          tell(position, act, given.submission(), Kind.REJECTED, db);
      case ChangesRequested asked ->
          tell(position, act, asked.submission(), Kind.CHANGES_REQUESTED, db);
      case BatchWithdrawn back -> tell(position, back, db);
      case VersionRestored back ->
          tell(position, act, Kind.ROLLED_BACK, new Version(back.model(), back.version()), db);
      case ApprovalWithdrawn gone ->
          tell(
              position,
              act,
              Kind.APPROVAL_WITHDRAWN,
              new Version(gone.model(), gone.version()),
              db);
      case VersionRetired gone ->
          tell(position, act, Kind.VERSION_RETIRED, new Version(gone.model(), gone.version()), db);
      case PersonLeft left -> MailChoices.forget(db, left.person());
      case Act _ -> {}
    }
  }

  private void tell(long position, Act act, long submission, Kind kind, JdbcClient db) {
    if (isTold(act)) {
      opened(db, submission)
          .ifPresent(
              opened -> {
                Matter matter =
                    Matter.of(
                        kind,
                        Thing.submission(models.name(opened.model()), opened.version(), submission),
                        "/submissions/"
                            + submission
                            + (kind == Kind.CHANGES_REQUESTED ? "/decisions#changes" : ""));
                tell(position, act, opened.by(), matter, db);
              });
    }
  }

  /** What counts no more leaves nothing in anybody's turn: so whoever answers for it is told. */
  private void tell(long position, BatchWithdrawn act, JdbcClient db) {
    if (isTold(act)) {
      Model model = models.byId(db, act.model());
      String page =
          "/models/%s/v%d/monitoring/batches/%d"
              .formatted(model.name(), act.version(), act.batch());
      Thing batch =
          Thing.version(model.name(), act.version()).naming("batch %d of ".formatted(act.batch()));
      tell(position, act, model.owner(), Matter.of(Kind.DATA_TAKEN_BACK, batch, page), db);
    }
  }

  private record Version(String model, long number) {}

  /** What was decided of a version is in nobody's turn either, and somebody has to deploy it. */
  private void tell(long position, Act act, Kind kind, Version version, JdbcClient db) {
    if (isTold(act)) {
      Model model = models.byId(db, version.model());
      Thing thing = Thing.version(model.name(), version.number());
      String page = "/models/%s/v%d/monitoring".formatted(model.name(), version.number());
      tell(position, act, model.owner(), Matter.of(kind, thing, page), db);
    }
  }

  private boolean isTold(Act act) {
    return settings.isOn() && !act.at().isBefore(clock.instant().minus(NEWS));
  }

  /** Nobody is told what they did themselves; channels are. */
  private void tell(long position, Act act, String person, Matter matter, JdbcClient db) {
    if (!person.equals(act.by())) {
      toPerson(db, person, position, matter);
    }
    settings.channels().stream()
        .filter(channel -> channel.hears(matter))
        .forEach(channel -> add(db, "#" + channel.name(), position, matter, State.WAITING));
  }

  private static Optional<SubmissionOpened> opened(JdbcClient db, long submission) {
    return Entries.acts(db, "submission:" + submission).stream()
        .filter(SubmissionOpened.class::isInstance)
        .map(SubmissionOpened.class::cast)
        .filter(opened -> opened.submission() == submission)
        .findFirst();
  }

  private void toPerson(JdbcClient db, String person, long position, Matter matter) {
    MailChoices.find(db, person)
        .filter(choice -> choice.how() != How.NONE)
        .ifPresent(
            choice ->
                add(
                    db,
                    person,
                    position,
                    matter,
                    choice.how() == How.EACH ? State.WAITING : State.KEPT));
  }

  private void add(JdbcClient db, String recipient, long position, Matter matter, State state) {
    Instant now = clock.instant();
    QueueStore.add(
        db,
        new Queued(
            MessageId.of(recipient, "entry " + position),
            recipient,
            Optional.empty(),
            matter,
            now,
            now,
            new Queued.Tries(state, 0, "")));
  }
}
