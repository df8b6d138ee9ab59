// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.evidence.Reproduction;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.impact.EngineNames;
import org.imprimatur.proof.json.Difference;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;

/** Who files which evidence, and whether it says what its tables and a second computation give. */
final class EvidenceRules {
  private static final Set<String> ALWAYS_A_LOOK = Set.of("performance", "fairness");

  private final Ground ground;
  private final RunnerRules runners;

  EvidenceRules(Ground ground) {
    this.ground = ground;
    this.runners = new RunnerRules(ground);
  }

  void recorded(EvidenceRecorded act, SubmissionFacts submission) throws UnestablishedException {
    unless(
        act.revision() == submission.nextRevision(),
        "number.revision",
        "Revision %d of submission %d is out of turn: the next is %d."
            .formatted(act.revision(), act.submission(), submission.nextRevision()));
    Optional<Policy.Level> level = Policy.Level.of(act.level());
    boolean supplied = level.equals(Optional.of(Policy.Level.SUPPLIED));
    unless(
        level.isPresent() && level.get() == authors(act.by()),
        "evidence.level",
        "Evidence of the level %s cannot come from %s.".formatted(act.level(), act.by()));
    unless(
        supplied == act.item().startsWith(Dossier.SUPPLIED),
        "evidence.item",
        "Evidence of the level %s cannot be filed as %s.".formatted(act.level(), act.item()));
    unless(
        EngineNames.are(act.engines()) && (act.engines().isEmpty() || !supplied),
        "evidence.engines",
        "Evidence %s of %s names engines that it cannot have been computed by."
            .formatted(act.evidence(), act.item()));
    Json.Obj document = ground.blobs().document(act.evidence());
    if (!supplied) {
      derived(act, document);
    }
    if (level.equals(Optional.of(Policy.Level.RUNNER))) {
      runners.filed(act, submission, document);
    }
    look(act, submission);
  }

  /** The one level at which somebody files evidence. */
  private Policy.Level authors(String by) {
    if (by.equals(Stamp.SYSTEM)) {
      return Policy.Level.COMPUTED_HERE;
    }
    return ground.facts().runners().has(by) ? Policy.Level.RUNNER : Policy.Level.SUPPLIED;
  }

  /** Whoever writes other metrics beside true tables is found without the data. */
  private void derived(EvidenceRecorded act, Json.Obj document) {
    String evidence = "The evidence " + act.evidence() + " of " + act.item();
    switch (Derivation.of(document)) {
      case Derivation.Follows _ -> {}
      case Derivation.Differs(var first) ->
          ground
              .findings()
              .add(
                  "evidence.metrics",
                  evidence + " states what its tables do not give: " + first.sentence() + ".");
      case Derivation.Unreadable(var sentence) ->
          ground
              .findings()
              .add("evidence.unreadable", evidence + " cannot be derived again: " + sentence);
    }
  }

  /** Every version that meets a test set is a look at it, and none may be passed over. */
  private void look(EvidenceRecorded act, SubmissionFacts submission)
      throws UnestablishedException {
    Optional<Digest> examination = submission.opened().examination();
    boolean counted = ALWAYS_A_LOOK.contains(act.evidenceClass()) && examination.isPresent();
    boolean computed = !act.level().equals(Policy.Level.SUPPLIED.word());
    if (computed && (counted || act.look().isPresent())) {
      Digest testSet = Digest.parse(document(examination).string("testSet"));
      long look = ground.facts().looks().number(testSet, submission.opened());
      unless(
          act.look().equals(OptionalLong.of(look)),
          "evidence.look",
          "This is look %d at the test set, which the entry does not say.".formatted(look));
    }
  }

  private Json.Obj document(Optional<Digest> examination) throws UnestablishedException {
    return ground
        .blobs()
        .document(
            examination.orElseThrow(
                () ->
                    new UnestablishedException(
                        "evidence.look", "A look is counted where no examination is pinned.")));
  }

  /** Also long after the submission ended: whoever doubts evidence may have it computed again. */
  void reproduced(EvidenceReproduced act) throws UnestablishedException {
    boolean filed =
        ground.facts().submission(act.submission()).evidence().stream()
            .anyMatch(
                recorded ->
                    recorded.evidence().equals(act.evidence())
                        && recorded.evidenceClass().equals(act.evidenceClass())
                        && recorded.item().equals(act.item()));
    unless(
        filed,
        "reproduction.unknown",
        "The evidence %s was not filed as %s.".formatted(act.evidence(), act.item()));
    Reproduction held =
        Reproduction.of(
            ground.blobs().document(act.evidence()), ground.blobs().document(act.computed()));
    unless(
        held.equal() == act.equal(),
        "reproduction.differs",
        held.first()
            .map(first -> "The log says the same bytes, but " + difference(first) + ".")
            .orElse("The log says that both computations differ, but they agree."));
  }

  private static String difference(Difference first) {
    return first.sentence("recorded", "computed");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
