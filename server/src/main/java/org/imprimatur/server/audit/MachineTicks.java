// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds that passed on this machine, however its clock is set. Java's own count stands while
 * the machine sleeps; Linux says for how long it is up, asleep or awake, and is asked once a
 * second.
 */
final class MachineTicks implements LongSupplier {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long begin = System.nanoTime();
  private final long beginUp = up();
  private long asked = begin;
  private long slept;

  @Override
  public synchronized long getAsLong() {
    long now = System.nanoTime();
    if (now - asked >= SECOND) {
      asked = now;
      long more = up() - beginUp - (now - begin);
      // Below a second it is how exactly the two are written.
      slept = more - slept > SECOND ? more : slept;
    }
    return now - begin + slept;
  }

  /** Zero where the system does not say. */
  private static long up() {
    try {
      String text = Files.readString(UPTIME);
      return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * SECOND);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
