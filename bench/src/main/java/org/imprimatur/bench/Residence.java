// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The largest resident memory of any process below this one, looked at again and again. */
final class Residence implements AutoCloseable {
  private static final int PAUSE_MILLIS = 10;

  /** Looking for processes takes a millisecond of a processor, looking at one hardly anything. */
  private static final int LOOKS_A_SEARCH = 10;

  private final Thread watcher = new Thread(this::watch, "residence");
  private volatile boolean ended;
  private volatile long kilobytes;

  Residence() {
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    List<ProcessHandle> all = List.of();
    for (int look = 0; !ended; look++) {
      if (look % LOOKS_A_SEARCH == 0) {
        all = ProcessHandle.current().descendants().toList();
      }
      for (ProcessHandle each : all) {
        kilobytes = Math.max(kilobytes, peak(each.pid()));
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** What the system itself kept as the peak, so that nothing between two looks is missed. */
  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  double megabytes() {
    return (double) kilobytes / 1024;
  }

  @Override
  public void close() {
    ended = true;
  }
}
