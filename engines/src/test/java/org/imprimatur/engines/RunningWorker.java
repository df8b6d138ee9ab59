// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.engines.worker.WorkerMain;

/** Finds the process of a worker that has its inputs. */
final class RunningWorker {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RunningWorker() {}

  static ProcessHandle find(Path folder) throws InterruptedException {
    for (int i = 0; i < PATIENCE.toMillis() / 50; i++) {
      Optional<ProcessHandle> found =
          ProcessHandle.current().descendants().filter(child -> works(child, folder)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No worker got its inputs within " + PATIENCE);
  }

  private static boolean works(ProcessHandle child, Path folder) {
    Path process = Path.of("/proc", Long.toString(child.pid()));
    try (Stream<Path> files = Files.list(process.resolve("cwd").toRealPath())) {
      String words = Files.readString(process.resolve("cmdline"));
      return words.substring(0, Math.max(0, words.indexOf('\0'))).endsWith("/java")
          && words.contains(WorkerMain.class.getName())
          && process.resolve("cwd").toRealPath().startsWith(folder.toRealPath())
          && files.anyMatch(file -> file.getFileName().toString().equals("input-1"));
    } catch (IOException e) {
      return false;
    }
  }
}
