// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Java learns by a worker that practises, with the jars that a worker needs. */
class AheadOfTimeTest {
  @TempDir static Path place;
  private static Path cache;
  private static List<Path> jars;
  private static List<String> java;
  private static List<String> practice;
  private static AheadOfTime ahead;

  /** One practises for all that is asked here: it takes some seconds. */
  @BeforeAll
  static void learn() throws Exception {
    cache = Files.createDirectory(place.resolve("cache"));
    boolean confined = Confinement.probe().isAvailable();
    WorkerCommand command = WorkerCommand.of(WorkerSettings.in(place), confined);
    jars = new ArrayList<>();
    for (String entry : command.java().get(classPath(command.java())).split(File.pathSeparator)) {
      jars.add(jar(Path.of(entry)));
    }
    java = ofJars(command.java());
    practice = ofJars(command.practice());
    ahead = AheadOfTime.of(cache, jars).orElseThrow();
    age(Files.writeString(cache.resolve("worker-old.aot"), "of long ago"), 15);
    age(Files.writeString(cache.resolve("worker-young.aot"), "of this month"), 13);
    assertThat(ahead.isLearned()).isFalse();
    Process practising = ahead.begin(practice).orElseThrow();
    assertThat(ahead.begin(practice)).as("another at the same time").isEmpty();
    assertThat(practising.waitFor(5, TimeUnit.MINUTES)).isTrue();
    // Whoever began it keeps what it learned, or whoever asks next.
    ahead.begin(practice);
  }

  private static int classPath(List<String> words) {
    return words.indexOf("-cp") + 1;
  }

  private static List<String> ofJars(List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.set(
        classPath(words),
        String.join(File.pathSeparator, jars.stream().map(Path::toString).toList()));
    return List.copyOf(words);
  }

  private static void age(Path file, int days) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }

  /** A module that is built beside this one may still be a folder. */
  private static Path jar(Path entry) throws IOException {
    if (Files.isRegularFile(entry)) {
      return entry;
    }
    Path jar = Files.createTempFile(place, "classes-", ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(entry)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(entry.relativize(one).toString()));
        Files.copy(one, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void a_worker_starts_with_what_one_learned_before_it() throws Exception {
    assertThat(ahead.isLearned()).isTrue();
    // Strict: Java ends where it cannot take what was learned.
    assertThat(ended(ahead.file(), "-XX:AOTMode=on", "-XX:TieredStopAtLevel=1")).isZero();
    assertThat(ended(ahead.file(), "-XX:AOTMode=on")).isZero();
  }

  @Test
  void nothing_else_is_left_of_it_but_what_is_younger_than_two_weeks() throws IOException {
    assertThat(files(cache))
        .containsExactlyInAnyOrder(ahead.file(), cache.resolve("worker-young.aot"));
    assertThat(ahead.begin(practice)).isEmpty();
  }

  @Test
  void a_worker_starts_without_it_where_it_is_cut_or_gone() throws Exception {
    byte[] whole = Files.readAllBytes(ahead.file());
    Path broken = place.resolve("broken.aot");
    for (byte[] bytes : List.of(Arrays.copyOf(whole, whole.length / 2), new byte[0])) {
      Files.write(broken, bytes);
      assertThat(ended(broken)).isZero();
      assertThat(ended(broken, "-XX:AOTMode=on")).isNotZero();
    }
    Files.delete(broken);
    assertThat(ended(broken)).isZero();
  }

  @Test
  @Timeout(60)
  void what_does_not_come_to_its_end_leaves_nothing_and_is_tried_again() throws Exception {
    Path empty = Files.createDirectory(place.resolve("empty"));
    AheadOfTime never = AheadOfTime.of(empty, jars).orElseThrow();
    List<String> without = new ArrayList<>(practice);
    without.set(classPath(without), place.toString());

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(never.begin(without).orElseThrow().waitFor(5, TimeUnit.MINUTES)).isTrue();
      while (!files(empty).isEmpty()) {
        Thread.sleep(20);
      }
    }

    assertThat(never.isLearned()).isFalse();
  }

  @Test
  void what_was_learned_after_its_beginner_had_ended_is_kept_by_the_next() throws Exception {
    Path left = Files.createDirectory(place.resolve("left"));
    AheadOfTime next = AheadOfTime.of(left, jars).orElseThrow();
    String name = next.file().getFileName() + ".practice-";
    Path whole = Files.createDirectory(left.resolve(name + "1"));
    Files.writeString(whole.resolve("owner"), Long.toString(Long.MAX_VALUE));
    Files.copy(ahead.file(), whole.resolve("learned"));
    Files.createFile(whole.resolve("ended"));
    Path half = Files.createDirectory(left.resolve(name + "2"));
    Files.writeString(half.resolve("owner"), Long.toString(Long.MAX_VALUE));
    Files.writeString(half.resolve("learned"), "half");
    Files.writeString(half.resolve("learned.config"), "notes");
    Files.createFile(half.resolve("ended"));
    Path never = Files.createDirectory(left.resolve(name + "3"));
    Files.writeString(never.resolve("owner"), Long.toString(Long.MAX_VALUE));
    Files.copy(ahead.file(), never.resolve("learned"));

    assertThat(next.begin(practice)).isEmpty();

    assertThat(files(left)).containsExactly(next.file());
    assertThat(next.file()).hasSameBinaryContentAs(ahead.file());
  }

  @Test
  void other_jars_are_learned_apart() throws Exception {
    Path changed = Files.copy(jars.getLast(), place.resolve("changed.jar"));
    List<Path> others = new ArrayList<>(jars.subList(0, jars.size() - 1));
    others.add(changed);

    assertThat(AheadOfTime.of(cache, others).orElseThrow().isLearned()).isFalse();
    assertThat(AheadOfTime.of(cache, List.of(place))).as("a folder of classes").isEmpty();
  }

  private static int ended(Path learned, String... options) throws Exception {
    List<String> words = new ArrayList<>(java);
    words.addAll(words.indexOf("-cp"), List.of(options));
    words.add(words.indexOf("-cp"), "-XX:AOTCache=" + learned);
    words.add("org.imprimatur.engines.worker.WorkerMain");
    Path folder = Files.createTempDirectory(place, "worker-");
    Files.createDirectory(folder.resolve("tmp"));
    Process worker =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    assertThat(worker.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return worker.exitValue();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
