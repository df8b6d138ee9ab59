// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What a node does again and again while it runs: follow the log, compute what waits, issue what is
 * pending. A round that fails is logged and comes again after a pause; it ends no thread.
 */
public abstract class Rounds implements SmartLifecycle {
  private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

  private final Logger log = LoggerFactory.getLogger(getClass());
  private final String name;
  private final int threads;
  private final Duration between;
  private volatile boolean running;

  /**
   * Starts nothing yet.
   *
   * @param between how long a thread rests after a round that had nothing to do
   */
  protected Rounds(String name, int threads, Duration between) {
    this.name = name;
    this.threads = threads;
    this.between = between;
  }

  /** One round; says whether there was something to do, so that the next follows at once. */
  protected abstract boolean round();

  @Override
  public void start() {
    running = true;
    for (int i = 0; i < threads; i++) {
      Thread.ofVirtual().name(name + "-" + i).start(this::run);
    }
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
    try {
      while (running) {
        Thread.sleep(rest());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration rest() {
    try {
      return round() ? Duration.ZERO : between;
    } catch (RuntimeException e) {
      log.error("A round of {} failed and will come again.", name, e);
      return AFTER_FAULT;
    }
  }
}
