// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two CSV files are read in one pass without a table in the database, everything else by tables:
 * nobody may see which it was.
 */
class DriftFormatsTest {
  private static final Json.Obj SPEC = Drifts.spec("row_id", "bad");

  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    TestTables.write(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "zstd.parquet, head.csv",
    "floating.parquet, head.csv",
    "shuffled.csv, head.csv",
    "shuffled.parquet, head.csv",
    "head.csv & tail.parquet, head.csv"
  })
  void a_format_changes_no_byte(String reference, String current) throws Exception {
    Json.Obj plain = Drifts.evidence(files("rows.csv", "head.csv"), SPEC);

    Json.Obj other = Drifts.evidence(files(reference, current), SPEC);

    for (String part : List.of("tables", "metrics", "details")) {
      assertThat(other.object(part)).as(part).isEqualTo(plain.object(part));
    }
    assertThat(plain.object("details").object("drift").members()).hasSizeGreaterThan(7);
  }

  private static Map<String, Path> files(String reference, String current) {
    Map<String, Path> files = new LinkedHashMap<>();
    String[] parts = reference.split(" & ", -1);
    files.put("trainSet", folder.resolve(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      files.put("trainSet/000" + (i + 1), folder.resolve(parts[i]));
    }
    files.put("testSet", folder.resolve(current));
    return files;
  }

  /** The first rows look like numbers; the guess from them must not last. */
  @ParameterizedTest
  @ValueSource(strings = {"unknown", "1_000", "12,5", "\"a \"\"b\"\"\""})
  void a_text_after_many_numbers_makes_a_column_of_categories(String late) throws Exception {
    List<String> cells = numbers(5000);
    cells.add(late.contains(",") ? "\"" + late + "\"" : late);

    Json.Obj drift = x(cells, cells);

    assertThat(drift.string("kind")).isEqualTo("categorical");
    assertThat(drift.integer("categories")).isEqualTo(101);
  }

  @ParameterizedTest
  @CsvSource({
    "1e3, 1000",
    "+5, 5",
    "' 7 ', 7",
    ".5, 0.5",
    "-0, 0",
    "1234567890123456789, 1234567890123456789",
    "12345678901234567890.0, 12345678901234567890"
  })
  void every_way_to_write_a_number_is_one(String written, double value) throws Exception {
    Json.Obj drift = x(List.of("1", written), List.of("1", "1"));

    assertThat(drift.string("kind")).isEqualTo("numeric");
    assertThat(drift.object("mean_ref").number("value")).isEqualTo((1 + value) / 2);
  }

  /** In a file of which the first rows look like numbers, and in one that is read as a table. */
  @Test
  void digits_that_no_double_keeps_are_texts() throws Exception {
    List<String> cells = numbers(5000);
    cells.add("123456789012345678901234567890");
    cells.add("123456789012345678901234567891");

    Json.Obj drift = x(cells, List.of("1", "123456789012345678901234567891"));

    assertThat(drift.string("kind")).isEqualTo("categorical");
    assertThat(drift.integer("categories")).isEqualTo(102);
    assertThat(drift.integer("vanished_categories")).isEqualTo(100);
  }

  @Test
  void more_texts_than_can_be_held_are_counted_all_the_same() throws Exception {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      cells.add("text " + i);
    }

    Json.Obj drift = x(cells, cells.subList(0, 30_000));

    assertThat(drift.integer("categories")).isEqualTo(60_000);
    assertThat(drift.integer("vanished_categories")).isEqualTo(30_000);
  }

  @Test
  void numbers_that_are_names_have_one_text_however_they_are_written() throws Exception {
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("categorical", Json.array(List.of(Json.of("x"))))
            .build();
    Path reference = Drifts.column(folder, List.of("1", "1.0", "02", "2.5"));
    Path current = Drifts.column(folder, List.of("1", "2", "2.50", ""));

    Json.Obj drift =
        Drifts.evidence(Map.of("trainSet", reference, "testSet", current), spec)
            .object("details")
            .object("drift")
            .object("x");

    assertThat(drift.array("levels").text()).isEqualTo("[\"1\",\"2\",\"2.5\",\"missing\"]");
    assertThat(drift.array("counts_ref").text()).isEqualTo("[2,1,1,0]");
    assertThat(drift.array("counts_cur").text()).isEqualTo("[1,1,1,1]");
  }

  /** Texts of a row are handed over in one; none may slip into the next column. */
  @Test
  void several_columns_of_texts_keep_apart_what_is_missing_or_empty() throws Exception {
    Path reference = Files.createTempFile(folder, "texts-", ".csv");
    Path current = Files.createTempFile(folder, "texts-", ".csv");
    Files.writeString(reference, "row_id,a,b,c\n1,x,,y\n2,,\"\",\"\"\"z,\"\n3,ü,NULL,y\n");
    Files.writeString(current, "row_id,a,b,c\n1,,x,\n2,,,\n");

    Json.Obj drift = Drifts.evidence(reference, current).object("details").object("drift");

    assertThat(counted(drift, "a")).isEqualTo("[\"missing\",\"x\",\"ü\"] [1,1,1] [2,0,0]");
    assertThat(counted(drift, "b")).isEqualTo("[\"NULL\",\"missing\",\"x\"] [1,2,0] [0,1,1]");
    assertThat(counted(drift, "c")).isEqualTo("[\"\\\"z,\",\"missing\",\"y\"] [1,0,2] [0,2,0]");
  }

  private static String counted(Json.Obj drift, String column) {
    Json.Obj of = drift.object(column);
    return of.array("levels").text()
        + " "
        + of.array("counts_ref").text()
        + " "
        + of.array("counts_cur").text();
  }

  /** Longer than what is read at once, after rows enough to be read by several threads. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void a_line_that_is_too_long_is_told_as_such(int megabytes) {
    List<String> cells = numbers(5000);
    cells.add("G".repeat(megabytes << 20));
    cells.addAll(numbers(5000));

    assertThatThrownBy(() -> x(numbers(10), cells))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("The test set cannot be read as CSV: a line is longer than 1 MB.");
  }

  private static List<String> numbers(int count) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(String.valueOf(i % 100));
    }
    return cells;
  }

  private static Json.Obj x(List<String> reference, List<String> current) throws Exception {
    return Drifts.evidence(Drifts.column(folder, reference), Drifts.column(folder, current))
        .object("details")
        .object("drift")
        .object("x");
  }
}
