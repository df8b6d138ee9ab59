// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.engines.EngineVersions;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Ruling;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How computed evidence becomes an act: its revision, its inputs and its look at the test set.
 *
 * @param by who computed it: the server or a runner
 * @param with the token with which it was sent; none where the server computed it
 * @param engines with what, as far as that is known
 */
record EvidenceFiling(String by, Optional<String> with, Policy.Level level, List<String> engines) {
  private static final Set<String> SCORING = Set.of("performance", "fairness");

  EvidenceFiling {
    engines = List.copyOf(engines);
  }

  /** By this server, now. */
  static EvidenceFiling here() {
    return here(EngineVersions.here());
  }

  private static EvidenceFiling here(List<String> engines) {
    return new EvidenceFiling(Stamp.SYSTEM, Optional.empty(), Policy.Level.COMPUTED_HERE, engines);
  }

  /**
   * By this server before, for the same inputs: with the engines of then, or with none where nobody
   * said which they were.
   */
  static EvidenceFiling before(JdbcClient db, Digest evidence) {
    List<String> then = List.of();
    for (Act act : Entries.acts(db, evidence.toString())) {
      if (act instanceof EvidenceRecorded recorded
          && recorded.evidence().equals(evidence)
          && recorded.by().equals(Stamp.SYSTEM)) {
        then = recorded.engines();
      }
    }
    return here(then);
  }

  /** Files evidence while the submission is open; one that ended meanwhile keeps its dossier. */
  Ruling<Digest> file(
      Moment moment, CheckInputs inputs, Digest evidence, Optional<Digest> envelope) {
    List<Act> acts = Entries.acts(moment.db(), "submission:" + inputs.opened().submission());
    if (acts.stream()
        .anyMatch(act -> act instanceof VersionPromoted || act instanceof SubmissionWithdrawn)) {
      // It ended while this was computed: its dossier is closed.
      return new Ruling.Granted<>(List.of(), evidence);
    }
    long revision = acts.stream().filter(act -> act instanceof EvidenceRecorded).count() + 1;
    List<Digest> named;
    try {
      named = inputs.named();
    } catch (CheckInputs.MissingException e) {
      return new Ruling.Refused<>(
          new Refusal(e.code(), 409, String.valueOf(e.getMessage()), List.of(), ""));
    }
    return Ruling.granted(
        new EvidenceRecorded(
            moment.by(by, with),
            inputs.opened().submission(),
            revision,
            Job.classOf(inputs.check()),
            CheckPlan.item(inputs.check()),
            evidence,
            named,
            level.word(),
            look(moment.db(), inputs),
            envelope,
            engines),
        evidence);
  }

  /** Which look at its test set this is: one for each version that met it, in order. */
  private static OptionalLong look(JdbcClient db, CheckInputs inputs) {
    if (inputs.opened().examination().isEmpty() || !onTestSet(inputs.check())) {
      return OptionalLong.empty();
    }
    Set<List<Object>> versions = new LinkedHashSet<>(looks(db, inputs.opened(), inputs.blobs()));
    List<Object> own = List.of(inputs.opened().model(), inputs.opened().version());
    versions.add(own);
    return OptionalLong.of(new ArrayList<>(versions).indexOf(own) + 1L);
  }

  private static List<List<Object>> looks(JdbcClient db, SubmissionOpened opened, Blobs blobs) {
    String testSet = blobs.document(opened.examination().orElseThrow()).string("testSet");
    List<List<Object>> versions = new ArrayList<>();
    for (Act act : Entries.acts(db, testSet)) {
      if (act instanceof EvidenceRecorded evidence && evidence.look().isPresent()) {
        SubmissionOpened of = opened(db, evidence.submission());
        versions.add(List.of(of.model(), of.version()));
      }
    }
    return versions;
  }

  /** Whoever learns how a version does on the rows has looked; a replay counts the same. */
  private static boolean onTestSet(String check) {
    return SCORING.contains(Job.classOf(check)) || check.equals(Job.PROHIBITED_INPUTS);
  }

  static SubmissionOpened opened(JdbcClient db, long submission) {
    for (Act act : Entries.acts(db, "submission:" + submission)) {
      if (act instanceof SubmissionOpened opened) {
        return opened;
      }
    }
    throw new IllegalStateException("There is no submission " + submission + ".");
  }
}
