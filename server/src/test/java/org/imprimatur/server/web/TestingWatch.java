// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.web.RunningServer.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a server watches by itself, with its time set by a test. */
record TestingWatch(RunningServer server, TestingClock clock) {
  /** Lets time pass, as over a night or a quarter: everybody signs in anew afterwards. */
  void pass(Duration time) {
    clock.pass(time);
    server.forgetSessions();
    awaitLooks();
  }

  /** Until everything in the log was followed, and every version looked at that was to be. */
  void awaitLooks() {
    JdbcClient db = server.bean(Database.class).reader();
    TestingWait.until(
        "Not everything was looked at.",
        () ->
            db.sql("SELECT position FROM follower_cursors WHERE follower = 'suspensions'")
                        .query(Long.class)
                        .single()
                    >= server.bean(Audit.class).size()
                && db.sql("SELECT COUNT(*) FROM watch_jobs WHERE at <= ?")
                        .param(clock.millis())
                        .query(Long.class)
                        .single()
                    == 0);
  }

  void readTheLogAgain() {
    server
        .bean(Audit.class)
        .work(
            db ->
                db.sql("UPDATE follower_cursors SET position = 0 WHERE follower = 'suspensions'")
                    .update());
    awaitLooks();
  }

  List<VersionSuspended> suspensions(long submission) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(VersionSuspended.class::isInstance)
        .map(VersionSuspended.class::cast)
        .filter(act -> act.submission() == submission)
        .toList();
  }

  /** What the signed list says of a submission's attestation, to somebody without a token. */
  String status(long submission) {
    String path = "/api/v1/submissions/" + submission + "/attestation";
    TestingWait.until("No attestation was issued.", () -> server.get("ada", path).status() == 200);
    Digest attestation = Digest.of(server.get("ada", path).text().getBytes(UTF_8));
    // Whoever asks within a second is given the same list.
    clock.pass(Duration.ofSeconds(2));
    Answer list = server.send(server.request("/api/v1/attestations/status").GET());
    String pem = AttestationKey.of(server.bean(KeyPair.class)).publicPem();
    return StatusList.read(list.text().getBytes(UTF_8), pem, clock.instant())
        .find(attestation)
        .orElseThrow()
        .status();
  }
}
