// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.proof.monitoring.CondemnationConduct;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Cursors;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.submissions.Condemning;
import org.imprimatur.server.submissions.Dockets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Traces what rests on a thing that turned out bad; {@link Reopenings} acts on it. */
@Component
public final class Impacts {
  /** How many models one part of a trace looks at. */
  public static final int MOST = 200;

  private static final long BEFORE_ALL = -1;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Ground ground;

  Impacts(Audit audit, Database database, Blobs blobs, Ground ground) {
    this.audit = audit;
    this.blobs = blobs;
    this.database = database;
    this.ground = ground;
  }

  /** What a trace goes through, and what it finds there is asked of. */
  @Component
  record Ground(
      Models models, Dockets dockets, Persons persons, Watches watches, InstantSource clock) {}

  /** A model with its submissions that rest on the thing, the newest first. */
  public record OfModel(String model, List<Impact> impacts) {
    public OfModel {
      impacts = List.copyOf(impacts);
    }
  }

  /**
   * A part of a trace, in the order in which the models were registered.
   *
   * @param named how many models name the thing at all
   * @param unnamed where an engine in a version is traced: what does not say its engines
   * @param next after which model it goes on; empty at its end
   */
  public record Part(
      List<OfModel> models, long named, Optional<Unnamed> unnamed, Optional<String> next) {
    public Part {
      models = List.copyOf(models);
    }
  }

  /**
   * Computed evidence of which nobody said what computed it, so that no trace of a version finds
   * it: in the whole log.
   */
  public record Unnamed(long items, long submissions) {}

  /**
   * What rests on a thing.
   *
   * @param after the id of the model after which it begins; empty for the first
   * @param most models that are looked at
   */
  public Part trace(Cause cause, String after, int most) {
    awaitRead();
    JdbcClient db = database.reader();
    long from = after.isEmpty() ? BEFORE_ALL : ground.models().registered(db, after);
    List<String> ids =
        ground.models().at(db, RestsStore.registered(db, cause.thing(), from, most + 1));
    List<OfModel> found = new ArrayList<>();
    List<ImpactAct> condemned = Condemning.all(db);
    Instant now = ground.clock().instant();
    for (String id : ids.subList(0, Math.min(most, ids.size()))) {
      List<Impact> impacts = of(db, cause, id, condemned, now);
      if (!impacts.isEmpty()) {
        found.add(new OfModel(id, impacts));
      }
    }
    Optional<String> next = ids.size() > most ? Optional.of(ids.get(most - 1)) : Optional.empty();
    Optional<Unnamed> unnamed =
        cause.isVersion() ? Optional.of(RestsStore.unnamed(db)) : Optional.empty();
    return new Part(found, RestsStore.count(db, cause.thing()), unnamed, next);
  }

  /**
   * The submissions of one model that rest on a thing, the newest first.
   *
   * @param condemned everything that was ever condemned and lifted
   * @param at when; what was replaced serves for a while
   */
  List<Impact> of(
      JdbcClient db, Cause cause, String model, List<? extends ImpactAct> condemned, Instant at) {
    return Impact.of(
        cause,
        ground.models().history(db, model),
        ground.dockets()::origins,
        condemned,
        watch -> ground.watches().permit(watch, at).stands(at));
  }

  /** What stands condemned, by id. */
  public Map<String, CauseCondemned> condemned() {
    return Condemning.now(database.reader()).standing();
  }

  /** One that stands; a refusal where there is none. */
  public CauseCondemned condemned(String id) {
    return condemned(database.reader(), id);
  }

  CauseCondemned condemned(JdbcClient db, String id) {
    return standing(db)
        .find(id)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "condemnation.none",
                        404,
                        "Nothing stands condemned as " + id + ".",
                        List.of(),
                        "It was lifted, or there was never one.")));
  }

  /** What somebody wrote. */
  public String words(Digest digest) {
    return blobs.words(digest);
  }

  /** Whether exactly this stands condemned. */
  public boolean stands(Cause cause) {
    return Condemning.now(database.reader()).condemns(cause);
  }

  /** The condemnations of a thing that stand, for whichever time. */
  public List<CauseCondemned> condemning(Cause cause) {
    return condemned().values().stream()
        .filter(one -> one.kind().equals(cause.kind().word()))
        .filter(one -> Cause.of(one).filter(of -> of.thing().equals(cause.thing())).isPresent())
        .toList();
  }

  /** Everybody with a hand in a model that rests on a thing. */
  Set<String> hands(JdbcClient db, Cause cause) {
    Set<String> hands = new TreeSet<>();
    List<Long> all = RestsStore.registered(db, cause.thing(), BEFORE_ALL, Integer.MAX_VALUE);
    for (String id : ground.models().at(db, all)) {
      hands.addAll(Impact.hands(cause, ground.models().history(db, id), ground.dockets()::origins));
    }
    return hands;
  }

  /** Who may decide about a thing, by what the records say. */
  public CondemnationConduct conduct(Cause cause) {
    return conduct(database.reader(), cause);
  }

  CondemnationConduct conduct(JdbcClient db, Cause cause) {
    return new CondemnationConduct(cause, behind(db, cause), ground.persons().staff(db));
  }

  private static Set<String> behind(JdbcClient db, Cause cause) {
    return switch (cause.kind()) {
      case DATA, CHECK -> Set.of();
      case PERSON -> Set.of(cause.thing());
      case CREDENTIAL -> {
        // A token stands in every entry that came with it: only its issue is read.
        String issue = cause.isToken() ? "act:token.issued" : "act:passkey.enrolled";
        Set<String> behind = new TreeSet<>();
        for (Entries.Entry entry : Entries.mentioning(db, cause.thing(), issue)) {
          switch (entry.act()) {
            case PasskeyEnrolled one -> behind.add(one.person());
            case TokenIssued one when one.token().equals(cause.thing()) -> behind.add(one.person());
            case Act _ -> {}
          }
        }
        yield behind;
      }
      case ENGINE -> {
        Set<String> behind = new TreeSet<>();
        for (Act act : Entries.acts(db, cause.thing())) {
          switch (act) {
            case RunnerRegistered one -> behind.addAll(List.of(one.owner(), one.by()));
            case RunnerConfirmed one -> behind.add(one.by());
            case Act _ -> {}
          }
        }
        yield behind;
      }
    };
  }

  /** Whether there is such a thing; files and checks can be condemned before they are used. */
  boolean isKnown(JdbcClient db, Cause cause) {
    return switch (cause.kind()) {
      case DATA, CHECK -> true;
      case ENGINE ->
          !cause.thing().startsWith("r_")
              || Entries.acts(db, cause.thing()).stream().anyMatch(RunnerAct.class::isInstance);
      case CREDENTIAL -> !behind(db, cause).isEmpty();
      case PERSON -> ground.persons().staff(db).knows(cause.thing());
    };
  }

  Condemnations standing(JdbcClient db) {
    return Condemning.now(db);
  }

  /** Waits until everything that is recorded now has been looked at; a trace is whole or none. */
  void awaitRead() {
    long size = audit.size();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Cursors.position(database.reader(), ImpactFollower.NAME) < size) {
      if (System.nanoTime() > end) {
        throw new RefusedException(
            new Refusal(
                "impact.reading",
                503,
                "The server is still reading the log for traces.",
                List.of("A trace that is not whole would leave out what rests on the thing."),
                "Ask again in a minute."));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while the log is read.", e);
      }
    }
  }
}
