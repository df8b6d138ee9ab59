// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.SPEC;
import static org.imprimatur.engines.TestJobs.TEST_SET;
import static org.imprimatur.engines.TestJobs.utf8;
import static org.imprimatur.engines.TestJobs.words;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** Models that are broken, hostile or endless: each is told by its code, and the pool goes on. */
class BadModelTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;

  private static Workers workers;

  /** One way in which a model is bad, and the codes that tell it. */
  record Way(String name, Supplier<byte[]> model, List<String> codes) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() {
    workers =
        new Workers(WorkerSettings.in(folder.resolve("workers")).withWarm(1).withTimeout(LIMIT));
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  @ParameterizedTest
  @MethodSource({"broken", "hostile", "unfit"})
  void a_bad_model_gives_its_code_and_no_figure(Way way) {
    Outcome outcome = score(way.model().get());

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(way.codes()).as(failed.message()).contains(failed.code());
    assertThat(failed.message()).endsWith(".");
  }

  static Stream<Way> broken() {
    byte[] model = TestJobs.sigmoid();
    byte[] noise = new byte[2048];
    new Random(7).nextBytes(noise);
    return Stream.of(
        way("empty", new byte[0], "model.corrupt"),
        way("cut in half", Arrays.copyOf(model, model.length / 2), "model.corrupt"),
        way("without its last byte", Arrays.copyOf(model, model.length - 1), "model.corrupt"),
        way("noise", noise, "model.corrupt"),
        way("text", utf8(TEST_SET), "model.corrupt"),
        way("a ZIP bomb by another name", zipBomb(), "model.corrupt"),
        way("a length beyond the file", new byte[] {8, 8, 58, -1, -1, -1, 127}, "model.corrupt"),
        way("nested too deeply", nested(40), "model.corrupt"));
  }

  static Stream<Way> hostile() {
    ModelBytes elsewhere =
        ModelBytes.held("w", new long[] {1})
            .message(13, new ModelBytes().text(1, "location").text(2, "../../etc/passwd"))
            .number(14, 1);
    ModelBytes foreign = ModelBytes.node("Steal", "com.example", words("x"), words("z"));
    ModelBytes huge = ModelBytes.held("w", new long[] {1L << 40, 1L << 40});
    ModelBytes negative = ModelBytes.held("w", new long[] {-5});
    return Stream.of(
        way("data in other files", with(elsewhere), "model.external-data"),
        way("operators of its own", behind(foreign), "model.operators"),
        way("huge dimensions", with(huge), "model.too-large"),
        way("negative dimensions", with(negative), "model.too-large"),
        way("128 GiB of memory", TestJobs.hungry(), "model.too-large", "worker.crashed"),
        way("a loop without end", TestJobs.endless(), "worker.timeout"));
  }

  static Stream<Way> unfit() {
    return Stream.of(
        way("an unknown operator", behind(node("Nonsense", "x")), "model.failed"),
        way("no number for a score", behind(node("Log", "x")), "data.score-missing"),
        way("one score for all rows", behind(node("ReduceSum", "x")), "model.output"),
        way("a held tensor too short", tooShort(), "model.failed"));
  }

  private static Way way(String name, byte[] model, String... codes) {
    return new Way(name, () -> model, List.of(codes));
  }

  private static ModelBytes node(String operator, String input) {
    return ModelBytes.node(operator, "", words(input), words("z"));
  }

  private static byte[] behind(ModelBytes node) {
    return TestJobs.sigmoidOf("z", new ModelBytes().message(1, node));
  }

  private static byte[] with(ModelBytes tensor) {
    return TestJobs.sigmoidOf("x", new ModelBytes().message(5, tensor));
  }

  private static byte[] tooShort() {
    return TestJobs.sigmoidOf(
        "z",
        new ModelBytes()
            .message(5, ModelBytes.held("three", new long[] {3}, 1))
            .message(1, ModelBytes.node("Add", "", words("x", "three"), words("z"))));
  }

  private static byte[] nested(int depth) {
    ModelBytes inner = new ModelBytes().text(2, "inmost");
    for (int i = 0; i < depth; i++) {
      inner = new ModelBytes().message(1, node("If", "c").message(5, ModelBytes.graph("g", inner)));
    }
    return ModelBytes.model(inner);
  }

  /** 128 MB of zeros in 128 KB. */
  static byte[] zipBomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("weights.bin"));
      for (int i = 0; i < 128; i++) {
        zip.write(new byte[1 << 20]);
      }
      zip.closeEntry();
    } catch (IOException e) {
      throw new IllegalStateException("Memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  @Test
  void a_graph_whose_types_do_not_fit_is_told_with_the_engines_own_reason() {
    byte[] model =
        ModelBytes.model(
            new ModelBytes()
                .message(1, ModelBytes.node("Sigmoid", "", words("x"), words("y")))
                .text(2, "g")
                .message(11, ModelBytes.port("x", ModelBytes.FLOAT, 0, 1))
                .message(12, ModelBytes.port("y", ModelBytes.INT64, 0, 1)));

    Outcome outcome =
        workers.run(
            TestJobs.of(
                folder, Job.PERFORMANCE, Map.of("testSet", utf8(TEST_SET), "model", model), SPEC));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("model.failed");
              assertThat(failed.message())
                  .startsWith("The model cannot be loaded: ")
                  .contains("tensor(int64)")
                  .endsWith("). Export it again, and run it with ONNX Runtime at home.");
            });
  }

  @Test
  void a_pool_outlives_every_bad_model_and_a_killed_worker() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Outcome>> bad =
          List.of(
              () -> score(TestJobs.hungry()), () -> score(new byte[100]), () -> score(zipBomb()));
      List<Future<Outcome>> outcomes = new ArrayList<>();
      bad.forEach(job -> outcomes.add(threads.submit(job)));
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Failed.class);
      }
      Future<Outcome> killed = threads.submit(() -> score(TestJobs.endless()));
      ProcessHandle worker = RunningWorker.find(folder);
      worker.destroyForcibly();

      assertThat(killed.get())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo("worker.crashed"));
    }
    assertThat(score(TestJobs.sigmoid())).isInstanceOf(Outcome.Computed.class);
  }

  @Test
  void figures_that_do_not_exist_have_a_reason_and_no_value() {
    Json.Obj oneRow = metrics("row_id,x,city,label,g\n1,0.1,Bern,1,a\n");
    Json.Obj oneClass = metrics(TEST_SET.replace(",1,", ",0,"));

    for (Json.Obj metrics : List.of(oneRow, oneClass)) {
      for (String name : List.of("roc_auc", "average_precision", "ks", "calibration_slope")) {
        Json.Obj metric = metrics.object(name);
        assertThat(metric.find("value")).as(name).contains(Json.nothing());
        assertThat(metric.string("reason")).isEqualTo("Only one class occurs among the labels.");
      }
    }
  }

  private static Json.Obj metrics(String testSet) {
    Map<String, byte[]> files = Map.of("testSet", utf8(testSet), "model", TestJobs.sigmoid());
    return switch (workers.run(TestJobs.of(folder, Job.PERFORMANCE, files, SPEC))) {
      case Outcome.Computed(var evidence) -> evidence.object("metrics");
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }

  private static Outcome score(byte[] model) {
    Map<String, byte[]> files = Map.of("testSet", utf8(TEST_SET), "model", model);
    return workers.run(TestJobs.of(folder, Job.PERFORMANCE, files, SPEC));
  }
}
