// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /** So many cells are enough to see the same of texts. */
  private static final int CELLS = 4096;

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
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (column.isBlank()) {
        throw nameless(name, i);
      }
      if (column.length() > NAME_LIMIT) {
        throw new CheckException(
            "data.columns",
            "%s has an overlong column name (column %d, more than %d characters). Shorten it."
                .formatted(name, i + 1, NAME_LIMIT));
      }
      if (!seen.add(column.toLowerCase(Locale.ROOT))) {
        throw new CheckException(
            "data.columns",
            name
                + " has a repeated column name, "
                + column
                + ". Names must differ in more than upper and lower case.");
      }
      if (column.equalsIgnoreCase(Table.ROW) || column.equalsIgnoreCase("file_row_number")) {
        throw new CheckException(
            "data.columns",
            name + " has a column called " + column + ", which is reserved. Rename it.");
      }
    }
  }

  private static CheckException nameless(String name, int place) {
    return new CheckException(
        "data.columns",
        "%s has an empty column name (column %d). ".formatted(name, place + 1)
            + (place > 0
                ? "Give every column a name."
                : "pandas and R write the numbers of rows so: write the table without them"
                    + " (index=False, row.names=FALSE), or give the column a name."));
  }

  static CheckException tooManyColumns(String name) {
    return new CheckException(
        "data.columns",
        name + " has more than " + COLUMN_LIMIT + " columns. Leave out what is not needed.");
  }

  /**
   * The kind of each column's values; nothing for a column without values. The first rows rule out
   * most questions; the next one of each column is asked of all rows until one is passed.
   */
  List<Optional<Kind>> kinds(Database database) throws CheckException {
    List<List<Typing.Question>> open = new ArrayList<>();
    for (Typing.Stored column : columns) {
      boolean isText = column.isText() && database.keepsWritten(column.name());
      List<Typing.Question> questions = column.questions();
      open.add(new ArrayList<>(isText ? questions.subList(0, 1) : questions));
    }
    glimpse(database, open);
    askFirstRows(database, open);
    Set<Integer> settled = new HashSet<>();
    for (List<Place> next = next(open, settled); !next.isEmpty(); next = next(open, settled)) {
      List<Boolean> passed = ask(database, next, from);
      for (int i = 0; i < next.size(); i++) {
        int column = next.get(i).column();
        if (passed.get(i)) {
          settled.add(column);
        } else {
          open.get(column).removeFirst();
        }
      }
    }
    List<Optional<Kind>> kinds = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      kinds.add(
          open.get(i).isEmpty()
              ? Optional.of(columns.get(i).otherwise())
              : open.get(i).getFirst().kind());
    }
    return kinds;
  }

  /** A question to the column of this number. */
  private record Place(int column, Typing.Question question) {}

  private static List<Place> next(List<List<Typing.Question>> open, Set<Integer> settled) {
    return IntStream.range(0, open.size())
        .filter(column -> !settled.contains(column) && !open.get(column).isEmpty())
        .mapToObj(column -> new Place(column, open.get(column).getFirst()))
        .toList();
  }

  /** Looks at the first texts here: for the database each question costs more than its rows. */
  private void glimpse(Database database, List<List<Typing.Question>> open) throws CheckException {
    List<Integer> texts =
        IntStream.range(0, columns.size()).filter(i -> columns.get(i).isText()).boxed().toList();
    if (texts.isEmpty()) {
      return;
    }
    String values =
        texts.stream()
            .map(i -> "CAST(" + Database.column(columns.get(i).name()) + " AS VARCHAR)")
            .collect(Collectors.joining(", "));
    database.query(
        "SELECT " + values + " FROM " + from + " LIMIT " + Math.max(64, CELLS / texts.size()),
        row -> {
          for (int i = 0; i < texts.size(); i++) {
            String text = row.getString(i + 1);
            if (text != null && !text.isEmpty()) {
              open.get(texts.get(i)).removeIf(question -> !question.mayPass().test(text));
            }
          }
        });
  }

  private void askFirstRows(Database database, List<List<Typing.Question>> open)
      throws CheckException {
    List<Place> asked = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).isText()) {
        for (Typing.Question question : open.get(i)) {
          asked.add(new Place(i, question));
        }
      }
    }
    List<Boolean> passed =
        ask(database, asked, "(SELECT * FROM " + from + " LIMIT " + FIRST_LOOK + ")");
    for (int i = 0; i < asked.size(); i++) {
      if (!passed.get(i)) {
        open.get(asked.get(i).column()).remove(asked.get(i).question());
      }
    }
  }

  /** Which of the questions every row passes. */
  private List<Boolean> ask(Database database, List<Place> asked, String rows)
      throws CheckException {
    List<Boolean> passed = new ArrayList<>();
    if (asked.isEmpty()) {
      return passed;
    }
    database.query(
        "SELECT "
            + asked.stream().map(this::sql).collect(Collectors.joining(", "))
            + " FROM "
            + rows,
        row -> {
          for (int i = 0; i < asked.size(); i++) {
            passed.add(row.getBoolean(i + 1));
          }
        });
    return passed;
  }

  private String sql(Place asked) {
    String relevant =
        asked.question().kind().isPresent()
            ? " FILTER (" + columns.get(asked.column()).present() + ")"
            : "";
    return "COALESCE(bool_and(COALESCE("
        + asked.question().sql()
        + ", false))"
        + relevant
        + ", true)";
  }
}
