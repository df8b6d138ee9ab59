// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.RollbackAct.RollbackRefused;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.monitoring.Rollback;
import org.imprimatur.proof.monitoring.Watch;

/** Judges rollbacks again, by the policy that governed the model then. */
final class RollbackRules {
  private final Ground ground;
  private final Dockets dockets;
  private final MonitoringRules monitoring;

  RollbackRules(Ground ground, Dockets dockets, MonitoringRules monitoring) {
    this.ground = ground;
    this.dockets = dockets;
    this.monitoring = monitoring;
  }

  void check(RollbackAct act) throws UnestablishedException {
    Watch watch =
        monitoring
            .watch(act.model(), act.version())
            .orElseThrow(
                () ->
                    new UnestablishedException(
                        "rollback.version",
                        "Version %d never entered production.".formatted(act.version())));
    ground.blobs().bytes(act.judged().reason());
    unless(
        act.judged().submission() == watch.submission(),
        "rollback.submission",
        "Submission %d brought the version in, not %d."
            .formatted(watch.submission(), act.judged().submission()));
    ModelFacts model = ground.facts().model(act.model());
    unless(
        act.judged().policy().equals(ground.facts().governing(model)),
        "rollback.policy",
        "It was judged under another policy than the one that governs the model.");
    Verdict verdict = judge(act, watch, model);
    unless(
        verdict.digest().equals(act.judged().trace()),
        "rollback.trace",
        "The verdict's trace is %s, the log names %s."
            .formatted(verdict.digest(), act.judged().trace()));
    unless(verdict.passes() == passes(act), "rollback.passes", words(act));
    ground.blobs().find(act.judged().trace());
  }

  private static boolean passes(RollbackAct act) {
    return switch (act) {
      case VersionRestored _ -> true;
      case RollbackRefused _ -> false;
    };
  }

  private static String words(RollbackAct act) {
    return switch (act) {
      case VersionRestored _ -> "The version was restored, but the gate refuses.";
      case RollbackRefused _ -> "The log says that the gate refuses, but it passes.";
    };
  }

  private Verdict judge(RollbackAct act, Watch watch, ModelFacts model)
      throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(watch.submission());
    GateInput input = dockets.again(submission, act.at());
    var rollback =
        new Rollback(
            monitoring.footing(watch, act.at()),
            ground.facts().governing(model),
            ground.blobs().policy(submission.opened().policy()),
            monitoring.renewal(watch, input.policy(), input.subject().tier()),
            Rollback.tooWide(model.acts(), submission.opened()));
    return rollback.judge(input);
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
