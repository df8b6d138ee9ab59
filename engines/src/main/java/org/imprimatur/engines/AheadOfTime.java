// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imprimatur.engines.worker.Practice;
import org.imprimatur.proof.digest.Digest;

/**
 * What Java learns of a worker's classes by one that practises, kept for all that start after it
 * (JEP 483, 514 and 515): each would otherwise load and link them anew. Java takes no notice of
 * what another version of it learned, or of other jars.
 *
 * @param file where it is kept, in a folder that is this user's alone
 */
record AheadOfTime(Path file) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

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
   * Lets a worker practise in an empty folder, which is removed, and keeps what Java learned.
   * Whoever does the same at this moment learns the same.
   *
   * @param java the words that start a worker, up to its main class
   * @return whether it is kept now
   */
  boolean learn(List<String> java, Path workers) throws IOException, InterruptedException {
    Path part = Files.createTempFile(file.getParent(), "part-", ".aot");
    Files.createDirectories(workers);
    Path practice = Files.createTempDirectory(workers, "practice-");
    Files.createDirectory(practice.resolve("tmp"));
    try {
      if (!ends(words(java, part), practice) || Files.size(part) == 0) {
        return false;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      removeOlder();
      return true;
    } finally {
      Files.deleteIfExists(part);
      NativeLibraries.remove(practice);
    }
  }

  private static List<String> words(List<String> java, Path part) {
    List<String> words = new ArrayList<>(java);
    words.add(words.indexOf("-cp"), "-XX:AOTCacheOutput=" + part);
    words.add(Practice.class.getName());
    return words;
  }

  private static boolean ends(List<String> words, Path practice)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(practice.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Worker.ENVIRONMENT);
    Process process = builder.start();
    try {
      return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
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
