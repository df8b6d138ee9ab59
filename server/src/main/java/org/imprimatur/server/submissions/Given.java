// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;

/** What the form of a signature said, read and within its limits. */
record Given(long number, Digest draft, Decision decision, String opinion, Terms terms) {
  private static final int LONGEST_OPINION = 10_000;

  static Given read(Caller caller, long number, SignOffs.Signature signature) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("signoff.session", 403, "People sign on the page; a token cannot.");
    }
    String opinion = signature.opinion().strip();
    if (opinion.length() > LONGEST_OPINION) {
      throw refused("signoff.opinion", 422, "An opinion has at most 10,000 characters.");
    }
    Decision decision =
        Decision.of(signature.decision())
            .orElseThrow(() -> refused("signoff.decision", 422, "Choose a decision."));
    // The form shows the fields of every decision; only those of the one that was taken count.
    Terms terms = signature.terms().of(decision);
    Optional<String> against = terms.against(decision);
    if (against.isPresent()) {
      throw refused("signoff.terms", 422, against.get());
    }
    return new Given(number, signature.draft(), decision, opinion, terms);
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(SignOffs.refusal(code, status, sentence, List.of()));
  }

  Optional<Json.Obj> termsJson() {
    return terms.equals(Terms.NONE) ? Optional.empty() : Optional.of(terms.toJson());
  }

  Optional<byte[]> opinionBytes() {
    return opinion.isEmpty()
        ? Optional.empty()
        : Optional.of(opinion.getBytes(StandardCharsets.UTF_8));
  }
}
