// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.AttestationFacts.Passage;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.signature.Enrolment;

/** What a verified attestation says, and what was not checked, in words. */
final class AttestationSentences {
  private AttestationSentences() {}

  static List<String> of(
      AttestationFacts facts, Optional<SignOffsFacts> signOffs, boolean logSigned) {
    List<String> sentences = new ArrayList<>();
    sentences.add(passed(facts));
    sentences.add(files(facts));
    if (signOffs.isPresent()) {
      signOffs.get().signOffs().forEach(one -> sentences.add(signed(signOffs.get(), one)));
    } else {
      facts.signOffs().forEach(one -> sentences.add(named(one)));
      if (!facts.signOffs().isEmpty()) {
        sentences.add("What they signed was not checked: the file of the sign-offs was not given.");
      }
    }
    facts
        .envelope()
        .ifPresent(
            submission ->
                sentences.add(
                    "It is a retrain inside the change envelope of submission %d, whose attestation says who signed that."
                        .formatted(submission)));
    for (AttestationFacts.Waived waived : facts.waivers()) {
      sentences.add(
          "WAIVED: %s, until %s, asked by %s and granted by %s."
              .formatted(
                  waived.requirement(), waived.until(), waived.askedBy(), waived.grantedBy()));
    }
    sentences.add(logged(facts, logSigned));
    return sentences;
  }

  private static String passed(AttestationFacts facts) {
    Passage passage = facts.passage();
    return "%s version %d (cut-off %s) passed the gate %s with submission %d, tier %s, at %s: %s to %s."
        .formatted(
            facts.version().model(),
            facts.version().number(),
            facts.version().cutoff(),
            passage.gate(),
            passage.submission(),
            passage.tier(),
            facts.at(),
            passage.from(),
            passage.to());
  }

  private static String files(AttestationFacts facts) {
    int files = facts.version().manifest().files().size();
    return (files == 1
            ? "The file at hand is the approved one"
            : "The " + files + " files at hand are the approved ones")
        + ", model digest "
        + facts.version().manifest().modelDigest().brief()
        + ".";
  }

  private static String named(SignedOff signOff) {
    return "%s signed %s as %s: %s."
        .formatted(signOff.person(), signOff.meaning(), signOff.role(), signOff.decision());
  }

  private static String signed(SignOffsFacts facts, Signed signed) {
    SignoffGiven given = signed.given();
    return "%s signed %s as %s%s: %s. Code %s, at %s, %s.%s"
        .formatted(
            given.by(),
            given.meaning(),
            given.role(),
            given.delegator().map(person -> " for " + person).orElse(""),
            given.decision(),
            signed.code(),
            given.at(),
            signed
                .passkey()
                .map(AttestationSentences::passkey)
                .orElse("by password, which is the server's word"),
            facts.current(given)
                ? ""
                : " The evidence that it covers changed before the promotion, which does not rest"
                    + " on it.");
  }

  private static String passkey(ByPasskey passkey) {
    return "by the passkey %s at %s, whose signature holds%s"
        .formatted(
            passkey.enrolled().passkey(),
            passkey.enrolled().origin(),
            passkey.enrolled().authenticator().equals(Enrolment.DEMO)
                ? " (demo authenticator, no proof of a person)"
                : "");
  }

  private static String logged(AttestationFacts facts, boolean signed) {
    Checkpoint checkpoint = Checkpoint.unverified(facts.log().checkpoint());
    if (!signed) {
      return "Whether the log "
          + checkpoint.origin()
          + " really holds the verdict and the promotion was not checked: no key of it was given.";
    }
    return "Verdict and promotion are entries %d and %d of the log %s, under its signed checkpoint of %d entries."
        .formatted(
            facts.log().verdict().index(),
            facts.log().promotion().index(),
            checkpoint.origin(),
            checkpoint.size());
  }
}
