// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models of all the inputs and outputs that exporters write: what is scored is what ONNX Runtime
 * answers elsewhere, row by row. The label is that answer, so no row may be off.
 */
class ModelInterfacesTest {
  private static final Path MODELS = Path.of("src/test/resources/onnx");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bool",
        "bool-as-float",
        "int8",
        "int16",
        "uint8",
        "float16",
        "rank1",
        "batch-1",
        "batch-7",
        "batch-8",
        "answers-float16",
        "answers-int64",
        "answers-int32",
        "answers-double",
        "answers-rank3"
      })
  void every_row_has_the_answer_of_the_runtime(String model) throws Exception {
    assertThat(largestError(model, table(answers(model)), asked())).isZero();
  }

  @Test
  void a_bool_may_be_written_as_0_and_1() throws Exception {
    String table = table(answers("bool")).replace(",True,", ",1,").replace(",False,", ",0,");

    assertThat(table).doesNotContain("True");
    assertThat(largestError("bool", table, asked())).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void of_two_numbers_a_row_the_one_that_is_named_is_taken(int column) throws Exception {
    List<Double> both = answers("two-columns");
    List<Double> named = new ArrayList<>();
    for (int i = column; i < both.size(); i += 2) {
      named.add(both.get(i));
    }
    Json output = Json.obj().put("name", "y").put("index", column).build();

    assertThat(largestError("two-columns", table(named), asked().put("output", output))).isZero();
  }

  @Test
  void of_two_numbers_a_row_none_is_taken_unless_it_is_named() throws Exception {
    String table = table(answers("bool"));

    assertThatThrownBy(() -> run("two-columns", table, asked()))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("model.output"))
        .hasMessageContaining("does not have one number for every row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uint16", "uint32", "uint64"})
  void a_type_that_the_runtime_cannot_be_given_is_told(String type) throws Exception {
    String table = table(answers(type));

    assertThatThrownBy(() -> run(type, table, asked()))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("model.inputs"))
        .hasMessageContaining("byte is of the type " + type);
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128, -129, small",
    "int8, 127, 128, small",
    "int16, 32767, 32768, wide",
    "uint8, 255, -1, byte",
    "uint8, 255, 256, byte",
    "uint8, 255, 1.5, byte",
    "bool, True, 2, flag"
  })
  void a_cell_that_the_type_does_not_hold_is_told_and_never_cut(
      String model, String held, String over, String column) throws Exception {
    String table = table(answers(model));
    String cell = "," + held + ",";
    assertThat(table).contains(cell);

    assertThatThrownBy(() -> run(model, table.replaceFirst(cell, "," + over + ","), asked()))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("model.inputs"))
        .hasMessageContaining("column " + column + ", is not ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "codes", "numbers", "times"})
  void a_model_that_reads_texts_gets_them_as_they_are_written(String rows) throws Exception {
    String table = Files.readString(MODELS.resolve(rows + ".csv"));

    String answered = table.replace("answer,label", "label,other");
    assertThat(largestError("texts", answered, asked())).isZero();
    assertThat(performance(rows, Map.of("model", MODELS.resolve("texts.onnx"))))
        .isEqualTo(performance(rows, Map.of()));
  }

  /** Without names of its inputs a model takes every column, or the features that are named. */
  @ParameterizedTest
  @CsvSource({"wide, false", "open, false", "wide, true", "open, true"})
  void one_tensor_of_texts_gets_them_as_they_are_written(String width, boolean named)
      throws Exception {
    String table = Files.readString(MODELS.resolve("texts.csv"));
    String answered = table.replace("flag,answer,label", "flag,label,other");
    Json.Builder spec = asked();
    if (named) {
      spec.put("features", Json.array(List.of(Json.of("code"), Json.of("flag"))));
    } else {
      answered = answered.replaceAll("(?m),[^,\n]*$", "");
    }

    assertThat(largestError("texts-" + width, answered, spec)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "texts-wide", "texts-open"})
  void what_a_model_reads_as_texts_are_categories_whatever_they_look_like(String model)
      throws Exception {
    Path rows = MODELS.resolve("numbers.csv");
    Map<String, Path> files =
        Map.of("testSet", rows, "model", MODELS.resolve(model + ".onnx"), "trainSet", rows);

    Json.Obj evidence = TestTasks.run(Job.DATA_QUALITY, files, Json.obj());

    Json.Obj test = evidence.object("details").object("quality").object("test");
    assertThat(test.object("columns").object("code").find("mean")).isEmpty();
  }

  private Json.Obj performance(String rows, Map<String, Path> model) throws Exception {
    Map<String, Path> files = new HashMap<>(model);
    files.put("testSet", MODELS.resolve(rows + ".csv"));
    return TestTasks.run(
            Job.PERFORMANCE,
            files,
            Json.obj().put("task", "binary").put("score", "answer").put("threshold", 0.2))
        .object("metrics");
  }

  /** As 32-bit sums of a random forest leave them; what is further off is no probability. */
  @ParameterizedTest
  @CsvSource({
    "1.0000002, -1.2e-7, true",
    "1.00001, 0, true",
    "1.0001, 0, false",
    "1, -1e-4, false"
  })
  void what_rounding_carries_past_0_or_1_is_still_a_probability(
      String most, String least, boolean probabilities) throws Exception {
    String table = "row_id,label,x\n1,1,%s\n2,0,%s\n3,1,0.25\n4,0,0.25\n".formatted(most, least);
    Path rows = Files.writeString(folder.resolve("rounded.csv"), table);
    Path model = Files.write(folder.resolve("answers-x.onnx"), answersItsInput());

    Json.Obj metrics =
        TestTasks.run(
                Job.PERFORMANCE,
                Map.of("testSet", rows, "model", model),
                Json.obj().put("task", "binary").put("threshold", 0.5))
            .object("metrics");

    assertThat(metrics.object("roc_auc").number("value")).isEqualTo(0.875);
    if (probabilities) {
      assertThat(metrics.object("brier").number("value")).isEqualTo(0.15625);
      assertThat(metrics.object("log_loss").find("value").orElseThrow())
          .isInstanceOf(Json.Num.class);
    } else {
      assertThat(metrics.object("brier").string("reason")).contains("outside");
    }
  }

  private static byte[] answersItsInput() {
    return ModelBytes.model(
        new ModelBytes()
            .message(
                1,
                ModelBytes.node("Identity", "", new String[] {"x"}, new String[] {"probabilities"}))
            .text(2, "identity")
            .message(11, ModelBytes.port("x", ModelBytes.FLOAT, 0, 1))
            .message(12, ModelBytes.port("probabilities", ModelBytes.FLOAT, 0, 1)));
  }

  private static Json.Builder asked() {
    return Json.obj().put("task", "regression");
  }

  private double largestError(String model, String table, Json.Builder spec) throws Exception {
    return run(model, table, spec).object("metrics").object("max_error").number("value");
  }

  private Json.Obj run(String model, String table, Json.Builder spec)
      throws CheckException, IOException {
    Path rows = Files.writeString(Files.createTempFile(folder, "table", ".csv"), table);
    Map<String, Path> files = Map.of("testSet", rows, "model", MODELS.resolve(model + ".onnx"));
    if (model.startsWith("batch") || model.startsWith("answers") || model.startsWith("two")) {
      spec.put("features", Json.array(List.of(Json.of("small"), Json.of("c"))));
    }
    return TestTasks.run(Job.REGRESSION, files, spec);
  }

  /** The table with the given numbers as its label. */
  private static String table(List<Double> labels) throws IOException {
    List<String> lines = Files.readAllLines(MODELS.resolve("table.csv"));
    StringBuilder table = new StringBuilder(lines.getFirst() + ",label\n");
    for (int i = 1; i < lines.size(); i++) {
      table.append(lines.get(i) + "," + labels.get(i - 1) + "\n");
    }
    return table.toString();
  }

  private static List<Double> answers(String model) throws IOException {
    Json.Obj all = (Json.Obj) Json.parse(Files.readAllBytes(MODELS.resolve("answers.json")));
    return all.array(model).values().stream().map(each -> ((Json.Num) each).value()).toList();
  }
}
