// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.policy.Policy;

/**
 * For what people are asked: it decides where scoped roles and delegations count.
 *
 * @param model the model, if there is one yet
 * @param owner who owns it; that person's teams are its business lines
 * @param tier its materiality tier
 * @param signing the roles that its policy asks to sign
 * @param since when the model was registered
 */
public record Matter(
    Optional<String> model,
    Optional<String> owner,
    String tier,
    Set<String> signing,
    Instant since) {
  public Matter {
    signing = Set.copyOf(signing);
  }

  /** A model in a tier, under its policy. */
  public static Matter of(String model, String owner, String tier, Policy policy, Instant since) {
    return new Matter(Optional.of(model), Optional.of(owner), tier, policy.signingRoles(), since);
  }

  /** A tier of a policy before there is a model. */
  public static Matter of(Policy policy, String tier) {
    return new Matter(Optional.empty(), Optional.empty(), tier, policy.signingRoles(), Instant.MAX);
  }
}
