// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.seed.Seed;
import org.imprimatur.proof.seed.SeedConduct;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seeded cases: a steward prepares one, whoever registered the version lends the name, and the
 * steward commits to it before review begins. Only these two can look it up until it is revealed.
 */
@Component
public final class Seeds {
  /** How many commitments to nothing go with one batch at most. */
  public static final int MOST_EMPTY = 20;

  private static final int LONGEST = 2_000;

  private final Audit audit;
  private final Database database;
  private final SeedGuard guard;
  private final Ground ground;
  private final SecureRandom random = new SecureRandom();

  Seeds(Audit audit, Database database, SeedGuard guard, Ground ground) {
    this.audit = audit;
    this.database = database;
    this.guard = guard;
    this.ground = ground;
  }

  /** What a case rests on. */
  @Component
  record Ground(Models models, Persons persons, Ids ids, Blobs blobs) {}

  /** Whether a person may slip cases in. */
  public boolean isSteward(Caller caller) {
    return caller.credential() instanceof Caller.Credential.Session
        && SeedConduct.isSteward(ground.persons().staff(), caller.id());
  }

  /** What the caller prepared. */
  public List<Planted> of(Caller caller) {
    return SeedStore.of(database.reader(), caller.id());
  }

  /** The cases for which the caller is to lend a name, or does. */
  public List<Planted> lentBy(Caller caller) {
    return lentBy(database.reader(), caller);
  }

  private static List<Planted> lentBy(JdbcClient db, Caller caller) {
    return caller.credential() instanceof Caller.Credential.Session
        ? SeedStore.lentBy(db, caller.id())
        : List.of();
  }

  /** What was wrong with a version, if it was revealed to be a case. */
  public Optional<String> defect(String model, long version) {
    return SeedStore.defect(database.reader(), model, version)
        .map(
            digest ->
                ground.blobs().find(digest).map(bytes -> new String(bytes, UTF_8)).orElse(""));
  }

  /** Prepares a case of a registered version that nobody has reviewed. */
  public void plant(Caller caller, String name, long number, String words) {
    String stripped = words.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      throw refused("seed.words", 422, "Say what is wrong with it, in up to 2,000 characters.");
    }
    Model model = ground.models().get(name);
    Version version =
        model
            .find(number)
            .orElseThrow(
                () -> refused("version.unknown", 404, "The model has no version " + number + "."));
    byte[] salt = new byte[Seed.SALT];
    random.nextBytes(salt);
    var planted =
        new Planted(
            ground.ids().next('l'),
            caller.id(),
            HexFormat.of().formatHex(salt),
            model.id(),
            number,
            version.registered().by(),
            stripped,
            false,
            Optional.empty(),
            Optional.empty());
    audit.work(
        db -> {
          steward(db, caller);
          Optional<Refusal> against = against(db, planted);
          if (against.isEmpty() && SeedStore.find(db, model.id(), number).isPresent()) {
            // It says the same whoever prepared it, so that it tells nothing about whom.
            against = Optional.of(refusal("seed.same", "The version cannot be prepared."));
          }
          against.ifPresent(
              one -> {
                throw new RefusedException(one);
              });
          SeedStore.plant(db, planted);
          return true;
        });
  }

  private Optional<Refusal> against(JdbcClient db, Planted planted) {
    Model model = ground.models().byId(db, planted.model());
    List<Act> acts = new ArrayList<>();
    for (long number : SubmissionStore.ofModel(db, planted.model())) {
      List<Act> about = Entries.acts(db, "submission:" + number);
      if (Submission.of(about)
          .filter(one -> one.opened().version() == planted.version())
          .isPresent()) {
        acts.addAll(about);
      }
    }
    return SeedConduct.against(
            planted.steward(),
            planted.bad().orElseThrow(),
            model.find(planted.version()).map(Version::registered),
            acts)
        .stream()
        .findFirst()
        .map(Seeds::refusal);
  }

  /** Lends the name under which the version was registered. */
  public void lend(Caller caller, String id) {
    audit.work(
        db -> {
          lent(db, caller, id);
          SeedStore.agree(db, id);
          return true;
        });
  }

  /** Lends no name: nothing is left of the case. */
  public void keep(Caller caller, String id) {
    audit.work(
        db -> {
          lent(db, caller, id);
          return forget(db, id);
        });
  }

  private static void lent(JdbcClient db, Caller caller, String id) {
    if (lentBy(db, caller).stream().noneMatch(one -> one.id().equals(id))) {
      throw unknown();
    }
  }

  /** Takes back what was only prepared. */
  public void drop(Caller caller, String id) {
    audit.work(
        db -> {
          own(db, caller, id);
          return forget(db, id);
        });
  }

  /** Judged by the writer alone: it may be committed to just now. */
  private static boolean forget(JdbcClient db, String id) {
    if (SeedStore.find(db, id).flatMap(Planted::committed).isPresent()) {
      throw refused("seed.committed", 409, "It was committed to, and ends by its reveal.");
    }
    SeedStore.forget(db, id);
    return true;
  }

  /**
   * Commits to everything that was prepared and agreed to, and to nothing so many times, in an
   * order that tells nothing.
   */
  public void commit(Caller caller, int empty) {
    if (empty < 0 || empty > MOST_EMPTY) {
      throw refused("seed.empty", 422, "Add 0 to %d empty commitments.".formatted(MOST_EMPTY));
    }
    audit.record(moment -> committed(moment, caller, empty));
  }

  private Ruling<Boolean> committed(Moment moment, Caller caller, int empty) {
    Stamp stamp = caller.stamp(moment, Permission.READ);
    steward(moment.db(), caller);
    List<Planted> batch = new ArrayList<>();
    for (Planted one : SeedStore.of(moment.db(), caller.id())) {
      if (one.committed().isEmpty() && one.agreed()) {
        Optional<Refusal> against = against(moment.db(), one);
        if (against.isPresent()) {
          return new Ruling.Refused<>(against.get());
        }
        batch.add(one);
      }
    }
    List<Planted> nothing = new ArrayList<>();
    for (int i = 0; i < empty; i++) {
      nothing.add(nothing(caller.id()));
    }
    batch.addAll(nothing);
    if (batch.isEmpty()) {
      return new Ruling.Refused<>(
          refusal("seed.none", "Nothing is prepared and agreed to, and nothing empty was added."));
    }
    Collections.shuffle(batch, random);
    List<Act> acts =
        batch.stream()
            .<Act>map(one -> new SeedCommitted(stamp, one.id(), one.commitment()))
            .toList();
    return new Ruling.Granted<>(acts, db -> nothing.forEach(one -> SeedStore.plant(db, one)), true);
  }

  private Planted nothing(String steward) {
    byte[] salt = new byte[Seed.SALT];
    random.nextBytes(salt);
    return new Planted(
        ground.ids().next('l'),
        steward,
        HexFormat.of().formatHex(salt),
        "",
        0,
        "",
        "",
        true,
        Optional.empty(),
        Optional.empty());
  }

  /** Reveals what the caller committed to. */
  public void reveal(Caller caller, String id) {
    audit.record(
        moment -> {
          Stamp stamp = caller.stamp(moment, Permission.READ);
          Planted planted = own(moment.db(), caller, id);
          return planted.isClosed()
              ? new Ruling.Granted<>(guard.reveal(planted, moment, stamp.by()), true)
              : new Ruling.Refused<>(
                  refusal("seed.closed", "It is not committed to, or is known."));
        });
  }

  /** Reveals everything whose time is over; says how many. */
  public int revealOverdue(Instant now) {
    List<String> due =
        SeedStore.closed(database.reader()).stream()
            .filter(one -> !now.isBefore(Seed.due(one.committed())))
            .filter(one -> SeedStore.find(database.reader(), one.id()).isPresent())
            .map(SeedStore.Closed::id)
            .toList();
    for (String id : due) {
      audit.record(
          moment ->
              new Ruling.Granted<>(
                  SeedStore.find(moment.db(), id)
                      .filter(Planted::isClosed)
                      .map(one -> guard.reveal(one, moment, Stamp.SYSTEM))
                      .orElse(List.of()),
                  true));
    }
    return due.size();
  }

  private static Planted own(JdbcClient db, Caller caller, String id) {
    return SeedStore.find(db, id)
        .filter(one -> one.steward().equals(caller.id()))
        .filter(_ -> caller.credential() instanceof Caller.Credential.Session)
        .orElseThrow(Seeds::unknown);
  }

  private static RefusedException unknown() {
    return refused("seed.unknown", 404, "There is no such case.");
  }

  private void steward(JdbcClient db, Caller caller) {
    if (!(caller.credential() instanceof Caller.Credential.Session)
        || !SeedConduct.isSteward(ground.persons().staff(db), caller.id())) {
      throw refused("page.unknown", 404, "There is no such page.");
    }
  }

  private static Refusal refusal(Reason reason) {
    return refusal(reason.code(), reason.sentence());
  }

  private static Refusal refusal(String code, String sentence) {
    return new Refusal(
        code, 409, sentence, List.of(), "See the seeded cases for what can be done.");
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(
            code, status, sentence, List.of(), "See the seeded cases for what can be done."));
  }
}
