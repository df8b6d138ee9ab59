// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of some rows alone find their rows, whatever their ids look like among themselves. */
class IdsAsWrittenTest {
  /** By their numbers alone the labels of 007 and 08 would be those of 7 and 8. */
  private static final String ROWS =
      """
      row_id,score,prediction
      A7,0.5,0
      007,0.9,10
      7,0.2,30
      08,0.1,20
      8,0.8,40
      1e2,0.6,0
      100,0.3,0
      """;

  private static final String LABELS = "row_id,label\n007,1\n08,0\n";

  @TempDir Path folder;
  private Path rows;

  @BeforeEach
  void write() throws Exception {
    rows = file("rows.csv", ROWS);
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private Json.Obj metrics(String check, Path labels, Path predictions) throws Exception {
    Map<String, Path> files = Map.of("testSet", labels, "predictions", predictions);
    return TestTasks.run(check, files, Json.obj().put("threshold", 0.5)).object("metrics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet"})
  void digits_alone_find_the_row_that_is_written_so(String format) throws Exception {
    Path labels = file("labels.csv", LABELS);
    if (format.equals("parquet")) {
      labels = parquet(labels, "labels.parquet");
      rows = parquet(rows, "rows.parquet");
    }

    assertThat(metrics("performance/1", labels, rows).object("roc_auc").number("value"))
        .isEqualTo(1);
  }

  private Path parquet(Path csv, String name) throws Exception {
    Path parquet = folder.resolve(name);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv('%s', types = {'row_id': 'VARCHAR'})) TO '%s'"
              .formatted(csv, parquet));
    }
    return parquet;
  }

  @Test
  void so_it_is_of_a_number_that_was_predicted() throws Exception {
    Path labels = file("labels.csv", "row_id,label\n007,10\n08,20\n");

    assertThat(metrics("performance.regression/1", labels, rows).object("mae").number("value"))
        .isZero();
  }

  @Test
  void an_exponent_is_none_where_ids_are_texts() throws Exception {
    Path labels = file("labels.csv", "row_id,label\n1e2,1\n100,0\n");

    assertThat(metrics("performance/1", labels, rows).object("roc_auc").number("value"))
        .isEqualTo(1);
  }

  @Test
  void an_id_that_is_written_otherwise_is_told_as_it_stands() throws Exception {
    Path labels = file("labels.csv", "row_id,label\n0007,1\n08,0\n");

    assertThatThrownBy(() -> metrics("performance/1", labels, rows))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("the first with row_id 0007");
  }

  /** Where all of them are numbers, one number is one id, however a program writes it. */
  @Test
  void ids_that_are_numbers_in_both_files_are_compared_as_numbers() throws Exception {
    Path numbers = file("numbers.csv", "row_id,score\n007,0.9\n08,0.1\n9,0.5\n");
    Path labels = file("labels.csv", "row_id,label\n7.0,1\n8.0,0\n");

    assertThat(metrics("performance/1", labels, numbers).object("roc_auc").number("value"))
        .isEqualTo(1);
  }
}
