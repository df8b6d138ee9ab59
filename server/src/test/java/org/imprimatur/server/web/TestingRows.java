// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table: those of the example that no model was fitted to, or of another one. */
record TestingRows(List<Map<String, String>> rows) {
  static final Path TITANIC = RunningServer.EXAMPLES.resolve("data/titanic");

  static TestingRows read(int from, int to) throws IOException {
    List<Map<String, String>> tests = table(TITANIC.resolve("test.csv"));
    List<Map<String, String>> scores = table(TITANIC.resolve("predictions-lr.csv"));
    for (int i = 0; i < tests.size(); i++) {
      tests.get(i).put("score", scores.get(i).getOrDefault("score", ""));
      assertThat(tests.get(i).get("row_id")).isEqualTo(scores.get(i).get("row_id"));
    }
    return new TestingRows(tests.subList(from, to));
  }

  /** A plain CSV file, each row by its columns. */
  static List<Map<String, String>> table(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> head = List.of(lines.getFirst().split(",", -1));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split(",", -1));
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < head.size(); i++) {
        row.put(head.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  String scored() {
    return csv("row_id,score,sex,pclass,age");
  }

  /** With labels, and without the columns of any group. */
  String ungrouped() {
    return csv("row_id,score,survived");
  }

  String labels() {
    return csv("row_id,survived");
  }

  /** Labels that bring the column of a group. */
  String labelsWithSex() {
    return csv("row_id,survived,sex");
  }

  /** The scores are turned round, as after a change of the columns' order. */
  String drifted() {
    List<Map<String, String>> turned = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Map<String, String> other = new HashMap<>(row);
      other.put("score", Double.toString(1 - Double.parseDouble(row.getOrDefault("score", ""))));
      turned.add(other);
    }
    return new TestingRows(turned).csv("row_id,score,sex,pclass,age,survived");
  }

  /** Some columns of them, in an order. */
  String csv(String head) {
    StringBuilder csv = new StringBuilder(head).append('\n');
    for (Map<String, String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (String name : head.split(",", -1)) {
        cells.add(row.getOrDefault(name, ""));
      }
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }
}
