// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleClosed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.proof.sample.Hands;
import org.imprimatur.proof.sample.Sample;
import org.imprimatur.proof.sample.SampleConduct;
import org.imprimatur.proof.sample.SamplePlan;

/**
 * Audit samples: drawn in turn by auditors, answered by such as took no part, closed when whole.
 */
final class SampleRules {
  private final Ground ground;

  SampleRules(Ground ground) {
    this.ground = ground;
  }

  void check(SampleAct act) throws UnestablishedException {
    var conduct = new SampleConduct(ground.facts().staff());
    switch (act) {
      case SampleDrawn drawn -> {
        long next = facts().next();
        ground
            .findings()
            .unless(
                drawn.sample() == next,
                "number.sample",
                "Sample %d is out of turn: the next is %d.".formatted(drawn.sample(), next));
        long population = Sample.population(drawn, facts().decided()).size();
        ground.findings().add(conduct.against(drawn, plan(drawn), population));
      }
      case SampleAnswered answered -> {
        if (answered.words().isPresent()) {
          ground.said("sample.words", answered.words().get());
        }
        Optional<Sample> sample = facts().sample(answered.sample());
        ground
            .findings()
            .add(
                conduct.against(
                    answered, sample, items(sample), requests(sample), hands(answered)));
      }
      case SampleClosed closed -> {
        ground.said("sample.conclusion", closed.conclusion());
        Optional<Sample> sample = facts().sample(closed.sample());
        ground.findings().add(conduct.against(closed, sample, items(sample), requests(sample)));
      }
    }
  }

  private List<Decided> items(Optional<Sample> sample) {
    return sample.map(one -> one.items(facts().decided())).orElse(List.of());
  }

  private int requests(Optional<Sample> sample) throws UnestablishedException {
    return sample.isPresent() ? plan(sample.get().drawn()).requests().size() : 0;
  }

  private SamplePlan plan(SampleDrawn drawn) throws UnestablishedException {
    return SamplePlan.of(ground.blobs().document(drawn.plan(), "sample/v1"));
  }

  private Set<String> hands(SampleAnswered act) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(act.submission());
    return Hands.of(
        ground.facts().model(submission.opened().model()).acts(),
        ground.facts().files(),
        submission.opened(),
        submission.decisions().waivers());
  }

  private SampleFacts facts() {
    return ground.facts().samples();
  }
}
