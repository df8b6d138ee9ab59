// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.SPEC;
import static org.imprimatur.engines.TestJobs.utf8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that were made to hurt: whatever they are, the outcome is a figure that follows from its
 * tables, or a code with a sentence. A crash of the table engine is such an outcome too.
 */
class HostileFilesTest {
  private static final Set<String> CODES =
      Set.of(
          "data.parquet",
          "data.columns",
          "data.column-missing",
          "data.csv",
          "data.empty",
          "data.encoding",
          "data.ids",
          "data.json",
          "data.label-classes",
          "data.label-missing",
          "data.label-positive",
          "data.nested",
          "data.nul",
          "data.score-missing",
          "worker.crashed",
          "worker.memory",
          "worker.timeout");

  private static final int MUTATIONS = 40;

  @TempDir static Path folder;

  private static Workers workers;
  private static byte[] parquet;

  @BeforeAll
  static void start() throws IOException {
    workers =
        new Workers(
            WorkerSettings.in(folder.resolve("workers"))
                .withWarm(2)
                .withTimeout(Duration.ofMinutes(2)));
    TestTables.write(folder);
    parquet = Files.readAllBytes(folder.resolve("zstd.parquet"));
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  @Test
  void damaged_parquet_gives_a_code_or_figures_and_never_nonsense() {
    long seed = Long.getLong("imprimatur.seed", System.nanoTime());
    Random random = new Random(seed);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < MUTATIONS; i++) {
      Outcome outcome = run(damaged(random));
      String code =
          switch (outcome) {
            case Outcome.Computed _ -> "computed";
            case Outcome.Failed(var failed, var message) -> {
              assertThat(message).as("seed " + seed + ", mutation " + i).endsWith(".");
              yield failed;
            }
          };
      outcomes.merge(code, 1, Integer::sum);
    }
    System.out.println("Parquet mutations with seed " + seed + ": " + outcomes);
    Set<String> unknown = new HashSet<>(outcomes.keySet());
    unknown.removeAll(CODES);
    unknown.remove("computed");
    assertThat(unknown).as("seed " + seed).isEmpty();
  }

  /** Bits turned over, a part overwritten, cut off, or the footer's length replaced. */
  private static byte[] damaged(Random random) {
    byte[] bytes = parquet.clone();
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    int footerAt = bytes.length - 8 - footer;
    switch (random.nextInt(5)) {
      case 0 -> flip(bytes, random, 4, footerAt);
      case 1 -> flip(bytes, random, footerAt, bytes.length - 8);
      case 2 -> {
        int from = 4 + random.nextInt(bytes.length - 100);
        Arrays.fill(bytes, from, from + random.nextInt(64), (byte) random.nextInt(256));
      }
      case 3 -> bytes = Arrays.copyOf(bytes, 4 + random.nextInt(bytes.length - 4));
      default ->
          ByteBuffer.wrap(bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(bytes.length - 8, random.nextInt());
    }
    return bytes;
  }

  private static void flip(byte[] bytes, Random random, int from, int to) {
    for (int i = 0; i <= random.nextInt(8); i++) {
      bytes[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** Predictions whose footer says that the ids of some rows lie far away would lose those rows. */
  @Test
  void what_a_footer_says_of_its_values_is_not_believed() throws IOException {
    byte[] honest = Files.readAllBytes(folder.resolve("honest.parquet"));
    byte[] lying = honest.clone();
    ByteBuffer words = ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN);
    int lies = 0;
    for (int at = lying.length - 8 - words.getInt(lying.length - 8);
        at <= lying.length - 16;
        at++) {
      long id = words.getLong(at) - TestTables.FIRST_ID;
      if (id == 2048 || id == 4095) {
        words.putLong(at, TestTables.FIRST_ID + 1_000_000 + id);
        lies++;
      }
    }

    assertThat(lies).isGreaterThan(1);
    assertThat(performance(lying)).isEqualTo(performance(honest));
  }

  private static Json performance(byte[] predictions) throws IOException {
    byte[] testSet = Files.readAllBytes(folder.resolve("no-score.parquet"));
    Map<String, byte[]> files = Map.of("testSet", testSet, "predictions", predictions);
    return switch (workers.run(TestJobs.of(folder, Job.PERFORMANCE, files, spec()))) {
      case Outcome.Computed(var evidence) -> evidence.object("tables");
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a million columns     ; data.columns ; 4096 columns
          a quote of 200 MB     ; data.csv     ; line
          one line of 600 MB    ; data.csv     ; longer than 1 MB
          NUL behind 100 MB     ; data.nul     ; NUL character
          """)
  void an_endless_text_is_refused(String what, String code, String says) throws IOException {
    Path file = folder.resolve("endless");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      write(what, out);
    }

    Outcome outcome = run(file);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).message()).contains(says);
    assertThat(((Outcome.Failed) outcome).code()).isEqualTo(code);
  }

  private static void write(String what, OutputStream out) throws IOException {
    byte[] row = utf8("1,0.5,0.75,1,a\n");
    if (what.startsWith("a million")) {
      for (int i = 0; i < 1_000_000; i++) {
        out.write(utf8(i == 0 ? "c0" : ",c" + i));
      }
      return;
    }
    out.write(utf8("row_id,x,score,bad,g\n"));
    out.write(row);
    if (what.startsWith("a quote")) {
      out.write(utf8("2,0.5,0.75,1,\""));
      repeat(out, row, 200 << 20);
    } else if (what.startsWith("one line")) {
      repeat(out, utf8("0123456789"), 600 << 20);
    } else {
      repeat(out, row, 100 << 20);
      out.write(0);
    }
  }

  private static void repeat(OutputStream out, byte[] part, int size) throws IOException {
    for (int written = 0; written < size; written += part.length) {
      out.write(part);
    }
  }

  private static Outcome run(byte[] table) {
    return workers.run(TestJobs.of(folder, Job.DATA_QUALITY, Map.of("testSet", table), spec()));
  }

  private static Outcome run(Path file) throws IOException {
    TreeMap<String, Job.Input> inputs = new TreeMap<>();
    inputs.put("testSet", new Job.Input(file, new Digest(sha256(file))));
    return workers.run(Job.of(Job.DATA_QUALITY, inputs, spec()));
  }

  /** Without the file in memory. */
  private static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static Json.Obj spec() {
    Json.Builder spec = Json.obj();
    SPEC.members().forEach(spec::put);
    return spec.put("label", Json.obj().put("column", "bad").put("positive", "true").build())
        .build();
  }
}
