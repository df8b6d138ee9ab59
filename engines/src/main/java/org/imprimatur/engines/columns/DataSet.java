// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.Kind;
import org.imprimatur.engines.table.Table;
import org.imprimatur.engines.task.CheckException;

/** A data set in the database: its columns with what is read at a glance, in one scan for many. */
public final class DataSet {
  /** What all cells of a column read as. */
  public enum Type {
    EMPTY,
    INTEGER,
    NUMBER,
    TEXT;

    public boolean isNumeric() {
      return this == INTEGER || this == NUMBER;
    }

    /** The published word; a column without a value is called a text. */
    public String word() {
      return switch (this) {
        case EMPTY, TEXT -> "text";
        case INTEGER -> "integer";
        case NUMBER -> "number";
      };
    }
  }

  /** A column at a glance; numbers have the least and the largest finite value. */
  public record Glance(Type type, long missing, OptionalDouble least, OptionalDouble most) {}

  private static final int COLUMNS_A_SCAN = 64;
  private static final int FIGURES = 3;

  private final Database database;
  private final Table table;
  private final long rows;
  private final Map<String, Glance> columns;

  private DataSet(Database database, Table table, long rows, Map<String, Glance> columns) {
    this.database = database;
    this.table = table;
    this.rows = rows;
    this.columns = Collections.unmodifiableMap(columns);
  }

  /** The test set alone, or beside the training set that it is compared with. */
  public record Pair(DataSet test, Optional<DataSet> train) {}

  /** Loads both and locks the database. */
  public static Pair load(
      Database database, List<Path> testSet, List<Path> trainSet, Optional<String> id)
      throws CheckException, IOException {
    Table test = database.load("t", "The test set", testSet, id);
    Optional<Table> train = Optional.empty();
    if (!trainSet.isEmpty()) {
      train = Optional.of(database.load("r", "The training set", trainSet, id));
    }
    database.lock();
    return new Pair(
        glance(database, test),
        train.isPresent() ? Optional.of(glance(database, train.get())) : Optional.empty());
  }

  private static DataSet glance(Database database, Table table) throws CheckException {
    Map<String, Glance> columns = new LinkedHashMap<>();
    for (int from = 0; from < table.columns().size(); from += COLUMNS_A_SCAN) {
      int to = Math.min(table.columns().size(), from + COLUMNS_A_SCAN);
      List<Table.Column> some = table.columns().subList(from, to);
      database.query(
          "SELECT count(*), "
              + some.stream()
                  .map(column -> figures(column, table.name()))
                  .collect(Collectors.joining(", "))
              + " FROM "
              + table.name(),
          row -> {
            for (int i = 0; i < some.size(); i++) {
              int at = 2 + i * FIGURES;
              long present = row.getLong(at);
              Type type = present == 0 ? Type.EMPTY : type(some.get(i).kind());
              double least = row.getDouble(at + 1);
              boolean bounded = type.isNumeric() && !row.wasNull();
              double most = row.getDouble(at + 2);
              columns.put(
                  some.get(i).name(),
                  new Glance(
                      type,
                      row.getLong(1) - present,
                      bounded(bounded, least),
                      bounded(bounded, most)));
            }
          });
    }
    long rows = database.count("SELECT count(*) FROM " + table.name());
    return new DataSet(database, table, rows, columns);
  }

  /** Only what evidence can hold: beyond 2^53 a JSON number is not the same to every reader. */
  private static OptionalDouble bounded(boolean known, double value) {
    return known && Math.abs(value) < 0x1p53
        ? OptionalDouble.of(value + 0.0)
        : OptionalDouble.empty();
  }

  private static Type type(Kind kind) {
    return switch (kind) {
      case INTEGER -> Type.INTEGER;
      case NUMBER -> Type.NUMBER;
      case TEXT, BOOLEAN, DATE, TIMESTAMP -> Type.TEXT;
    };
  }

  /** Nothing is asked that the kind answers: each aggregate of a wide table takes its time. */
  private static String figures(Table.Column column, String table) {
    String cell = column.in(table);
    return switch (column.kind()) {
      case INTEGER -> "count(%1$s), min(%1$s), max(%1$s)".formatted(cell);
      case NUMBER ->
          "count(%1$s), min(%1$s) FILTER (isfinite(%1$s)), max(%1$s) FILTER (isfinite(%1$s))"
              .formatted(cell);
      case TEXT, BOOLEAN, DATE, TIMESTAMP -> "count(" + cell + "), NULL, NULL";
    };
  }

  /** The SQL that reads a cell as a number, or as nothing. */
  String number(String name) {
    return table.need(name).number(table.name());
  }

  /** The SQL of a cell's one text, which is the same for every format. */
  String text(String name) {
    return table.need(name).text(table.name());
  }

  Table.Column column(String name) {
    return table.need(name);
  }

  Database database() {
    return database;
  }

  String table() {
    return table.name();
  }

  public long rows() {
    return rows;
  }

  public List<String> names() {
    return new ArrayList<>(columns.keySet());
  }

  public boolean has(String name) {
    return columns.containsKey(name);
  }

  public Map<String, Glance> columns() {
    return columns;
  }

  Type type(String name) {
    Glance found = columns.get(name);
    return found == null ? Type.EMPTY : found.type();
  }

  /** How many different texts stand in a column. */
  public long distinct(String name) throws CheckException {
    return database.count(
        "SELECT count(DISTINCT " + Database.column(name) + ") FROM " + table.name());
  }
}
