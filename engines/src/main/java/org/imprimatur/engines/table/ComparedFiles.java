// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.CategoryDrift;
import org.imprimatur.proof.evidence.CategoryDrift.Level;
import org.imprimatur.proof.evidence.NumericDrift;

/** A reference and a current file with the columns that stand in both. */
public final class ComparedFiles {
  /** Up to so many categories of a column are named, if their names are not long. */
  private static final int MOST_NAMES = 1000;

  private static final int LONGEST_NAME = 200;

  /** From here on values that hardly repeat are taken for identifiers, and not named. */
  private static final int FEW_NAMES = 50;

  private final Database database;
  private final List<String> reference;
  private final List<String> current;

  private ComparedFiles(Database database, List<String> reference, List<String> current) {
    this.database = database;
    this.reference = reference;
    this.current = current;
  }

  public static ComparedFiles load(Database database, Path reference, Path current)
      throws CheckException, IOException {
    List<String> first = database.load("r", "The reference", reference);
    List<String> second = database.load("t", "The test set", current);
    database.lock();
    return new ComparedFiles(database, first, second);
  }

  public List<String> reference() {
    return reference;
  }

  public List<String> current() {
    return current;
  }

  /** Columns whose every cell reads as a number in the reference, and in the current file. */
  public record Kinds(Set<String> reference, Set<String> current) {}

  public Kinds numbers(List<String> columns) throws CheckException {
    return new Kinds(numbers("r", columns), numbers("t", columns));
  }

  private Set<String> numbers(String table, List<String> columns) throws CheckException {
    Set<String> numbers = new HashSet<>();
    if (columns.isEmpty()) {
      return numbers;
    }
    String counts =
        columns.stream()
            .map(name -> "count(" + column(name) + ") = count(" + number(name) + ")")
            .collect(Collectors.joining(", "));
    database.query(
        "SELECT " + counts + " FROM " + table,
        row -> {
          for (int i = 0; i < columns.size(); i++) {
            if (row.getBoolean(i + 1)) {
              numbers.add(columns.get(i));
            }
          }
        });
    return numbers;
  }

  private static String number(String name) {
    return "TRY_CAST(" + column(name) + " AS DOUBLE)";
  }

  public NumericDrift numeric(String name) throws CheckException {
    return NumericSweep.of(numbers("r", name), numbers("t", name));
  }

  private NumericColumn numbers(String table, String name) throws CheckException {
    int rows = Math.toIntExact(database.count("SELECT count(*) FROM " + table));
    NumericColumn found = new NumericColumn(rows);
    database.numbers("SELECT " + number(name) + " FROM " + table, found);
    return found;
  }

  public CategoryDrift categories(String name) throws CheckException {
    String both =
        "(SELECT k, sum(a)::BIGINT AS a, sum(b)::BIGINT AS b FROM (SELECT "
            + column(name)
            + " AS k, 1 AS a, 0 AS b FROM r UNION ALL SELECT "
            + column(name)
            + ", 0, 1 FROM t) GROUP BY k)";
    long[] missing = new long[2];
    List<Level> levels = new ArrayList<>();
    boolean[] nameable = {true};
    database.query(
        "SELECT k, a, b FROM " + both + " ORDER BY k NULLS FIRST LIMIT " + (MOST_NAMES + 2),
        row -> {
          String level = row.getString(1);
          if (level == null) {
            missing[0] = row.getLong(2);
            missing[1] = row.getLong(3);
          } else {
            levels.add(new Level(level, row.getLong(2), row.getLong(3)));
            nameable[0] &= level.length() <= LONGEST_NAME;
          }
        });
    return nameable[0] && !areIdentifiers(levels)
        ? new CategoryDrift(missing[0], missing[1], levels, List.of())
        : new CategoryDrift(missing[0], missing[1], List.of(), pairs(both));
  }

  private static boolean areIdentifiers(List<Level> levels) {
    long rows = levels.stream().mapToLong(level -> level.reference() + level.current()).sum();
    return levels.size() > MOST_NAMES || (levels.size() > FEW_NAMES && 2L * levels.size() > rows);
  }

  private List<CategoryDrift.Pair> pairs(String both) throws CheckException {
    List<CategoryDrift.Pair> pairs = new ArrayList<>();
    database.query(
        "SELECT a, b, count(*) FROM " + both + " WHERE k IS NOT NULL GROUP BY a, b ORDER BY a, b",
        row -> pairs.add(new CategoryDrift.Pair(row.getLong(1), row.getLong(2), row.getLong(3))));
    return pairs;
  }
}
