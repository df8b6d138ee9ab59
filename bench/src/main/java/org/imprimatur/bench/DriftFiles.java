// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.json.Json;

/**
 * Two CSV files of 40 numbers and 10 categories a row, and the drift between them: a fifth of the
 * numbers move, and a third of the categories. Numbers have all digits of a double, two decimals,
 * none, or are missing in one cell of twenty. The seed stands in each number.
 */
final class DriftFiles {
  private static final int SEED = 20_261_125;
  private static final int NUMBERS = 40;
  private static final int CATEGORIES = 10;

  private DriftFiles() {}

  /** Arguments: a folder; rows; runs; and the program of each peer. */
  public static void main(String[] words) throws Exception {
    if (words.length < 3) {
      System.err.println("Usage: bench/drift [ROWS] [RUNS]");
      System.exit(2);
    }
    long rows = Long.parseLong(words[1]);
    Path folder = Path.of(words[0], "drift-" + rows);
    make(folder, rows);
    List<String> peers = Arrays.asList(words).subList(3, words.length);
    new ScoredRows(Integer.parseInt(words[2])).compare(folder, List.of(job(folder)), peers);
  }

  private static void make(Path folder, long rows) throws IOException, SQLException {
    if (Files.exists(folder)) {
      return;
    }
    Path part = Files.createDirectories(folder.resolveSibling("drift.part"));
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(sql(rows, 0, part.resolve("reference.csv")));
      statement.execute(sql(rows, 1, part.resolve("current.csv")));
    }
    Files.move(part, folder);
  }

  private static String sql(long rows, int file, Path to) {
    List<String> columns = new ArrayList<>(List.of("i AS row_id"));
    for (int i = 0; i < NUMBERS; i++) {
      columns.add(number(i, file) + " AS x" + i);
    }
    for (int i = 0; i < CATEGORIES; i++) {
      // Later levels are rarer; the first gains where the column moves.
      double rarer = file == 1 && i % 3 == 0 ? 2.3 : 2;
      columns.add(
          "'level-' || floor(pow(%s, %s) * %d)::INTEGER AS c%d"
              .formatted(even(NUMBERS + i, file), rarer, 4 + 3 * i, i));
    }
    columns.add("(%s < 0.5)::INTEGER AS label".formatted(even(NUMBERS + CATEGORIES, file)));
    return "COPY (SELECT %s FROM range(%d) AS rows (i)) TO '%s' (FORMAT csv, HEADER)"
        .formatted(String.join(", ", columns), rows, to);
  }

  private static String number(int which, int file) {
    double shift = which % 5 == 4 ? 0.1 * file : 0;
    String even = even(which, file);
    String other = even(which + 100, file);
    String bell = "(" + even + " + " + other + " + " + even(which + 200, file) + " - 1.5)";
    return switch (which % 4) {
      case 0 -> (1 + which) + " * (" + bell + " + " + shift + ")";
      case 1 -> "round(exp(7 + 2 * " + bell + " + " + shift + "), 2)";
      case 2 -> "floor(" + (100 + which) + " * (" + even + " + " + shift + "))::INTEGER";
      default -> "CASE WHEN " + other + " >= 0.05 THEN pow(" + even + ", 1 + " + shift + ") END";
    };
  }

  /** A number in [0, 1) with 53 bits of a cell. */
  private static String even(int which, int file) {
    int salt = SEED + 512 * file + which;
    return "((hash(i * 1024 + " + salt + ") >> 11)::DOUBLE / 9007199254740992.0)";
  }

  private static Job job(Path folder) throws IOException {
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", "label").build())
            .build();
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (String role : List.of("trainSet", "testSet")) {
      Path file = folder.resolve(role.equals("trainSet") ? "reference.csv" : "current.csv");
      inputs.put(role, new Job.Input(file, ScoredFile.digest(file)));
    }
    return Job.of(Job.DRIFT, inputs, spec);
  }
}
