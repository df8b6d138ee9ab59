// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Table reference;
  private final Table current;

  private ComparedFiles(Database database, Table reference, Table current) {
    this.database = database;
    this.reference = reference;
    this.current = current;
  }

  /** Loads both; files of one of them with different columns are joined by the id. */
  public static ComparedFiles load(
      Database database, List<Path> reference, List<Path> current, Optional<String> id)
      throws CheckException, IOException {
    Table first = database.load("r", "The reference", reference, id);
    Table second = database.load("t", "The test set", current, id);
    database.lock();
    return new ComparedFiles(database, first, second);
  }

  public List<String> reference() {
    return reference.names();
  }

  public List<String> current() {
    return current.names();
  }

  /** Columns whose every cell reads as a number in the reference, and in the current file. */
  public record Kinds(Set<String> reference, Set<String> current) {}

  public Kinds numbers(List<String> columns) throws CheckException {
    return new Kinds(numbers(reference, columns), numbers(current, columns));
  }

  /** A column without a value fits numbers as well as texts. */
  private Set<String> numbers(Table table, List<String> columns) throws CheckException {
    Set<String> numbers = new HashSet<>();
    for (String name : columns) {
      Table.Column column = table.need(name);
      boolean numeric = column.kind().isNumeric();
      if (numeric
          || database.count("SELECT count(" + column(name) + ") FROM " + table.name()) == 0) {
        numbers.add(name);
      }
    }
    return numbers;
  }

  public NumericDrift numeric(String name) throws CheckException {
    return NumericSweep.of(numbers(reference, name), numbers(current, name));
  }

  private NumericColumn numbers(Table table, String name) throws CheckException {
    int rows = Math.toIntExact(database.count("SELECT count(*) FROM " + table.name()));
    NumericColumn found = new NumericColumn(rows);
    String number = table.need(name).number(table.name());
    database.numbers("SELECT " + number + " FROM " + table.name(), found);
    return found;
  }

  public CategoryDrift categories(String name) throws CheckException {
    String both =
        "(SELECT k, sum(a)::BIGINT AS a, sum(b)::BIGINT AS b FROM (SELECT "
            + reference.need(name).text("r")
            + " AS k, 1 AS a, 0 AS b FROM r UNION ALL SELECT "
            + current.need(name).text("t")
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
