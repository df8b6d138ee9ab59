// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/** What a table looks like, column by column, and how its rows repeat. */
public final class Profile {
  /** One column; numbers have the least and the largest value. */
  public record Column(
      String name,
      String type,
      long missing,
      long distinct,
      OptionalDouble least,
      OptionalDouble most) {
    public boolean isConstant() {
      return distinct <= 1;
    }
  }

  /** The classes among the rows. */
  public record Balance(long positives, long negatives, long missing) {}

  private final Database database;
  private final List<String> columns;
  private final Optional<List<String>> reference;

  private Profile(Database database, List<String> columns, Optional<List<String>> reference) {
    this.database = database;
    this.columns = columns;
    this.reference = reference;
  }

  public static Profile load(Database database, Path testSet, Optional<Path> trainSet)
      throws CheckException, IOException {
    List<String> columns = database.load("t", "The test set", testSet);
    Optional<List<String>> reference = Optional.empty();
    if (trainSet.isPresent()) {
      reference = Optional.of(database.load("r", "The training set", trainSet.get()));
    }
    database.lock();
    return new Profile(database, columns, reference);
  }

  public List<String> columnNames() {
    return columns;
  }

  public Optional<List<String>> referenceColumnNames() {
    return reference;
  }

  public long rows() throws CheckException {
    return database.count("SELECT count(*) FROM t");
  }

  public List<Column> columns() throws CheckException {
    List<Column> found = new ArrayList<>();
    for (String name : columns) {
      found.add(profile(name, column(name)));
    }
    return found;
  }

  private Column profile(String name, String sql) throws CheckException {
    String number = "TRY_CAST(" + sql + " AS DOUBLE)";
    Column[] found = new Column[1];
    database.query(
        "SELECT count(*) - count("
            + sql
            + "), count(DISTINCT "
            + sql
            + "), count("
            + sql
            + ") = count("
            + number
            + ") AND count("
            + sql
            + ") > 0, count(*) FILTER ("
            + number
            + " <> floor("
            + number
            + ")), min("
            + number
            + "), max("
            + number
            + ") FROM t",
        row -> {
          boolean numeric = row.getBoolean(3);
          String type = numeric ? (row.getLong(4) == 0 ? "integer" : "number") : "text";
          found[0] =
              new Column(
                  name,
                  type,
                  row.getLong(1),
                  row.getLong(2),
                  finite(numeric, row.getDouble(5)),
                  finite(numeric, row.getDouble(6)));
        });
    return found[0];
  }

  private static OptionalDouble finite(boolean numeric, double value) {
    return numeric && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Rows that repeat an earlier one in all columns but those left out. */
  public long duplicates(List<String> leftOut) throws CheckException {
    String list = list(leftOut);
    return list.isEmpty()
        ? 0
        : database.count(
            "SELECT (SELECT count(*) FROM t) - (SELECT count(*) FROM (SELECT DISTINCT "
                + list
                + " FROM t))");
  }

  /**
   * Rows of the test set that also stand in the training set, apart from columns left out; nothing
   * where the training set lacks a column.
   */
  public OptionalLong shared(List<String> leftOut) throws CheckException {
    List<String> kept = kept(leftOut);
    if (kept.isEmpty() || !reference.orElse(List.of()).containsAll(kept)) {
      return OptionalLong.empty();
    }
    String same =
        kept.stream()
            .map(Database::column)
            .map(name -> "r." + name + " IS NOT DISTINCT FROM t." + name)
            .collect(Collectors.joining(" AND "));
    return OptionalLong.of(
        database.count("SELECT count(*) FROM t WHERE EXISTS (SELECT 1 FROM r WHERE " + same + ")"));
  }

  public long repeated(String id) throws CheckException {
    return columns.contains(id)
        ? database.count(
            "SELECT count(" + column(id) + ") - count(DISTINCT " + column(id) + ") FROM t")
        : 0;
  }

  /** How many rows have the label's positive value, its other value, and no label. */
  public Balance balance(String label, String positive) throws CheckException {
    String sql = ScoredData.label(new ScoredData.Source("t", label, positive));
    Balance[] found = new Balance[1];
    database.query(
        "SELECT count(*) FILTER (l = 1), count(*) FILTER (l = 0), count(*) - count(l) FROM (SELECT "
            + sql
            + " AS l FROM t)",
        row -> found[0] = new Balance(row.getLong(1), row.getLong(2), row.getLong(3)));
    return found[0];
  }

  private List<String> kept(List<String> leftOut) {
    return columns.stream().filter(name -> !leftOut.contains(name)).toList();
  }

  private String list(List<String> leftOut) {
    return String.join(", ", kept(leftOut).stream().map(Database::column).toList());
  }
}
