// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Duration;
import org.imprimatur.server.audit.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Issues what is pending, again and again until it is issued. */
@Component
final class AttestationRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(AttestationRunner.class);

  private final Attestations attestations;

  AttestationRunner(Attestations attestations) {
    super("attestations", 1, Duration.ofMillis(200));
    this.attestations = attestations;
  }

  /** As many as there are, unless the server ends: those that are left come again. */
  @Override
  protected boolean round() {
    attestations.pending().stream().takeWhile(_ -> isRunning()).forEach(this::issue);
    return false;
  }

  private void issue(long submission) {
    try {
      attestations.issue(submission);
    } catch (RuntimeException e) {
      LOG.error("The attestation of submission {} could not be issued yet.", submission, e);
    }
  }
}
