// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.attestation.StatusList.Entry;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Tenure;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.policies.Policies;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signs the list of what has become of every attestation. */
@Component
public final class AttestationStatuses {
  /** Whoever asks often is given the same list for so long. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  /** What the list follows from. */
  private static final List<String> ACTS =
      List.of(
          "version.suspended",
          "version.reinstated",
          "submission.opened",
          "bypass.reversed",
          "version.bypassed",
          "version.promoted",
          "version.restored",
          "version.retired",
          "approval.withdrawn",
          "attestation.issued");

  private final Audit audit;
  private final Database database;
  private final AttestationKey key;
  private final Policies policies;
  private final InstantSource clock;
  private Instant signedAt = Instant.MIN;
  private byte[] signed = new byte[0];

  /** The length of the log up to which what follows was taken from it. */
  private long read;

  private final AttestedPlaces versions = new AttestedPlaces();
  private final Set<Long> suspended = new HashSet<>();

  /** Submissions that nobody ratified in time. */
  private final Set<Long> unratified = new HashSet<>();

  /** What was decided for good of versions, by the submissions that they had passed until then. */
  private final Map<Long, Permit.State> removed = new HashMap<>();

  private final Map<AttestedPlaces.Place, List<Long>> promoted = new HashMap<>();
  private final Map<Place, Long> newest = new HashMap<>();
  private final Map<Long, Place> places = new HashMap<>();
  private final List<AttestationIssued> issued = new ArrayList<>();

  AttestationStatuses(
      Audit audit,
      Database database,
      KeyPair attestationKeys,
      Policies policies,
      InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.key = AttestationKey.of(attestationKeys);
    this.policies = policies;
    this.clock = clock;
  }

  /** The list as it is now, at most a second old. */
  public synchronized byte[] signed() {
    Instant now = clock.instant();
    if (now.isBefore(signedAt) || !now.isBefore(signedAt.plus(KEPT))) {
      String origin = audit.verifier().name();
      follow(database.reader());
      signed = StatusList.at(origin, now, entries(now)).sign(key);
      signedAt = now;
    }
    return signed.clone();
  }

  /** Takes in what was recorded since the last list; the log is read once for these acts. */
  private void follow(JdbcClient db) {
    long size = audit.size();
    List<Entries.Entry> news = new ArrayList<>();
    for (String act : ACTS) {
      news.addAll(Entries.mentioning(db, "act:" + act, read));
    }
    news.sort((one, other) -> Long.compare(one.position(), other.position()));
    // What was recorded while these were read is read with the next list, in its order.
    news.stream().filter(entry -> entry.position() < size).forEach(entry -> take(entry.act()));
    read = size;
  }

  private void take(Act act) {
    versions.take(act);
    switch (act) {
      // What nobody ratified has no attestation of its own, but it may have one of before.
      case VersionBypassed past ->
          newest.put(new Place(past.model(), past.version(), past.move().to()), past.submission());
      case VersionSuspended by when by.cause() instanceof Cause.Unratified ->
          unratified.add(by.submission());
      case VersionSuspended by -> suspended.add(by.submission());
      case BypassReversed back -> {
        suspended.remove(back.submission());
        unratified.remove(back.submission());
      }
      case VersionReinstated back -> suspended.remove(back.submission());
      case VersionPromoted by -> {
        var place = new Place(by.model(), by.version(), by.to());
        newest.put(place, by.submission());
        places.put(by.submission(), place);
        promoted
            .computeIfAbsent(
                new AttestedPlaces.Place(by.model(), by.version()), _ -> new ArrayList<>())
            .add(by.submission());
        // With its attestation it serves again.
        unratified.remove(by.submission());
      }
      case RemovalAct.VersionRetired gone ->
          passed(gone).forEach(one -> removed.put(one, Permit.State.RETIRED));
      case RemovalAct.ApprovalWithdrawn gone ->
          passed(gone)
              .filter(one -> isOf(one, Watch.PRODUCTION))
              .forEach(one -> removed.put(one, Permit.State.WITHDRAWN));
      case AttestationIssued one -> issued.add(one);
      case Act _ -> {}
    }
  }

  private Stream<Long> passed(RemovalAct act) {
    return promoted
        .getOrDefault(new AttestedPlaces.Place(act.model(), act.version()), List.of())
        .stream();
  }

  private boolean isOf(long submission, String stage) {
    return Optional.ofNullable(places.get(submission))
        .filter(place -> place.stage().equals(stage))
        .isPresent();
  }

  private List<Entry> entries(Instant now) {
    List<Entry> entries = new ArrayList<>();
    for (AttestationIssued one : issued) {
      entries.add(new Entry(one.submission(), one.attestation(), status(one.submission(), now)));
    }
    return entries;
  }

  /**
   * What a person decided for good comes before a suspension, which two persons can end, and a gate
   * that lets the version in anew attests it anew. What is retired stands in no stage any more,
   * whichever was attested.
   */
  private String status(long submission, Instant now) {
    Permit.State gone = removed.get(submission);
    if (gone != null) {
      return gone.word();
    }
    Optional<Place> place = Optional.ofNullable(places.get(submission));
    Optional<Permit.State> stopped =
        place
            .map(one -> new AttestedPlaces.Place(one.model(), one.version()))
            .flatMap(one -> versions.stopped(one, this::end, now))
            .filter(_ -> isOf(submission, Watch.PRODUCTION));
    boolean replaced = stopped.filter(Permit.State.REPLACED::equals).isPresent();
    if (isStopped(submission) && (stopped.isEmpty() || replaced)) {
      return StatusList.SUSPENDED;
    }
    return stopped.map(Permit.State::word).orElse(StatusList.VALID);
  }

  private Instant end(Tenure.Replaced replaced) {
    return Permit.end(replaced, policies.read(replaced.policy()));
  }

  /**
   * Whether a submission's version may not serve, or that of the one that promoted it to the same
   * stage last. An approval that was renewed there says nothing against a later suspension.
   */
  private boolean isStopped(long submission) {
    Place place = places.get(submission);
    long last = place == null ? submission : newest.getOrDefault(place, submission);
    return suspended.contains(submission) || suspended.contains(last) || unratified.contains(last);
  }

  private record Place(String model, long version, String stage) {}
}
