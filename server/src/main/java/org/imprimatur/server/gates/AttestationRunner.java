// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Duration;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Issues what is pending, again and again until it is issued. */
@Component
final class AttestationRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(AttestationRunner.class);

  private final Attestations attestations;
  private final Audit audit;

  AttestationRunner(Attestations attestations, Audit audit) {
    super("attestations", 1, Duration.ofMillis(200));
    this.attestations = attestations;
    this.audit = audit;
  }

  /**
   * As many as there are, unless the server ends or its clock is held: those that are left come
   * again.
   */
  @Override
  protected boolean round() {
    attestations.pending().stream().takeWhile(_ -> canIssue()).forEach(this::issue);
    return false;
  }

  private boolean canIssue() {
    return isRunning() && !audit.clock().isHeld();
  }

  private void issue(long submission) {
    try {
      attestations.issue(submission);
    } catch (RuntimeException e) {
      LOG.error("The attestation of submission {} could not be issued yet.", submission, e);
    }
  }
}
