// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether this system can confine a worker, and what is missing where it cannot. A confined worker
 * has no network, sees no other process, and has limits of memory, time and file size. The file
 * system is not hidden from it: it reads what the user that runs it may read.
 */
public record Confinement(List<String> missing) {
  private static final int PROBE_SECONDS = 10;

  /** Bytes of address space; JDK 25 reserves 3 GB at once. */
  private static final long TO_LEARN = 4L << 30;

  /** A user, a network, a list of processes and a shared memory of its own; it dies with us. */
  private static final List<String> APART = List.of("-r", "-n", "-i", "-p", "-f", "--kill-child");

  public Confinement {
    missing = List.copyOf(missing);
  }

  public boolean isAvailable() {
    return missing.isEmpty();
  }

  /** Tries the tools once, as a worker would use them. */
  public static Confinement probe() {
    List<String> missing = new ArrayList<>();
    Optional<Path> unshare = find("unshare");
    Optional<Path> prlimit = find("prlimit");
    if (unshare.isEmpty()) {
      missing.add("The program unshare (package util-linux) is not installed.");
    } else if (!succeeds(words(unshare.get(), APART, List.of("true")))) {
      missing.add(
          "This system does not allow a process a network of its own (unshare "
              + String.join(" ", APART)
              + ").");
    }
    if (prlimit.isEmpty()) {
      missing.add("The program prlimit (package util-linux) is not installed.");
    } else if (!succeeds(List.of(prlimit.get().toString(), "--core=0", "true"))) {
      missing.add("This system does not allow limits on a process (prlimit).");
    }
    return new Confinement(missing);
  }

  /** The words that start a confined program: no network, limited memory, time and file size. */
  static List<String> prefix(WorkerSettings settings) {
    return prefix(settings, settings.addressSpace());
  }

  /** The same for one that practises: Java reserves more where it writes what it learned. */
  static List<String> practice(WorkerSettings settings) {
    return prefix(settings, settings.addressSpace() + TO_LEARN);
  }

  private static List<String> prefix(WorkerSettings settings, long addressSpace) {
    return words(
        find("unshare").orElseThrow(),
        APART,
        List.of(
            find("prlimit").orElseThrow().toString(),
            "--as=" + addressSpace,
            "--cpu=" + 2 * settings.timeout().toSeconds(),
            "--fsize=" + settings.fileSize(),
            "--core=0",
            "--nofile=256"));
  }

  private static List<String> words(Path program, List<String> options, List<String> then) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(options);
    words.addAll(then);
    return words;
  }

  private static Optional<Path> find(String program) {
    return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin")
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
