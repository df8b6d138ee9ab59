// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.attestation.AttestationFacts.LogProof;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.log.MerkleProofs;

/** Whether the log holds the verdict and the promotion that the attestation tells of. */
final class LogCheck {
  private final AttestationFacts facts;
  private final List<Objection> objections = new ArrayList<>();

  private LogCheck(AttestationFacts facts) {
    this.facts = facts;
  }

  static List<Objection> objections(AttestationFacts facts, Optional<LogKey> key) {
    var check = new LogCheck(facts);
    key.ifPresent(check::checkSignature);
    check.checkInclusion();
    check.checkActs();
    return check.objections;
  }

  private void checkSignature(LogKey key) {
    try {
      Checkpoint.verify(facts.log().checkpoint(), key);
    } catch (IllegalArgumentException e) {
      object("attestation.checkpoint", "The checkpoint of the log is refused: " + e.getMessage());
    }
  }

  private void checkInclusion() {
    LogProof log = facts.log();
    for (LoggedAct act : List.of(log.verdict(), log.promotion())) {
      if (!includes(log.checkpoint(), act)) {
        object(
            "attestation.inclusion",
            "The log's checkpoint does not cover the act that is said to be entry "
                + act.index()
                + ".");
      }
    }
  }

  /** Whether the act is the entry that it says it is, under this checkpoint. */
  static boolean includes(String note, LoggedAct act) {
    Checkpoint checkpoint = Checkpoint.unverified(note);
    return MerkleProofs.includes(
        act.index(), checkpoint.size(), Hash.leaf(act.bytes()), act.path(), checkpoint.root());
  }

  private void checkActs() {
    try {
      Act verdict = Act.parse(facts.log().verdict().bytes());
      Act promotion = Act.parse(facts.log().promotion().bytes());
      if (!(verdict instanceof VerdictGiven given && isTheVerdict(given))) {
        object(
            "attestation.verdict",
            "The logged verdict is not a pass of this submission with this trace.");
      }
      if (!(promotion instanceof VersionPromoted promoted && isThePromotion(promoted))) {
        object(
            "attestation.promotion",
            "The logged promotion is not of this version by this submission between these stages.");
      }
    } catch (ActException e) {
      object("attestation.act", "A logged act cannot be read: " + e.getMessage());
    }
  }

  /** One transaction records both acts, so they have one instant and stand in this order. */
  private boolean isTheVerdict(VerdictGiven verdict) {
    return verdict.passes()
        && verdict.submission() == facts.passage().submission()
        && verdict.trace().equals(facts.pinned().trace())
        && verdict.at().equals(facts.at())
        && facts.log().verdict().index() < facts.log().promotion().index();
  }

  private boolean isThePromotion(VersionPromoted promotion) {
    return promotion.submission() == facts.passage().submission()
        && promotion.model().equals(facts.version().modelId())
        && promotion.version() == facts.version().number()
        && promotion.from().equals(facts.passage().from())
        && promotion.to().equals(facts.passage().to())
        && promotion.at().equals(facts.at());
  }

  private void object(String code, String sentence) {
    objections.add(new Objection(code, sentence));
  }
}
