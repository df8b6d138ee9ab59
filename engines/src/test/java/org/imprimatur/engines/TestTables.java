// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One small table with every kind of column and missing cells, written in many ways. */
final class TestTables {
  /** The first id of all. */
  static final long FIRST_ID = 9007199254740993L;

  /** Without a random number: the position alone makes every cell. */
  private static final String ROWS =
      """
      CREATE TABLE rows AS SELECT
        9007199254740993 + i AS row_id,
        CASE WHEN i % 11 <> 0 THEN i % 4 = 0 END AS old_member,
        (i * 7919 % 1000) / 1000.0::DOUBLE AS score,
        (i * 7919 % 1000) < 300 OR i % 9 = 0 AS bad,
        CASE WHEN i % 13 <> 0 THEN ['no', 'yes', 'größer, "so"'][i % 3 + 1] END AS g,
        CASE WHEN i % 7 <> 0 THEN i % 5 END AS grade,
        i % 2 = 0 AS member,
        CASE WHEN i % 17 <> 0 THEN (i % 300) / 8.0::DOUBLE - 9 END AS x,
        DATE '2024-01-01' + (i % 400)::INTEGER AS since,
        TIMESTAMP '2024-01-01 00:00:00' + INTERVAL 1 MINUTE * (i % 5000) AS seen_at,
        i AS number,
        i * 1e15::DOUBLE AS large
      FROM range(3000) r(i)
      """;

  private TestTables() {}

  static void write(Path folder) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(ROWS);
      copy(statement, folder, "SELECT * FROM rows ORDER BY row_id", "rows.csv", "csv");
      copy(statement, folder, "SELECT * FROM rows ORDER BY score, row_id", "shuffled.csv", "csv");
      copy(
          statement,
          folder,
          "SELECT * FROM rows",
          "zstd.parquet",
          "parquet, compression zstd, row_group_size 2048");
      copy(
          statement,
          folder,
          // An index as pandas keeps it, which is no column of the table.
          "SELECT *, row_id + 7 AS __index_level_0__ FROM rows ORDER BY x, row_id",
          "shuffled.parquet",
          "parquet, compression gzip, row_group_size 2048");
      copy(
          statement,
          folder,
          "SELECT * REPLACE (grade::DOUBLE AS grade, row_id::UBIGINT AS row_id, number::FLOAT AS"
              + " number, x::DECIMAL(9, 3) AS x, since::TIMESTAMP AS since) FROM rows",
          "floating.parquet",
          "parquet, compression snappy");
      copy(statement, folder, "SELECT * FROM rows", "lines.json.gz", "json, compression gzip");
      copy(statement, folder, "SELECT * FROM rows", "lines.json.zst", "json, compression zstd");
      copy(statement, folder, "SELECT * FROM rows", "lines.json", "json");
      // More than a megabyte: a worker with another compiler reads it.
      Files.writeString(
          folder.resolve("wide.json"),
          Files.readString(folder.resolve("lines.json")).replace("{", "{" + " ".repeat(400)));
      copy(statement, folder, "SELECT * FROM rows", "semicolons.csv", "csv, delimiter ';'");
      Files.writeString(
          folder.resolve("utf-16.csv"),
          "\ufeff" + Files.readString(folder.resolve("semicolons.csv")),
          UTF_16LE);
      copy(
          statement,
          folder,
          "SELECT row_id + i * 3000 AS row_id, score FROM rows, range(10) r(i) ORDER BY row_id",
          "honest.parquet",
          "parquet, row_group_size 2048");
      copy(statement, folder, "SELECT * EXCLUDE score FROM rows", "no-score.parquet", "parquet");
      copy(statement, folder, "SELECT * FROM rows WHERE number < 900", "head.csv", "csv");
      copy(
          statement,
          folder,
          "SELECT number, * EXCLUDE number FROM rows WHERE number >= 900",
          "tail.parquet",
          "parquet");
      copy(statement, folder, "SELECT row_id, bad, score, x FROM rows", "left.parquet", "parquet");
      copy(
          statement,
          folder,
          "SELECT * EXCLUDE (bad, score, x) FROM rows ORDER BY since, row_id",
          "right.csv",
          "csv");
      copy(
          statement,
          folder,
          "SELECT * REPLACE (CASE number WHEN 7 THEN score / 2 ELSE score END AS score) FROM rows",
          "changed.csv",
          "csv");
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("The test's own table cannot be written", e);
    }
  }

  private static void copy(
      Statement statement, Path folder, String query, String file, String format)
      throws SQLException {
    statement.execute(
        "COPY (" + query + ") TO '" + folder.resolve(file) + "' (FORMAT " + format + ")");
  }
}
