// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Types that a Parquet file has and a CSV file has not: the figures are those of the same texts.
 */
class ColumnTypesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "TIME '10:00:00' + INTERVAL (i) SECOND; text",
        "(i::VARCHAR || '0000000-0000-4000-8000-000000000000')::UUID; text",
        "18446744073709551610::UBIGINT + i::UBIGINT; text",
        "i::UBIGINT; integer",
        "i::HUGEINT; integer",
        "make_timestamp_ns(1700000000123456789 + i * 1000000007); text",
        "make_timestamp_ns(-1700000000123456789 + i * 1000000007); text",
        "make_timestamp_ns(86400000000000 * i); text",
        "make_timestamp_ns(1700000000123456789 + i * 1000000007)::TIMESTAMPTZ_NS; text",
        "'2024-05-01 10:00:00+02'::TIMESTAMPTZ + INTERVAL (i) DAY; text",
        "(i / 8)::DECIMAL(38, 6); number",
        "i::DECIMAL(9, 2); integer",
        "'a'::ENUM ('a', 'b'); text",
        "NULL::DOUBLE; text",
        "NULL::TIMESTAMP_NS; text",
        "i = 1; text"
      })
  void the_figures_are_those_of_the_same_column_in_csv(String value, String type) throws Exception {
    copy(
        "SELECT i AS row_id, i % 2 AS label, " + value + " AS x FROM range(1, 5) r(i)",
        "typed.parquet",
        "parquet");
    copy("SELECT * REPLACE (x::VARCHAR AS x) FROM '%s/typed.parquet'", "typed.csv", "csv");

    Json.Obj parquet = x("typed.parquet");

    assertThat(parquet.string("type")).isEqualTo(type);
    assertThat(parquet).isEqualTo(x("typed.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {"[i, i]; data.nested", "{'a': i}; data.nested", "MAP {'a': i}; data.nested"})
  void a_value_inside_a_value_is_refused(String value, String code) throws Exception {
    copy("SELECT i AS row_id, 1 AS label, " + value + " AS x FROM range(4) r(i)", "n", "parquet");

    assertThatThrownBy(() -> x("n"))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo(code));
  }

  @Test
  void bytes_that_are_no_text_are_told_as_such() throws Exception {
    copy(
        "SELECT i AS row_id, 1 AS label, '\\xFF\\x00'::BLOB AS x FROM range(4) r(i)",
        "b",
        "parquet");

    assertThatThrownBy(() -> x("b"))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("data.parquet"))
        .hasMessageContaining("a column of bytes holds no text (x of the test set)");
  }

  private void copy(String rows, String file, String format) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT %s)"
              .formatted(rows.replace("%s/", folder + "/"), folder.resolve(file), format));
    }
    assertThat(Files.size(folder.resolve(file))).isPositive();
  }

  private Json.Obj x(String file) throws Exception {
    return TestTasks.run(Job.DATA_QUALITY, Map.of("testSet", folder.resolve(file)), Json.obj())
        .object("details")
        .object("columns")
        .object("x");
  }
}
