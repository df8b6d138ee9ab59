// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/**
 * One file as the database sees it before it is typed.
 *
 * @param name how a person knows the file ("The test set")
 * @param table the name of the table that holds the file's texts, or nothing where the file is read
 *     in place
 * @param from what SQL reads it from
 * @param row SQL for the position of a row
 */
record Part(
    String name, Optional<String> table, String from, String row, List<Typing.Stored> columns) {
  static final int COLUMN_LIMIT = 4096;
  private static final int NAME_LIMIT = 256;

  /** How many rows are enough to see that most columns are text, or no whole numbers. */
  private static final int FIRST_LOOK = 2048;

  Part {
    columns = List.copyOf(columns);
  }

  Set<String> names() {
    return columns.stream().map(Typing.Stored::name).collect(Collectors.toSet());
  }

  Typing.Stored column(String wanted) {
    return columns.stream().filter(found -> found.name().equals(wanted)).findFirst().orElseThrow();
  }

  /** The names must differ in more than case, and none may be what the database calls its own. */
  static void check(String name, List<String> columns) throws CheckException {
    if (columns.size() > COLUMN_LIMIT) {
      throw tooManyColumns(name);
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isBlank()
          || column.length() > NAME_LIMIT
          || !seen.add(column.toLowerCase(Locale.ROOT))) {
        throw new CheckException(
            "data.columns",
            name
                + " has an empty, overlong or repeated column name. "
                + "Give every column a name of its own.");
      }
      if (column.equalsIgnoreCase(Table.ROW) || column.equalsIgnoreCase("file_row_number")) {
        throw new CheckException(
            "data.columns",
            name + " has a column called " + column + ", which is reserved. Rename it.");
      }
    }
  }

  static CheckException tooManyColumns(String name) {
    return new CheckException(
        "data.columns",
        name + " has more than " + COLUMN_LIMIT + " columns. Leave out what is not needed.");
  }

  /** The kind of each column's values; nothing for a column without values. */
  List<Optional<Kind>> kinds(Database database) throws CheckException {
    List<List<Typing.Question>> open = new ArrayList<>();
    columns.forEach(column -> open.add(column.questions()));
    ask(database, open, "(SELECT * FROM " + from + " LIMIT " + FIRST_LOOK + ")");
    ask(database, open, from);
    List<Optional<Kind>> kinds = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      List<Typing.Question> passed = open.get(i);
      kinds.add(
          passed.isEmpty() ? Optional.of(columns.get(i).otherwise()) : passed.getFirst().kind());
    }
    return kinds;
  }

  /** Keeps the questions that every row passes. */
  private void ask(Database database, List<List<Typing.Question>> open, String rows)
      throws CheckException {
    List<String> sums = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String present = columns.get(i).present();
      for (Typing.Question question : open.get(i)) {
        String relevant = question.kind().isPresent() ? " FILTER (" + present + ")" : "";
        sums.add(
            "COALESCE(bool_and(COALESCE(" + question.sql() + ", false))" + relevant + ", true)");
      }
    }
    if (sums.isEmpty()) {
      return;
    }
    database.query(
        "SELECT " + String.join(", ", sums) + " FROM " + rows,
        row -> {
          int next = 1;
          for (int i = 0; i < columns.size(); i++) {
            List<Typing.Question> kept = new ArrayList<>();
            for (Typing.Question question : open.get(i)) {
              if (row.getBoolean(next++)) {
                kept.add(question);
              }
            }
            open.set(i, kept);
          }
        });
  }
}
