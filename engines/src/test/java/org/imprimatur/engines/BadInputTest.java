// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.PREDICTIONS;
import static org.imprimatur.engines.TestJobs.SPEC;
import static org.imprimatur.engines.TestJobs.TEST_SET;
import static org.imprimatur.engines.TestJobs.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables that a check cannot be computed from: each is told by its code, and nothing is computed.
 */
class BadInputTest {
  @TempDir static Path folder;

  private static Workers workers;

  /** One way in which a table is bad. */
  record Way(String name, Map<String, byte[]> files, String code, String says) {
    @Override
    public String toString() {
      return name;
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
  @MethodSource({"encodings", "shapes", "labelsAndIds", "scoresAndFeatures"})
  void a_bad_table_gives_its_code_and_no_figure(Way way) {
    String check = way.name().contains("group") ? Job.FAIRNESS : Job.PERFORMANCE;

    Outcome outcome = workers.run(TestJobs.of(folder, check, way.files(), SPEC));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.code()).as(failed.message()).isEqualTo(way.code());
    assertThat(failed.message()).contains(way.says()).endsWith(".");
  }

  static Stream<Way> encodings() {
    return Stream.of(
        table("NUL", TEST_SET.replace("Genf", "Ge\0f"), "data.nul", "NUL character in line 6"),
        table("an empty file", "", "data.empty", "is an empty file"),
        table("a header only", "row_id,x,city,label,g\n", "data.empty", "has no rows"),
        table("a blank name", "row_id,,label\n1,2,3\n", "data.columns", "empty"),
        table("empty lines alone", "\n \n\n", "data.empty", "is an empty file"),
        table(
            "UTF-16 without its mark",
            TEST_SET.getBytes(StandardCharsets.UTF_16LE),
            "data.nul",
            "looks like UTF-16 without its mark (BOM). Save it as UTF-8"),
        table(
            "UTF-16 the other way round",
            TEST_SET.getBytes(StandardCharsets.UTF_16BE),
            "data.nul",
            "UTF-16 without its mark"),
        table("the index of pandas", "," + TEST_SET, "data.columns", "index=False"),
        table("a repeated column", TEST_SET.replace("city", "X"), "data.columns", "repeated"),
        table("a long first line", "a".repeat(1 << 21) + "\n1\n", "data.columns", "1 MB"));
  }

  static Stream<Way> shapes() {
    return Stream.of(
        table(
            "a very long line",
            TEST_SET.replace("Genf", "G".repeat(3 << 20)),
            "data.csv",
            "longer than 1 MB"),
        table("a quote left open", TEST_SET.replace("Genf", "\"Genf"), "data.csv", "quote"),
        table(
            "a cell too many",
            TEST_SET + "9,1,Bern,1,a,b\n",
            "data.csv",
            "columns of the first line. Look at line 10"),
        table("a cell too few", TEST_SET + "9,1,Bern\n", "data.csv", "Look at line 10"),
        table("binary", new byte[] {'P', 'K', 3, 4, 0, 0, 8}, "data.nul", "line 1"));
  }

  static Stream<Way> labelsAndIds() {
    return Stream.of(
        table("no label", TEST_SET.replace(",label", ",y"), "data.column-missing", "label column"),
        table(
            "no group", TEST_SET.replace(",g\n", ",h\n"), "data.column-missing", "group column g"),
        table("no id", TEST_SET.replace("row_id", "n"), "data.column-missing", "id column row_id"),
        table("three classes", TEST_SET + "9,1,Bern,2,a\n", "data.label-classes", "more than two"),
        table(
            "another positive value",
            TEST_SET.replace(",1,", ",yes,"),
            "data.label-positive",
            "none of which is the positive value 1"),
        table("a missing label", TEST_SET + "9,1,Bern,,a\n", "data.label-missing", "1 of 9 rows"),
        table("a repeated id", TEST_SET + "8,1,Bern,1,a\n", "data.ids", "in 1 rows"),
        table("a missing id", TEST_SET + ",1,Bern,1,a\n", "data.ids", "1 rows without row_id"),
        predictions("an id not predicted", cut("3,0.9"), "data.ids-missing", "row_id 3"),
        predictions("an id twice", PREDICTIONS + "8,0.4\n", "data.ids", "predictions file repeats"),
        predictions(
            "no ids", PREDICTIONS.replace("row_id", "n"), "data.column-missing", "id column"),
        predictions(
            "no scores", PREDICTIONS.replace("score", "s"), "data.column-missing", "score column"));
  }

  static Stream<Way> scoresAndFeatures() {
    return Stream.of(
        predictions("a score of NaN", swap("0.9", "NaN"), "data.score-missing", "1 of 8 rows"),
        predictions("an infinite score", swap("0.9", "inf"), "data.score-missing", "infinity"),
        predictions("an empty score", swap("0.9", ""), "data.score-missing", "empty cells"),
        predictions("a score in words", swap("0.9", "high"), "data.score-missing", "finite"),
        table("an empty feature", TEST_SET.replace("0.9,Ba", ",Ba"), "data.score-missing", "NaN"),
        table(
            "a word for a number",
            TEST_SET.replace("0.9,Ba", "much,Ba"),
            "model.inputs",
            "Row 3 of the test set, column x, is not a number"),
        table(
            "no feature",
            TEST_SET.replace(",x,", ",z,"),
            "model.inputs",
            "reads one tensor of 1 columns, but the test set has 3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          row_id | n    | data.column-missing
          ,g     | ,h   | data.column-missing
          ,label | ,y   | data.column-missing
          8,-0.3 | ,-0.3 | data.ids
          8,-0.3 | 7,-0.3 | data.ids
          ,1,    | ,0,  | data.one-class
          Genf,1 | Genf, | data.label-missing
          """)
  void a_test_set_that_checks_cannot_use_is_a_problem_of_its_quality(
      String is, String by, String code) {
    String testSet = TEST_SET.replace(is, by);
    Map<String, byte[]> files = Map.of("testSet", utf8(testSet));

    Outcome outcome = workers.run(TestJobs.of(folder, Job.DATA_QUALITY, files, SPEC));

    Json.Obj details = ((Outcome.Computed) outcome).evidence().object("details");
    assertThat(details.array("problems").values())
        .extracting(problem -> ((Json.Obj) problem).string("code"))
        .containsExactly(code);
  }

  private static String cut(String line) {
    return PREDICTIONS.replace(line + "\n", "");
  }

  private static String swap(String score, String by) {
    return PREDICTIONS.replace("," + score + "\n", "," + by + "\n");
  }

  private static Way table(String name, String testSet, String code, String says) {
    return table(name, utf8(testSet), code, says);
  }

  private static Way table(String name, byte[] testSet, String code, String says) {
    return new Way(name, Map.of("testSet", testSet, "model", TestJobs.sigmoid()), code, says);
  }

  private static Way predictions(String name, String predictions, String code, String says) {
    Map<String, byte[]> files = Map.of("testSet", utf8(TEST_SET), "predictions", utf8(predictions));
    return new Way(name, files, code, says);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void a_dialect_changes_no_figure(Way way) {
    Json plain = figures(Map.of("testSet", utf8(TEST_SET), "model", TestJobs.sigmoid()));

    assertThat(figures(way.files())).isEqualTo(plain);
  }

  static Stream<Way> dialects() {
    String quoted = TEST_SET.replace("Genf", "\"Genf,\nalso \"\"Genève\"\"\"");
    return Stream.of(
        table("a byte order mark", "\ufeff" + TEST_SET, "", ""),
        table(
            "a byte order mark before a quote",
            "\ufeff" + TEST_SET.replace("row_id", "\"row_id\""),
            "",
            ""),
        table("empty lines before the names", "\n \r\n\n" + TEST_SET, "", ""),
        table("empty lines before semicolons", "\n\n" + TEST_SET.replace(',', ';'), "", ""),
        table("semicolons", TEST_SET.replace(',', ';'), "", ""),
        table("tabs", TEST_SET.replace(',', '\t'), "", ""),
        table("lines of another system", TEST_SET.replace("\n", "\r\n"), "", ""),
        table("quoted separators and newlines", quoted, "", ""),
        table("no newline at the end", TEST_SET.strip(), "", ""),
        table("an unknown category", TEST_SET.replace("Genf", "Atlantis"), "", ""),
        table("a column called rowid", TEST_SET.replace("city", "rowid"), "", ""),
        table("a column called score", TEST_SET.replace("city", "score"), "", ""));
  }

  private static Json figures(Map<String, byte[]> files) {
    return switch (workers.run(TestJobs.of(folder, Job.PERFORMANCE, files, SPEC))) {
      case Outcome.Computed(var evidence) -> evidence.object("tables");
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }
}
