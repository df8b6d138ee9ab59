// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Tenure.Replaced;
import org.imprimatur.proof.monitoring.Watch;

/**
 * Which versions hold production and which do so no more, for all models at once: the same as
 * {@link Watch} tells of one, kept so that a list of every attestation takes no reading of models.
 */
final class AttestedPlaces {
  /** A version of a model. */
  record Place(String model, long version) {}

  private final Map<String, Long> current = new HashMap<>();
  private final Map<Place, Replaced> replaced = new HashMap<>();
  private final Map<Place, Permit.State> gone = new HashMap<>();

  /** The policies of submissions that did not end. */
  private final Map<Long, Digest> policies = new HashMap<>();

  /** When each submission that nobody ratified yet was taken past its gate. */
  private final Map<Long, Instant> bypassed = new HashMap<>();

  /** How the version of such a submission had gone before. */
  private final Map<Long, Permit.State> before = new HashMap<>();

  void take(Act act) {
    switch (act) {
      case SubmissionOpened opened -> policies.put(opened.submission(), opened.policy());
      case VersionPromoted promoted when promoted.to().equals(Watch.PRODUCTION) -> {
        Digest policy = policies.remove(promoted.submission());
        // What came past the gate before holds its place already.
        if (policy != null && bypassed.remove(promoted.submission()) == null) {
          enter(promoted.model(), promoted.version(), promoted.at(), policy);
        }
      }
      case VersionPromoted other -> leave(other.model(), other.version(), Permit.State.LEFT);
      case VersionBypassed past when past.move().to().equals(Watch.PRODUCTION) -> {
        Digest policy = policies.get(past.submission());
        if (policy != null) {
          bypassed.put(past.submission(), past.at());
          Optional.ofNullable(gone.get(new Place(past.model(), past.version())))
              .ifPresent(how -> before.put(past.submission(), how));
          enter(past.model(), past.version(), past.at(), policy);
        }
      }
      case BypassReversed back -> reversed(back);
      case RemovalAct.VersionRetired one -> leave(one.model(), one.version(), Permit.State.RETIRED);
      case RemovalAct.ApprovalWithdrawn one ->
          leave(one.model(), one.version(), Permit.State.WITHDRAWN);
      case VersionRestored back ->
          enter(back.model(), back.version(), back.at(), back.judged().policy());
      case Act _ -> {}
    }
  }

  private void enter(String model, long version, Instant at, Digest policy) {
    var place = new Place(model, version);
    Long before = current.put(model, version);
    if (before != null && before != version) {
      replaced.put(new Place(model, before), new Replaced(at, version, policy, Watch.PRODUCTION));
    }
    replaced.remove(place);
    gone.remove(place);
  }

  private void leave(String model, long version, Permit.State how) {
    current.remove(model, version);
    gone.put(new Place(model, version), how);
  }

  /** In production stands again what this one had replaced. */
  private void reversed(BypassReversed back) {
    Instant at = bypassed.remove(back.submission());
    if (at == null) {
      return; // It was taken past another gate, and holds production as it did.
    }
    Permit.State how = before.getOrDefault(back.submission(), Permit.State.LEFT);
    gone.put(new Place(back.model(), back.version()), how);
    if (current.remove(back.model(), back.version())) {
      replaced.entrySet().stream()
          .filter(one -> one.getKey().model().equals(back.model()))
          .filter(one -> one.getValue().version() == back.version())
          .filter(one -> one.getValue().at().equals(at))
          .map(Map.Entry::getKey)
          .filter(place -> !gone.containsKey(place))
          .findFirst()
          .ifPresent(
              place -> {
                replaced.remove(place);
                current.put(place.model(), place.version());
              });
    }
  }

  /**
   * Why a version may not serve, a suspension left out; empty where it may.
   *
   * @param end when the overlap of a replaced version ends
   */
  Optional<Permit.State> stopped(Place place, Function<Replaced, Instant> end, Instant now) {
    Permit.State left = gone.get(place);
    if (left != null) {
      return Optional.of(left);
    }
    Replaced by = replaced.get(place);
    return by == null || now.isBefore(end.apply(by))
        ? Optional.empty()
        : Optional.of(Permit.State.REPLACED);
  }
}
