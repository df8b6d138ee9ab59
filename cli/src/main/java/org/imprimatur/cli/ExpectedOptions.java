// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.attestation.AttestationFacts;
import picocli.CommandLine.Option;

/**
 * What an attestation has to be of. The same files can be a version of several models, at several
 * cut-offs and through several gates, and each has an attestation of its own that verifies.
 */
final class ExpectedOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model whose version it must be; the same files can be of another one.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--gate",
      paramLabel = "GATE",
      description = "The gate that it must have passed, such as production.")
  private Optional<String> gate = Optional.empty();

  @Option(
      names = "--cutoff",
      paramLabel = "DECIMAL",
      description = "The cut-off at which it must have been approved.")
  private Optional<BigDecimal> cutoff = Optional.empty();

  /** What is expected otherwise; nothing where all of it is as expected. */
  List<String> against(AttestationFacts facts) {
    List<String> against = new ArrayList<>();
    String named = facts.version().model();
    model
        .filter(one -> !one.equals(named))
        .ifPresent(
            one -> against.add("It is of the model %s, and not of %s.".formatted(named, one)));
    String passed = facts.passage().gate();
    gate.filter(one -> !one.equals(passed))
        .ifPresent(
            one -> against.add("It is of the gate %s, and not of %s.".formatted(passed, one)));
    String approved = facts.version().cutoff();
    cutoff
        .filter(one -> one.compareTo(new BigDecimal(approved)) != 0)
        .ifPresent(
            one -> against.add("It is at the cut-off %s, and not at %s.".formatted(approved, one)));
    return against;
  }
}
