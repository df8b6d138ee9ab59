// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.monitoring.Charge;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.submissions.Condemning;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads versions since they entered production, and where what was promised of them stands. */
@Component
public final class Watches {
  private static final int MOST_KEPT = 2_000;

  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Policies policies;
  private final Submissions submissions;
  private final Dockets dockets;
  private final Persons persons;

  /** What was promised never changes under its digest. */
  private final Map<Digest, List<Promise>> promises = new LinkedHashMap<>();

  private final Map<Long, Boolean> conditionals = new ConcurrentHashMap<>();
  private final Map<String, Kept> kept =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private final LastNamed lastNamed;

  Watches(
      Database database,
      Blobs blobs,
      Models models,
      Policies policies,
      Approvals approvals,
      Persons persons,
      LastNamed lastNamed) {
    this.lastNamed = lastNamed;
    this.policies = policies;
    this.submissions = approvals.submissions();
    this.dockets = approvals.dockets();
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.persons = persons;
  }

  /** Where approvals and their conditions are read from. */
  @Component
  record Approvals(Submissions submissions, Dockets dockets) {}

  /** A version that entered production, with its model and what it stands on. */
  public record Watched(Model model, Footing footing) {
    public Watch watch() {
      return footing.watch();
    }

    public List<Standing> standings() {
      return footing.standings();
    }

    public Optional<Renewal> renewal() {
      return footing.renewal();
    }
  }

  /** A version that ever entered production; empty where it did not. */
  public Optional<Watch> find(JdbcClient db, String model, long version) {
    return Optional.ofNullable(all(db, model).get(version));
  }

  public Optional<Watch> find(String model, long version) {
    return find(database.reader(), model, version);
  }

  /** Every version of a model that ever entered production, by its number. */
  public SortedMap<Long, Watch> all(String model) {
    return all(database.reader(), model);
  }

  static SortedMap<Long, Watch> all(JdbcClient db, String model) {
    return Watch.all(Entries.acts(db, model));
  }

  /**
   * What was read of a model at a size of the log.
   *
   * @param until when time alone makes another reading of it
   */
  private record Kept(long readAt, Optional<Watched> watched, List<String> things, Instant until) {}

  /**
   * How long the log is. It comes before any reading: what is recorded meanwhile makes a reading
   * old, never wrong.
   */
  long size() {
    return lastNamed.size();
  }

  /**
   * Where the version stands that entered production last; read where it moved or time did.
   *
   * @param size of the log up to which it is read; asked for once where many are looked at
   */
  Optional<Watched> current(String id, long size, Instant now) {
    Kept known;
    synchronized (kept) {
      known = kept.get(id);
    }
    if (known != null
        && now.isBefore(known.until())
        && lastNamed.isQuiet(known.readAt(), known.things())) {
      return known.watched();
    }
    Optional<Watched> watched = read(id, now);
    synchronized (kept) {
      kept.put(id, kept(id, size, watched));
    }
    return watched;
  }

  private static Kept kept(String id, long size, Optional<Watched> watched) {
    List<String> things = new ArrayList<>(List.of(id, "signals:" + id, "batches:" + id));
    watched
        .filter(one -> !one.footing().reopenings().isEmpty())
        .ifPresent(_ -> things.add(LastNamed.CONDEMNATIONS));
    watched.ifPresent(one -> things.add("submission:" + one.watch().submission()));
    Instant until = watched.flatMap(one -> one.footing().changes()).orElse(Instant.MAX);
    return new Kept(size, watched, things, until);
  }

  private Optional<Watched> read(String id, Instant now) {
    JdbcClient db = database.reader();
    return Watch.all(Entries.acts(db, id)).values().stream()
        .filter(Watch::current)
        .findFirst()
        .map(watch -> new Watched(models.byId(id), footing(db, id, watch, now)));
  }

  /** A version that ever entered production, as it stands. */
  public Optional<Watched> version(Model model, long version, Instant now) {
    JdbcClient db = database.reader();
    return find(db, model.id(), version)
        .map(watch -> new Watched(model, footing(db, model.id(), watch, now)));
  }

  /** The versions that entered production last, of these models; one that did not is left out. */
  public List<Watched> of(List<String> ids, Instant now) {
    long size = size();
    return ids.stream().flatMap(id -> current(id, size, now).stream()).toList();
  }

  /** What a version stands on: its promises, until when it is approved, and under what. */
  public Footing footing(JdbcClient db, String model, Watch watch, Instant now) {
    List<Standing> standings = standings(db, model, watch, now);
    return new Footing(
        watch,
        permit(watch, now),
        standings,
        renewal(db, watch),
        provisos(db, watch, standings, now),
        reopenings(db, watch),
        now);
  }

  /** What is to be decided anew by a day; most versions ask for no look at what is condemned. */
  private static List<Reopening> reopenings(JdbcClient db, Watch watch) {
    return watch.reopened().stream().allMatch(one -> one.due().isEmpty())
        ? List.of()
        : Reopening.of(watch, Condemning.now(db));
  }

  private List<Proviso> provisos(
      JdbcClient db, Watch watch, List<Standing> standings, Instant now) {
    if (watch.debt().isPresent()) {
      return List.of();
    }
    // Nobody signs a submission that was promoted, so that what was read once stays.
    boolean conditional =
        conditionals.computeIfAbsent(
            watch.submission(),
            number ->
                submissions.get(db, number).signOffs().stream()
                    .anyMatch(given -> given.terms().isPresent()));
    return conditional
        ? Proviso.of(
            dockets.read(db, submissions.get(db, watch.submission())), watch, standings, now)
        : List.of();
  }

  /** Whether a version that entered production may serve, and why not. */
  public Permit permit(Watch watch, Instant now) {
    return Permit.of(
        watch,
        watch.tenure().replaced().map(by -> Permit.end(by, policies.read(by.policy()))),
        now);
  }

  /** Whether a version may serve; empty where it never entered production. */
  public Optional<Permit> permit(String model, long version, Instant now) {
    return find(model, version).map(watch -> permit(watch, now));
  }

  /** Whether it may serve by a submission that let it in; empty where it never did. */
  public Optional<Permit> permit(SubmissionOpened opened, Instant now) {
    List<Act> acts = Entries.acts(database.reader(), opened.model());
    return Optional.ofNullable(Watch.all(acts).get(opened.version()))
        .map(watch -> permit(watch, now).by(opened, acts));
  }

  /** Until when an approval would hold under a policy, in a tier of it. */
  Optional<Renewal> renewal(JdbcClient db, Watch watch, Policy policy, String tier) {
    return Renewal.of(
        watch, policy, tier, given -> ExposureStore.since(db, watch.opened().model(), given));
  }

  /** Until when the approval of a version holds, by the policy that its submission pinned. */
  public Optional<Renewal> renewal(Watch watch) {
    return renewal(database.reader(), watch);
  }

  private Optional<Renewal> renewal(JdbcClient db, Watch watch) {
    return renewal(db, watch, policies.read(watch.opened().policy()), watch.tier());
  }

  /** Where every promise of a version stands. */
  public List<Standing> standings(String model, Watch watch, Instant now) {
    return standings(database.reader(), model, watch, now);
  }

  private List<Standing> standings(JdbcClient db, String model, Watch watch, Instant now) {
    List<Standing> standings = new ArrayList<>();
    for (Promise promise : promises(watch)) {
      var windows =
          SignalStore.windows(db, model, watch.version(), promise.name(), watch.promoted());
      standings.add(Standing.of(promise, watch, windows, now));
    }
    return standings;
  }

  public Footing footing(String model, Watch watch, Instant now) {
    return footing(database.reader(), model, watch, now);
  }

  /** What a version stands on that ever entered production. */
  Optional<Footing> footing(String model, long version, Instant now) {
    return find(model, version).map(watch -> footing(model, watch, now));
  }

  /** What the submission that brought the version in had pinned. */
  public List<Promise> promises(Watch watch) {
    return promises(watch.promises());
  }

  /** What a submission had pinned; nothing where it pinned nothing. */
  public synchronized List<Promise> promises(Optional<Digest> pinned) {
    if (pinned.isEmpty()) {
      return List.of();
    }
    if (promises.size() > MOST_KEPT) {
      promises.clear();
    }
    return promises.computeIfAbsent(pinned.get(), digest -> Promise.of(blobs.document(digest)));
  }

  /** Whether a value was recorded for the same promise and window. */
  public boolean isMeasured(JdbcClient db, SignalRecorded act) {
    return SignalStore.same(db, act).isPresent();
  }

  /** Who may do what about a version, by what the records say. */
  public WatchRules rules(JdbcClient db, Model model, Watch watch) {
    return new WatchRules(
        watch,
        new Charge(model.owner(), persons.staff(db)),
        Contributors.ever(models.history(db, model.id())),
        ExposureStore.tookBack(db, model.id(), watch.version(), watch.promoted()));
  }

  public WatchRules rules(Model model, Watch watch) {
    return rules(database.reader(), model, watch);
  }
}
