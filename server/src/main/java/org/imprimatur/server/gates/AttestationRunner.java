// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Issues what is pending, again and again until it is issued. */
@Component
final class AttestationRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AttestationRunner.class);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final Attestations attestations;
  private volatile boolean running;

  AttestationRunner(Attestations attestations) {
    this.attestations = attestations;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("attestations").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        List<Long> pending = attestations.pending();
        pending.forEach(this::issue);
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Pending attestations cannot be read.", e);
      }
    }
  }

  private void issue(long submission) {
    try {
      attestations.issue(submission);
    } catch (RuntimeException e) {
      LOG.error("The attestation of submission {} could not be issued yet.", submission, e);
    }
  }
}
