// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.List;
import java.util.Optional;

/**
 * A loaded table: the name of its view in the database, and its columns in the order of the file.
 * Beside them the view has {@link #ROW}, the position of a row from 0.
 *
 * @param written the name of a view of the same rows without {@link #ROW}, in which no text is
 *     missing but empty instead, and a number may be NaN; only where a file is read in place
 */
public record Table(String name, List<Column> columns, Optional<String> written) {
  /** The column with a row's position in its file, or in its files one after another. */
  public static final String ROW = "row of the file";

  /**
   * One column. In the database it has the type of its kind: VARCHAR, BIGINT, DOUBLE, BOOLEAN, DATE
   * or TIMESTAMP; what is empty or no number (NaN) in a file is NULL.
   */
  public record Column(String name, Kind kind) {
    /** SQL for the column itself in a table or alias. */
    public String in(String alias) {
      return alias + "." + Database.column(name);
    }

    /**
     * SQL for the one text of a value, the same for every format: whole numbers without a point,
     * other numbers in the fewest digits that read back as the same, true or false, ISO dates.
     */
    public String text(String alias) {
      return Typing.text(in(alias), kind);
    }

    /** SQL for the value as a DOUBLE, or NULL where it is not a number; true is 1. */
    public String number(String alias) {
      String value = in(alias);
      return switch (kind) {
        case TEXT -> Typing.number(value);
        case INTEGER -> "CAST(" + value + " AS DOUBLE)";
        case NUMBER -> value;
        case BOOLEAN -> "CAST(CAST(" + value + " AS INTEGER) AS DOUBLE)";
        case DATE, TIMESTAMP -> "CAST(NULL AS DOUBLE)";
      };
    }
  }

  /** A column, and the alias under which a query reads its table. */
  public record Read(Column column, String alias) {
    public String text() {
      return column.text(alias);
    }

    public String number() {
      return column.number(alias);
    }
  }

  public Table {
    columns = List.copyOf(columns);
  }

  public Table(String name, List<Column> columns) {
    this(name, columns, Optional.empty());
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  public Optional<Column> find(String column) {
    return columns.stream().filter(candidate -> candidate.name().equals(column)).findFirst();
  }

  /** The column of this name; call only where it was found to be there. */
  public Column need(String column) {
    return find(column).orElseThrow(() -> new IllegalArgumentException("No column " + column));
  }
}
