// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.imprimatur.engines.table.Database;
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
  private static final int FIGURES = 6;

  private final Database database;
  private final String table;
  private final long rows;
  private final Map<String, Glance> columns;

  private DataSet(Database database, String table, long rows, Map<String, Glance> columns) {
    this.database = database;
    this.table = table;
    this.rows = rows;
    this.columns = Collections.unmodifiableMap(columns);
  }

  /** The test set alone, or beside the training set that it is compared with. */
  public record Pair(DataSet test, Optional<DataSet> train) {}

  /** Loads both and locks the database. */
  public static Pair load(Database database, Path testSet, Optional<Path> trainSet)
      throws CheckException, IOException {
    List<String> names = database.load("t", "The test set", testSet);
    List<String> others = List.of();
    if (trainSet.isPresent()) {
      others = database.load("r", "The training set", trainSet.get());
    }
    database.lock();
    DataSet test = glance(database, "t", names);
    return new Pair(
        test, trainSet.isPresent() ? Optional.of(glance(database, "r", others)) : Optional.empty());
  }

  private static DataSet glance(Database database, String table, List<String> names)
      throws CheckException {
    Map<String, Glance> columns = new LinkedHashMap<>();
    for (int from = 0; from < names.size(); from += COLUMNS_A_SCAN) {
      List<String> some = names.subList(from, Math.min(names.size(), from + COLUMNS_A_SCAN));
      database.query(
          "SELECT count(*), "
              + String.join(", ", some.stream().map(DataSet::figures).toList())
              + " FROM "
              + table,
          row -> {
            for (int i = 0; i < some.size(); i++) {
              int at = 2 + i * FIGURES;
              long present = row.getLong(at);
              long numbers = row.getLong(at + 1);
              boolean numeric = present > 0 && numbers == present;
              Type type = numeric ? Type.INTEGER : present == 0 ? Type.EMPTY : Type.TEXT;
              type = numeric && row.getLong(at + 2) > 0 ? Type.NUMBER : type;
              double least = row.getDouble(at + 4);
              boolean bounded = numeric && !row.wasNull();
              double most = row.getDouble(at + 5);
              columns.put(
                  some.get(i),
                  new Glance(
                      type,
                      row.getLong(1) - present + (numeric ? row.getLong(at + 3) : 0),
                      bounded ? OptionalDouble.of(least + 0.0) : OptionalDouble.empty(),
                      bounded ? OptionalDouble.of(most + 0.0) : OptionalDouble.empty()));
            }
          });
    }
    return new DataSet(database, table, database.count("SELECT count(*) FROM " + table), columns);
  }

  private static String figures(String name) {
    String number = number(name);
    return "count(%1$s), count(%2$s), count(*) FILTER (%2$s <> floor(%2$s)), count(*) FILTER (isnan(%2$s)), min(%2$s) FILTER (isfinite(%2$s)), max(%2$s) FILTER (isfinite(%2$s))"
        .formatted(column(name), number);
  }

  /** The SQL that reads a cell as a number, or as nothing. */
  static String number(String name) {
    return "TRY_CAST(" + column(name) + " AS DOUBLE)";
  }

  Database database() {
    return database;
  }

  String table() {
    return table;
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
    return database.count("SELECT count(DISTINCT " + column(name) + ") FROM " + table);
  }
}
