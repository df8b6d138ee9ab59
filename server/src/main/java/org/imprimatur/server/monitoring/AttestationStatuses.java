// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.attestation.StatusList.Entry;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signs the list of what has become of every attestation. */
@Component
public final class AttestationStatuses {
  /** Whoever asks often is given the same list for so long. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final Audit audit;
  private final Database database;
  private final AttestationKey key;
  private final InstantSource clock;
  private Instant signedAt = Instant.MIN;
  private byte[] signed = new byte[0];

  AttestationStatuses(
      Audit audit, Database database, KeyPair attestationKeys, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.key = AttestationKey.of(attestationKeys);
    this.clock = clock;
  }

  /** The list as it is now, at most a second old. */
  public synchronized byte[] signed() {
    Instant now = clock.instant();
    if (now.isBefore(signedAt) || !now.isBefore(signedAt.plus(KEPT))) {
      String origin = audit.verifier().name();
      signed = StatusList.at(origin, now, entries(database.reader())).sign(key);
      signedAt = now;
    }
    return signed.clone();
  }

  private static List<Entry> entries(JdbcClient db) {
    Map<Long, Boolean> suspended = new HashMap<>();
    Map<Long, Long> newest = renewals(db);
    List<Entries.Entry> changes = new ArrayList<>();
    changes.addAll(Entries.mentioning(db, "act:version.suspended"));
    changes.addAll(Entries.mentioning(db, "act:version.reinstated"));
    changes.addAll(Entries.mentioning(db, "act:bypass.reversed"));
    changes.sort((one, other) -> Long.compare(one.position(), other.position()));
    for (Entries.Entry change : changes) {
      switch (change.act()) {
        // What nobody ratified has no attestation, and with its attestation it serves again.
        case VersionSuspended by when by.cause() instanceof Cause.Unratified -> {}
        case VersionSuspended by -> suspended.put(by.submission(), true);
        case BypassReversed back -> suspended.put(back.submission(), false);
        case VersionReinstated back -> suspended.put(back.submission(), false);
        case Act _ -> {}
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (Act act : Entries.acts(db, "act:attestation.issued")) {
      if (act instanceof AttestationIssued issued) {
        boolean stopped =
            suspended.getOrDefault(issued.submission(), false)
                || suspended.getOrDefault(newest.getOrDefault(issued.submission(), 0L), false);
        entries.add(
            new Entry(
                issued.submission(),
                issued.attestation(),
                stopped ? StatusList.SUSPENDED : StatusList.VALID));
      }
    }
    return entries;
  }

  /**
   * For each submission the one that promoted its version to the same stage last. An approval that
   * was renewed there says nothing against a suspension that came later.
   */
  private static Map<Long, Long> renewals(JdbcClient db) {
    Map<Place, Long> last = new HashMap<>();
    Map<Long, Place> places = new HashMap<>();
    for (Act act : Entries.acts(db, "act:version.promoted")) {
      if (act instanceof VersionPromoted promoted) {
        var place = new Place(promoted.model(), promoted.version(), promoted.to());
        last.put(place, promoted.submission());
        places.put(promoted.submission(), place);
      }
    }
    Map<Long, Long> renewals = new HashMap<>();
    places.forEach((submission, place) -> renewals.put(submission, last.get(place)));
    return renewals;
  }

  private record Place(String model, long version, String stage) {}
}
