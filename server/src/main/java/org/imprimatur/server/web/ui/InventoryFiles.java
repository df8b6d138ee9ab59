// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * Makes temporary files, few at a time, since each takes memory and a processor; whoever asks
 * meanwhile waits for their turn. One that fails halfway is deleted.
 */
final class InventoryFiles {
  /** More are not made at a time. */
  static final int AT_ONCE = 2;

  private final Semaphore making = new Semaphore(AT_ONCE, true);

  /** What is written into a file. */
  interface Writing {
    void write(OutputStream to) throws IOException;
  }

  /** The whole file, which whoever gets it deletes. */
  Path make(String ending, Writing writing) throws IOException {
    making.acquireUninterruptibly();
    Path file = null;
    try {
      file = Files.createTempFile("imprimatur-models", ending);
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
        writing.write(to);
      }
      Path whole = file;
      file = null;
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException("The inventory cannot be written to a temporary file.", e);
    } finally {
      making.release();
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** How many wait for their turn. */
  int waiting() {
    return making.getQueueLength();
  }
}
