// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.RollbackAct.Judged;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.monitoring.Rollback;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A retrain that took the place of version 1, and ways back, as a server would record them. The
 * approval holds for 90 days.
 */
final class TestingRollback {
  static final String POLICY =
      TestingRetrain.POLICY.replace(
          "    envelope:", "    revalidate: {tiers: {high: 90}, overdue: tell}\n    envelope:");
  static final Digest WORDS = Digest.of("because".getBytes(UTF_8));

  private TestingRollback() {}

  static TestingRetrain replaced() {
    return replaced(POLICY);
  }

  /** Under another policy. */
  static TestingRetrain replaced(String policy) {
    var log = new TestingRetrain(policy, TestingRetrain.envelope().build());
    log.story.put("because".getBytes(UTF_8));
    log.promote(log.submit(2), 2);
    return log;
  }

  /** The test set turned out bad. */
  static Act condemned(TestingRetrain log) {
    return new CauseCondemned(
        log.by("p_dmitri"),
        "i_bad",
        "data",
        TestingPapers.TEST_SET.toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        WORDS);
  }

  static void restore(TestingRetrain log, long version) {
    log.act(new VersionRestored(log.by("p_ada"), MODEL, version, judged(log, version)));
  }

  static Judged judged(TestingRetrain log, long version) {
    Watch watch = Watch.all(log.story.acts).get(version);
    Verdict verdict = verdict(log, version);
    return new Judged(
        watch == null ? 0 : watch.submission(),
        policy(log),
        log.story.put(verdict.trace().canonical()),
        WORDS);
  }

  private static Digest policy(TestingRetrain log) {
    return log.story.acts.stream()
        .filter(PolicyPublished.class::isInstance)
        .map(PolicyPublished.class::cast)
        .reduce((_, later) -> later)
        .orElseThrow()
        .policy();
  }

  /** What the gate says of a rollback now, by the facts of the log alone. */
  static Verdict verdict(TestingRetrain log, long version) {
    try {
      var facts = new Facts();
      log.story.acts.forEach(facts::apply);
      var blobs = new HashedBlobs(digest -> Optional.ofNullable(log.story.blobs.get(digest)));
      var ground = new Ground(facts, blobs, new Findings());
      var dockets = new Dockets(facts, blobs);
      var monitoring = new MonitoringRules(ground, dockets, new ImpactRules(ground));
      Watch watch = monitoring.watch(MODEL, version).orElseThrow();
      GateInput input = dockets.again(facts.submission(watch.submission()), log.now);
      return new Rollback(
              monitoring.footing(watch, log.now),
              policy(log),
              blobs.policy(watch.opened().policy()),
              monitoring.renewal(watch, input.policy(), input.subject().tier()),
              Rollback.tooWide(facts.model(MODEL).acts(), watch.opened()))
          .judge(input);
    } catch (UnestablishedException e) {
      throw new AssertionError(e.sentence(), e);
    }
  }

  static Act suspended(TestingRetrain log, long version, long submission) {
    return new VersionSuspended(
        log.by("p_lena"), MODEL, version, submission, new Cause.Ordered("owner", WORDS));
  }

  static void govern(TestingRetrain log, String text) {
    Digest policy = log.story.put(text.getBytes(UTF_8));
    log.act(new PolicyPublished(log.by("p_dmitri"), policy, "lending", 2, true, Optional.empty()));
  }

  static Watch watch(TestingRetrain log, long version) {
    return Optional.ofNullable(Watch.all(log.story.acts).get(version)).orElseThrow();
  }

  /** What is found of the last entry. */
  static List<String> last(TestingRetrain log) {
    int position = log.story.acts.size() - 1;
    return log.story.replay().findings().stream()
        .filter(finding -> finding.entry() == position)
        .map(Finding::code)
        .toList();
  }
}
