// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What a node does again and again while it runs: follow the log, compute what waits, issue what is
 * pending. A round that fails is logged and comes again after a pause; it ends no thread.
 */
public abstract class Rounds implements SmartLifecycle {
  private static final Duration AFTER_FAULT = Duration.ofSeconds(2);
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final Logger log = LoggerFactory.getLogger(getClass());
  private final String name;
  private final int threads;
  private final Duration between;
  private volatile CountDownLatch ended = new CountDownLatch(0);
  private volatile List<Thread> running = List.of();

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
    CountDownLatch end = new CountDownLatch(1);
    ended = end;
    running =
        IntStream.range(0, threads)
            .mapToObj(i -> Thread.ofVirtual().name(name + "-" + i).start(() -> run(end)))
            .toList();
  }

  /**
   * Begins no round any more, and waits a while for those that run: what they record is recorded
   * before the database closes. One that takes longer is done again by the next server.
   */
  @Override
  public void stop() {
    ended.countDown();
    long until = System.nanoTime() + TO_END.toNanos();
    try {
      for (Thread thread : running) {
        if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
          log.warn("A round of {} had not ended when the server closed; it comes again.", name);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return ended.getCount() > 0;
  }

  private void run(CountDownLatch end) {
    try {
      Duration rest = Duration.ZERO;
      while (!end.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
        rest = rest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round, and how long to rest after it; a fault is logged and thrown to nobody. */
  Duration rest() {
    try {
      return round() ? Duration.ZERO : between;
    } catch (RuntimeException | Error e) {
      // An error as well: a thread that ended would compute nothing until the next start.
      log.error("A round of {} failed and will come again.", name, e);
      return AFTER_FAULT;
    }
  }
}
