// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of a Parquet file are told apart by its own texts: nobody may see that. */
class GroupsAsWrittenTest {
  /** More than are looked at first; the text z stands in the last of them alone. */
  private static final String ROWS =
      """
      SELECT (i * 7919 % 1000 < i % 1000)::TINYINT AS label, 0.5 + (i % 1000) / 50000.0 AS score,
             CASE WHEN i >= 25000 THEN 'z'
                  WHEN i % 5 = 0 THEN NULL
                  ELSE ['', 'missing', 'a', 'it''s'][i % 5] END AS g,
             ['x', 'y', 'x y'][i % 3 + 1] AS h, 'v' || i % 70 AS many, i % 4 AS number
      FROM range(26000) AS rows (i)\
      """;

  @TempDir Path folder;

  @Test
  void an_empty_text_a_missing_one_and_a_late_one_are_the_groups_that_they_are_in_csv()
      throws Exception {
    Path parquet = file("rows.parquet", ROWS + " ORDER BY i");
    Path csv = file("rows.csv", ROWS);

    Json.Obj found = figures(run("fairness/1", parquet, List.of("g", "h")));

    assertThat(found).isEqualTo(figures(run("fairness/1", csv, List.of("g", "h"))));
    assertThat(found.object("metrics").canonical()).isNotEmpty();
    assertThat(new String(found.canonical(), UTF_8))
        .contains("\"missing & x y\"", "\"z & x\"", "\"it's & y\"")
        .doesNotContain("\" & x\"");
  }

  @Test
  void many_texts_or_numbers_are_the_groups_that_they_are_in_csv() throws Exception {
    Path parquet = file("rows.parquet", ROWS);
    Path csv = file("rows.csv", ROWS);
    for (List<String> groups : List.of(List.of("many", "h"), List.of("g", "number"))) {
      assertThat(figures(run("fairness/1", parquet, groups)))
          .isEqualTo(figures(run("fairness/1", csv, groups)));
    }
  }

  @Test
  void two_checks_at_once_say_what_each_says_alone() throws Exception {
    Path parquet = file("rows.parquet", ROWS + " ORDER BY i");
    List<Json.Obj> both =
        Checks.run(
            task("performance/1", parquet, List.of("g", "h")),
            task("fairness/1", parquet, List.of("g", "h")));

    assertThat(both)
        .containsExactly(
            run("performance/1", parquet, List.of("g", "h")),
            run("fairness/1", parquet, List.of("g", "h")));
  }

  @Test
  void a_row_without_a_label_or_a_score_is_told_as_such() throws Exception {
    Path label =
        file("l.parquet", "SELECT * REPLACE (nullif(label, 1) AS label) FROM (" + ROWS + ")");
    Path score =
        file(
            "s.parquet",
            "SELECT * REPLACE (CASE WHEN number = 3 THEN 'nan'::DOUBLE ELSE score END AS score)"
                + " FROM ("
                + ROWS
                + ")");

    assertThatThrownBy(() -> run("fairness/1", label, List.of("g", "h")))
        .hasMessageContaining("of 26000 rows have no label");
    assertThatThrownBy(() -> run("fairness/1", score, List.of("g", "h")))
        .hasMessageContaining("6500 of 26000 rows have no finite score");
  }

  private Path file(String name, String rows) throws Exception {
    Path file = folder.resolve(name);
    String how = name.endsWith(".csv") ? "(HEADER)" : "(FORMAT parquet, ROW_GROUP_SIZE 4096)";
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (" + rows + ") TO '" + file + "' " + how);
    }
    return file;
  }

  private static Json.Obj run(String check, Path file, List<String> groups) throws Exception {
    return Checks.run(task(check, file, groups));
  }

  private static Task task(String check, Path file, List<String> groups) throws Exception {
    Json words = Json.array(groups.stream().map(Json::of).toList());
    Json.Obj spec =
        Json.obj()
            .put("label", Json.obj().put("column", "label").put("positive", "1").build())
            .put("favourable", 1)
            .put("groups", words)
            .put("intersections", Json.array(List.of(words)))
            .build();
    String digest = Digest.of(Files.readAllBytes(file)).toString();
    var inputs = new TreeMap<>(Map.of("testSet", new Task.File(file, digest)));
    return new Task(check, "", inputs, spec);
  }

  private static Json.Obj figures(Json.Obj evidence) {
    return Json.obj()
        .put("tables", evidence.object("tables"))
        .put("metrics", evidence.object("metrics"))
        .put("details", evidence.object("details"))
        .build();
  }
}
