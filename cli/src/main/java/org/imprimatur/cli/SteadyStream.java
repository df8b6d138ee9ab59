// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of an answer of any size, as long as it arrives: where next to nothing of it comes
 * within a while, reading it fails. An end for the whole would be too early for somebody's line and
 * too late for whoever waits for a server that hangs.
 */
final class SteadyStream extends FilterInputStream {
  /** What a line that is worth waiting for brings within the while. */
  static final int LEAST = 16 * 1024;

  private final Thread watch;
  private final AtomicLong arrived = new AtomicLong();
  private volatile boolean stalled;

  SteadyStream(InputStream in, Duration within) {
    super(in);
    watch = Thread.ofVirtual().start(() -> watch(within));
  }

  private void watch(Duration within) {
    try {
      long before = -LEAST;
      while (arrived.get() - before >= LEAST) {
        before = arrived.get();
        Thread.sleep(within);
      }
      stalled = true;
      in.close(); // Wakes whoever reads.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // Whoever reads is told by the read itself.
    }
  }

  /** Whether it was given up. */
  boolean isStalled() {
    return stalled;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    int read = super.read(into, from, most);
    if (stalled) {
      throw new IOException("The answer stopped arriving.");
    }
    if (read > 0) {
      arrived.addAndGet(read);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }
}
