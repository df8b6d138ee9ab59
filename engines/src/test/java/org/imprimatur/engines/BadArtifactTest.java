// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.utf8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of an artifact that must not pass: each is a problem with a code, and so no gate opens. */
class BadArtifactTest {
  private static final byte[] PICKLE = "\u0080\u0004\u0095cposix\nsystem\n.".getBytes(ISO_8859_1);

  @TempDir static Path folder;

  private static Workers workers;

  /** One way in which a file is bad. */
  record Way(String path, Supplier<byte[]> bytes, String code) {
    @Override
    public String toString() {
      return code + " of " + path.replace("\0", "NUL");
    }
  }

  @BeforeAll
  static void start() {
    workers = new Workers(WorkerSettings.in(folder.resolve("workers")).withWarm(1));
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_bad_file_is_a_problem_with_its_code(Way way) {
    Json.Obj details = details(way.path(), way.bytes().get());

    List<String> codes =
        details.array("problems").values().stream()
            .map(problem -> ((Json.Obj) problem).string("code"))
            .toList();
    assertThat(codes).containsExactly(way.code());
  }

  static Stream<Way> ways() {
    byte[] model = TestJobs.sigmoid();
    return Stream.of(
        way("weights.zip", BadModelTest.zipBomb(), "artifact.archive-bomb"),
        way("model.onnx", BadModelTest.zipBomb(), "artifact.archive-bomb"),
        way("weights.zip", claiming(Long.MAX_VALUE - 1), "artifact.archive-bomb"),
        way("weights.zip", zip("../../etc/cron.d/x"), "artifact.archive-path"),
        way("weights.zip", zip("C:\\windows\\x"), "artifact.archive-path"),
        way("weights.zip", Arrays.copyOf(zip("a"), 40), "artifact.broken"),
        way("model.onnx", zip("a"), "artifact.mismatch"),
        way("model.onnx", PICKLE, "artifact.mismatch"),
        way("model.onnx", utf8("a,b\n1,2\n"), "model.corrupt"),
        way("model.onnx", Arrays.copyOf(model, model.length / 2), "model.corrupt"),
        way("../model.onnx", model, "artifact.path"),
        way("a/../../model.onnx", model, "artifact.path"),
        way("/model.onnx", model, "artifact.path"),
        way("a\\model.onnx", model, "artifact.path"),
        way("C:model.onnx", model, "artifact.path"),
        way("a\0.onnx", model, "artifact.path"));
  }

  private static Way way(String path, byte[] bytes, String code) {
    return new Way(path, () -> bytes, code);
  }

  @Test
  void a_pickle_is_told_to_run_code_whatever_its_name() {
    for (String name : List.of("model.pkl", "model.onnx", "readme.txt")) {
      assertThat(details(name, PICKLE).array("code_running").values())
          .as(name)
          .containsExactly(Json.of(name));
    }
  }

  private static byte[] zip(String entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(new byte[100]);
      zip.closeEntry();
    } catch (IOException e) {
      throw new IllegalStateException("Memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Two entries whose claimed sizes would overflow a sum. */
  private static byte[] claiming(long size) {
    byte[] first = entry("a", size, 0);
    byte[] second = entry("b", size, 0);
    byte[] start = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 30);
    return ByteBuffer.allocate(start.length + first.length + second.length + 22)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(start)
        .put(first)
        .put(second)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) 2)
        .putShort((short) 2)
        .putInt(first.length + second.length)
        .putInt(start.length)
        .putShort((short) 0)
        .array();
  }

  /** A line of a ZIP's table of contents with a size of 64 bits. */
  private static byte[] entry(String name, long size, int offset) {
    return ByteBuffer.allocate(46 + 1 + 20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x02014b50)
        .putShort((short) 45)
        .putShort((short) 45)
        .putInt(0)
        .putInt(0)
        .putInt(0)
        .putInt(-1)
        .putInt(-1)
        .putShort((short) 1)
        .putShort((short) 20)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(0)
        .putInt(offset)
        .put(utf8(name))
        .putShort((short) 1)
        .putShort((short) 16)
        .putLong(size)
        .putLong(1)
        .array();
  }

  private static Json.Obj details(String path, byte[] bytes) {
    Json.Obj spec = Json.obj().build();
    Job job = TestJobs.of(folder, Job.ARTIFACT, Map.of("artifact/" + path, bytes), spec);
    return switch (workers.run(job)) {
      case Outcome.Computed(var evidence) -> evidence.object("details");
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }
}
