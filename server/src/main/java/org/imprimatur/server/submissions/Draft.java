// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Refusal;

/**
 * What a person is shown before signing: everything that the statement will say but the decision
 * and the opinion. Its digest comes back with the form; if the dossier has moved by then, nothing
 * is signed.
 *
 * @param choices each decision, with why it cannot be chosen where it cannot
 */
public record Draft(Requirement.SignOff asked, Json.Obj ask, List<Choice> choices) {
  static final long LASTS_MILLIS = 12L * 60 * 60 * 1000;

  public Draft {
    choices = List.copyOf(choices);
  }

  /** A decision that can be taken unless something stands against it. */
  public record Choice(Decision decision, Optional<Refusal> against) {}

  public Digest digest() {
    return Digest.of(ask);
  }
}
