// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.worker.Practice;
import org.imprimatur.proof.digest.Digest;

/**
 * What Java learns of a worker's classes by one that practises, kept for all that start after it
 * (JEP 483, 514 and 515): each would otherwise load and link them anew. Java takes no notice of
 * what another version of it learned, or of other jars.
 *
 * <p>Nobody waits for the one that practises, and it outlives whoever began it: then the next
 * process keeps what it learned.
 *
 * @param file where it is kept, in a folder that is this user's alone
 */
record AheadOfTime(Path file) {
  private static final String PRACTICE = ".practice-";
  private static final String OWNER = "owner";
  private static final String LEARNED = "learned";

  /** What goes on for longer is given up. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Older ones than this belong to jars that were replaced, or are learned again. */
  private static final Duration KEPT = Duration.ofDays(14);

  /** Where it lies or will lie for these jars; empty where a folder stands among them. */
  static Optional<AheadOfTime> of(Path folder, List<Path> classPath) {
    var key = new StringBuilder(System.getProperty("java.vm.version", ""));
    try {
      for (Path jar : classPath) {
        if (!Files.isRegularFile(jar)) {
          return Optional.empty();
        }
        key.append('\n').append(jar).append(' ').append(Files.size(jar));
        key.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    String name = Digest.of(key.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return Optional.of(new AheadOfTime(folder.resolve("worker-" + name.substring(0, 16) + ".aot")));
  }

  boolean isLearned() {
    return Files.isRegularFile(file);
  }

  /**
   * Lets a worker practise, unless one did or does. Each has a folder of its own, so that two that
   * begin at the same instant learn the same thing twice and nothing worse.
   *
   * @param java the words that start a worker, up to its main class
   * @return the process that practises, where it was begun here
   */
  Optional<Process> begin(List<String> java) throws IOException {
    if (isLearned()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(file.getParent(), file.getFileName() + PRACTICE + "*")) {
      for (Path practice : all) {
        if (isPractising(practice)) {
          return Optional.empty();
        }
        ended(practice);
      }
    }
    return isLearned() ? Optional.empty() : Optional.of(start(java));
  }

  private Process start(List<String> java) throws IOException {
    Path practice = Files.createTempDirectory(file.getParent(), file.getFileName() + PRACTICE);
    Files.createDirectory(practice.resolve("tmp"));
    List<String> words = new ArrayList<>(java);
    words.add(words.indexOf("-cp"), "-XX:AOTCacheOutput=" + practice.resolve(LEARNED));
    words.add(Practice.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(practice.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Worker.ENVIRONMENT);
    Process process = builder.start();
    Files.writeString(practice.resolve(OWNER), Long.toString(process.pid()));
    // What goes wrong there is caught there.
    var _ = process.onExit().thenRun(() -> ended(practice));
    return process;
  }

  private void ended(Path practice) {
    try {
      settle(practice);
    } catch (IOException | UncheckedIOException e) {
      // Somebody else found the end at the same time, or the cache cannot be written.
    }
  }

  /** Whether it goes on; one that was only just begun may not have said its number yet. */
  private static boolean isPractising(Path practice) throws IOException {
    if (Files.notExists(practice)) {
      return false;
    }
    Duration age = Duration.between(Files.getLastModifiedTime(practice).toInstant(), Instant.now());
    try {
      long pid = Long.parseLong(Files.readString(practice.resolve(OWNER)).strip());
      return age.compareTo(LIMIT) < 0
          && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    } catch (NoSuchFileException | NumberFormatException e) {
      return age.toSeconds() < 60;
    }
  }

  /** Keeps what was learned, if worker and Java came to their end: Java removes its notes then. */
  private void settle(Path practice) throws IOException {
    Path learned = practice.resolve(LEARNED);
    if (Files.isRegularFile(learned)
        && Files.exists(practice.resolve(Practice.ENDED))
        && Files.notExists(practice.resolve(LEARNED + ".config"))) {
      try (FileChannel channel = FileChannel.open(learned, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(learned, file, StandardCopyOption.ATOMIC_MOVE);
      removeOlder();
    }
    NativeLibraries.remove(practice);
  }

  private void removeOlder() throws IOException {
    Instant kept = Files.getLastModifiedTime(file).toInstant().minus(KEPT);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent(), "*.aot")) {
      for (Path one : all) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(kept)) {
          Files.deleteIfExists(one);
        }
      }
    }
  }
}
