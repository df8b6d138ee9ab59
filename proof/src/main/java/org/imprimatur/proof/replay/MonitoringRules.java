// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.IncidentAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchWithdrawal;
import org.imprimatur.proof.monitoring.Charge;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.RemovalConduct;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.SignalRules;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.proof.policy.Policy;

/** Signals, what was explained of breaches, and suspensions with what ended them. */
final class MonitoringRules {
  /** What a token must have been issued for. */
  static final String SCOPE = "signal";

  private final Ground ground;
  private final Dockets dockets;
  private final IncidentRules incidents;
  private final BatchRules batches;
  private final ImpactRules impacts;
  private final Map<Digest, List<Promise>> promises = new HashMap<>();
  private final Map<String, Watches> watches = new HashMap<>();

  MonitoringRules(Ground ground, Dockets dockets, ImpactRules impacts) {
    this.impacts = impacts;
    this.ground = ground;
    this.dockets = dockets;
    incidents = new IncidentRules(ground);
    batches = new BatchRules(ground);
  }

  /** The versions of a model, folded after so many acts of it. */
  private record Watches(int acts, SortedMap<Long, Watch> byVersion) {}

  /** Looks at what has to have come before an act. */
  void before(Act act) {
    batches.before(act);
  }

  /** Looks at what was still to come where the log ends. */
  void end() {
    batches.end();
  }

  void check(MonitoringAct act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    Optional<Watch> watch = watch(act.model(), act.version());
    if (act instanceof SignalRecorded signal) {
      signal(signal, watch);
      return;
    }
    if (act instanceof IncidentAct about) {
      ground.findings().add(incidents.against(about, model));
      return;
    }
    if (act instanceof BatchWithdrawn withdrawn) {
      withdrawn(withdrawn, model, watch);
      return;
    }
    if (act instanceof BatchAct batch) {
      batches.check(batch, watch, watch.isPresent() ? promises(watch.get()) : List.of());
      return;
    }
    if (act instanceof RemovalAct removal) {
      removal(removal, model, watch);
      return;
    }
    if (act instanceof VersionReopened reopened) {
      ground.findings().add(impacts.against(reopened, model));
      return;
    }
    Watch found = found(act, model, watch);
    ground.findings().add(against(act, found, rules(model, found)));
  }

  private static Watch found(MonitoringAct act, ModelFacts model, Optional<Watch> watch)
      throws UnestablishedException {
    return watch.orElseThrow(
        () ->
            new UnestablishedException(
                "monitoring.version",
                "Version %d of %s was never in production."
                    .formatted(act.version(), model.name())));
  }

  private void removal(RemovalAct act, ModelFacts model, Optional<Watch> watch)
      throws UnestablishedException {
    ground.blobs().bytes(act.reason());
    OptionalLong open = OptionalLong.empty();
    for (SubmissionOpened one : model.submissions(act.version())) {
      if (ground.facts().submission(one.submission()).open()) {
        open = OptionalLong.of(one.submission());
      }
    }
    var conduct =
        new RemovalConduct(charge(model), model.version(act.version()).stage(), open, watch);
    ground.findings().add(conduct.against(act));
  }

  private WatchRules rules(ModelFacts model, Watch watch) {
    return new WatchRules(
        watch,
        charge(model),
        Contributors.ever(model.acts()),
        ground.facts().monitoring().tookBack(watch));
  }

  private Charge charge(ModelFacts model) {
    return new Charge(model.owner(), ground.facts().staff());
  }

  private void withdrawn(BatchWithdrawn act, ModelFacts model, Optional<Watch> watch)
      throws UnestablishedException {
    Batch batch = batches.batch(act);
    Watch found = found(act, model, watch);
    ground.blobs().bytes(act.reason());
    var withdrawal = new BatchWithdrawal(batch, rules(model, found), footing(found, act.at()));
    ground.findings().add(withdrawal.against(act));
    batches.token(act, act.token());
  }

  private List<Reason> against(MonitoringAct act, Watch watch, WatchRules rules)
      throws UnestablishedException {
    return switch (act) {
      case SignalRecorded _, IncidentAct _, BatchAct _, VersionReopened _, RemovalAct _ ->
          List.of();
      case PromiseAnswered answered -> {
        ground.blobs().bytes(answered.reason());
        List<Promise> promised = promises(watch);
        Promise promise =
            Promise.find(promised, answered.breach().promise())
                .orElseThrow(
                    () ->
                        new UnestablishedException(
                            "answer.promise",
                            "Nothing is promised as " + answered.breach().promise() + "."));
        yield rules.against(answered, standing(watch, promise, act.at()));
      }
      case VersionSuspended suspended -> {
        if (suspended.cause() instanceof Cause.Ordered(var _, var reason)) {
          ground.blobs().bytes(reason);
        }
        yield rules.against(suspended, footing(watch, act.at()));
      }
      case ReinstatementAsked asked -> {
        ground.blobs().bytes(asked.reason());
        yield rules.against(asked, footing(watch, act.at()));
      }
      case VersionReinstated reinstated -> rules.against(reinstated, footing(watch, act.at()));
    };
  }

  private void signal(SignalRecorded act, Optional<Watch> watch) throws UnestablishedException {
    List<Promise> promised = watch.isPresent() ? promises(watch.get()) : List.of();
    ground.findings().add(SignalRules.against(act, watch, promised));
    Optional<Measured> same = ground.facts().monitoring().same(act);
    ground
        .findings()
        .unless(same.isEmpty(), "signal.twice", "A value was recorded for the same window before.");
    if (act.token().isPresent()) {
      ground
          .findings()
          .unless(
              ground.facts().tokens().acts(act.token().get(), act.by(), act.at(), SCOPE),
              "signal.token",
              "The token %s is not one of %s with the scope %s."
                  .formatted(act.token().get(), act.by(), SCOPE));
    }
  }

  /** What a version stands on at an instant. */
  Footing footing(Watch watch, Instant at) throws UnestablishedException {
    List<Standing> standings = new ArrayList<>();
    for (Promise promise : promises(watch)) {
      standings.add(standing(watch, promise, at));
    }
    SubmissionFacts submission = ground.facts().submission(watch.submission());
    List<Proviso> provisos =
        conditional(submission)
            ? Proviso.of(dockets.docket(submission), watch, standings, at)
            : List.of();
    return new Footing(
        watch,
        ground.permit(watch, at),
        standings,
        renewal(watch),
        provisos,
        Reopening.of(watch, ground.facts().condemnations().now()),
        at);
  }

  /** Whether a version was let through by an approval under conditions. */
  boolean conditional(String model, long version) throws UnestablishedException {
    Optional<Watch> watch = watch(model, version);
    return watch.isPresent() && conditional(ground.facts().submission(watch.get().submission()));
  }

  private static boolean conditional(SubmissionFacts submission) {
    return submission.signOffs().stream().anyMatch(given -> given.terms().isPresent());
  }

  private Optional<Renewal> renewal(Watch watch) throws UnestablishedException {
    return renewal(watch, ground.blobs().policy(watch.opened().policy()), watch.tier());
  }

  /** Until when an approval would hold under a policy, in a tier of it. */
  Optional<Renewal> renewal(Watch watch, Policy policy, String tier) {
    return Renewal.of(
        watch,
        policy,
        tier,
        given -> ground.facts().monitoring().scored(watch.opened().model(), given));
  }

  /** Where a promise of a version stands at an instant. */
  Standing standing(Watch watch, Promise promise, Instant at) {
    List<Measured> windows =
        ground
            .facts()
            .monitoring()
            .windows(watch.opened().model(), watch.version(), promise.name(), watch.promoted());
    return Standing.of(promise, watch, windows, at);
  }

  /**
   * The same by the newest window alone: whether it is broken and when it is due, but not since.
   */
  Standing newest(Watch watch, Promise promise, Instant at) {
    List<Measured> newest =
        ground
            .facts()
            .monitoring()
            .newest(watch.opened().model(), watch.version(), promise.name(), watch.promoted())
            .stream()
            .toList();
    return Standing.of(promise, watch, newest, at);
  }

  /** A version that ever entered production, as the acts so far tell it. */
  Optional<Watch> watch(String id, long version) throws UnestablishedException {
    ModelFacts model = ground.facts().model(id);
    model.version(version);
    return Optional.ofNullable(watched(model, id).get(version));
  }

  /** The version of a model that entered production last. */
  Optional<Watch> current(String id) throws UnestablishedException {
    return watched(ground.facts().model(id), id).values().stream()
        .filter(Watch::current)
        .findFirst();
  }

  /** The versions of a model that can serve, also those that another one replaced. */
  List<Watch> serving(String id, Instant at) throws UnestablishedException {
    return watched(ground.facts().model(id), id).values().stream()
        .filter(one -> one.tenure().canServe(at))
        .toList();
  }

  private SortedMap<Long, Watch> watched(ModelFacts model, String id) {
    Watches known = watches.get(id);
    if (known == null || known.acts() != model.acts().size()) {
      known = new Watches(model.acts().size(), Watch.all(model.acts()));
      watches.put(id, known);
    }
    return known.byVersion();
  }

  /** What was promised of a version. */
  List<Promise> promises(Watch watch) throws UnestablishedException {
    if (watch.promises().isEmpty()) {
      return List.of();
    }
    Digest digest = watch.promises().get();
    List<Promise> known = promises.get(digest);
    if (known == null) {
      known = Promise.of(ground.blobs().document(digest, "promises/v1"));
      promises.put(digest, known);
    }
    return known;
  }
}
