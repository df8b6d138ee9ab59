// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingRetrain.outside;
import static org.imprimatur.proof.replay.TestingRetrain.state;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.State;
import org.junit.jupiter.api.Test;

/** Whoever lent a signature and says no to a retrain is not gone round by another number. */
class EnvelopeDissentTest {
  private final TestingRetrain retrain = new TestingRetrain();

  @Test
  void what_was_rejected_does_not_come_back_as_another_version() {
    long first = retrain.submit(2);
    says("s_no", first, "p_bruno", "reject");
    retrain.act(new SubmissionWithdrawn(retrain.by("p_ada"), first));
    long second = retrain.submit(3);
    Verdict verdict = retrain.verdict(second);

    assertThat(outside(verdict)).isEqualTo("in force");
    assertThat(state(verdict, "decision")).isEqualTo(State.WAITING);
    retrain.promote(second, 3);
    assertThat(retrain.story.found()).anyMatch(found -> found.endsWith(" promotion.refused"));
  }

  @Test
  void who_rejected_one_and_approves_the_next_ends_it_alone() {
    long first = retrain.submit(2);
    says("s_no", first, "p_bruno", "reject");
    retrain.act(new SubmissionWithdrawn(retrain.by("p_ada"), first));
    long second = retrain.submit(3);
    says("s_other", second, "p_lena", "approve");
    assertThat(outside(retrain.verdict(second))).isEqualTo("in force");
    says("s_yes", second, "p_bruno", "approve");
    assertThat(outside(retrain.verdict(second))).isEmpty();
  }

  @Test
  void a_rejection_that_was_taken_back_ends_nothing() {
    long first = retrain.submit(2);
    says("s_no", first, "p_bruno", "reject");
    retrain.act(new SignoffWithdrawn(retrain.by("p_bruno"), "s_no", first));
    assertThat(retrain.verdict(first).open()).isEmpty();
    retrain.act(new SubmissionWithdrawn(retrain.by("p_ada"), first));
    assertThat(outside(retrain.verdict(retrain.submit(3)))).isEmpty();
  }

  @Test
  void whoever_asked_for_changes_lends_nothing_until_they_sign_whatever_the_proposer_answers() {
    long number = retrain.submit(2);
    retrain.act(
        new ChangesRequested(retrain.by("p_bruno"), "q_1", number, "validator", digest("mend it")));
    assertThat(state(retrain.verdict(number), "validation")).isEqualTo(State.WAITING);
    retrain.act(new ChangesAnswered(retrain.by("p_ada"), "q_1", number, digest("done")));
    Verdict verdict = retrain.verdict(number);

    assertThat(verdict.envelope().orElseThrow().inside()).isTrue();
    assertThat(state(verdict, "validation")).isEqualTo(State.WAITING);

    retrain.act(new SubmissionWithdrawn(retrain.by("p_ada"), number));
    long next = retrain.submit(3);
    assertThat(state(retrain.verdict(next), "validation")).isEqualTo(State.WAITING);
    says("s_yes", next, "p_bruno", "approve");
    assertThat(retrain.verdict(next).envelope().orElseThrow().inside()).isTrue();
  }

  @Test
  void what_was_suspended_does_not_come_back_under_another_number() {
    long number = retrain.submit(2);
    VersionRegistered one = retrain.registered(2);
    retrain.act(
        new VersionRegistered(
            retrain.by("p_ada"),
            one.model(),
            3,
            one.manifest(),
            "0.9",
            one.lineage(),
            List.of(),
            0,
            List.of()));
    assertThat(outside(retrain.verdict(number))).isEmpty();
    retrain.act(
        new VersionSuspended(
            retrain.by("p_dmitri"),
            one.model(),
            3,
            99,
            new Cause.Ordered("risk-manager", digest("It harms."))));
    assertThat(outside(retrain.verdict(number))).isEqualTo("version");
  }

  @Test
  void a_signature_is_lent_to_the_alternative_that_it_was_given_for_and_to_no_easier_seat() {
    String asked = "kind: signoff, role: validator, meaning: review, tiers: [high], covers:";
    String part = "role: validator, meaning: review, covers: [performance, documentation]";
    String policy =
        TestingRetrain.POLICY.replace(
            asked + " [performance, documentation]}",
            "kind: any, tiers: [high], of: [{%s, method: passkey}, [{%s}, {role: risk-manager, meaning: review, covers: [performance]}]]}"
                .formatted(part, part));
    assertThat(policy).contains("kind: any");
    var either = new TestingRetrain(policy, TestingRetrain.envelope().build());
    Verdict verdict = either.verdict(either.submit(2));

    assertThat(verdict.envelope().orElseThrow().inside()).isTrue();
    assertThat(state(verdict, "validation")).isEqualTo(State.WAITING);
  }

  private void says(String id, long number, String person, String decision) {
    SignoffGiven given =
        retrain.story.acts.stream()
            .filter(SignoffGiven.class::isInstance)
            .map(SignoffGiven.class::cast)
            .filter(one -> one.by().equals(person))
            .findFirst()
            .orElseThrow();
    retrain.act(
        new SignoffGiven(
            retrain.by(person),
            id,
            number,
            given.role(),
            given.meaning(),
            decision,
            "password",
            given.covers(),
            digest(id),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty()));
  }

  private Digest digest(String words) {
    return retrain.story.put(words.getBytes(UTF_8));
  }
}
