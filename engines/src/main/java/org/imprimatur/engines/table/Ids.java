// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.imprimatur.engines.task.CheckException;

/** Joining by an id: every row has one, none twice, and equal ids are equal as texts. */
public final class Ids {
  private Ids() {}

  /** SQL that is true where two tables have the same id, whatever types they store it in. */
  public static String same(Table.Column one, String alias, Table.Column other, String otherAlias) {
    return one.kind() == other.kind()
        ? one.in(alias) + " = " + other.in(otherAlias)
        : one.text(alias) + " = " + other.text(otherAlias);
  }

  /**
   * Which columns of a table stay as its file writes them: among them its ids, where another
   * table's are texts. Of "A7" and "007" a table may hold "007" alone, which is no 7.
   *
   * @param others which columns do in any case
   * @param other the table whose rows are found by these ids
   */
  public static Predicate<String> written(
      Predicate<String> others, Optional<Table> other, Optional<String> id) {
    boolean areTexts =
        id.isPresent()
            && other
                .flatMap(table -> table.find(id.get()))
                .filter(column -> column.kind() == Kind.TEXT)
                .isPresent();
    return areTexts ? others.or(name -> id.equals(Optional.of(name))) : others;
  }

  /** Refuses a table with rows that have no id, or that share one. */
  public static void check(Database database, Table table, String name, String id)
      throws CheckException {
    if (table.find(id).isEmpty()) {
      throw missing(name, "id", id, table.names());
    }
    long without =
        database.count("SELECT count(*) - count(" + column(id) + ") FROM " + table.name());
    if (without > 0) {
      throw new CheckException(
          "data.ids",
          name + " has " + without + " rows without " + id + ". Every row needs an id.");
    }
    long repeats =
        database.count("SELECT count(*) - count(DISTINCT " + column(id) + ") FROM " + table.name());
    if (repeats > 0) {
      throw new CheckException(
          "data.ids",
          name + " repeats values of " + id + " in " + repeats + " rows. Ids must differ.");
    }
  }

  /** Refuses ids that stand in one of two tables only. */
  static void sameIds(Database database, Named one, Named other, String id) throws CheckException {
    Optional<Lack> lack = lack(database, one.table(), other.table(), id);
    String lacking = other.name();
    if (lack.isEmpty()) {
      lack = lack(database, other.table(), one.table(), id);
      lacking = one.name();
    }
    if (lack.isPresent()) {
      throw new CheckException(
          "data.ids-missing",
          lacking
              + " has no row for "
              + lack.get().rows()
              + " values of "
              + id
              + ", the first of them "
              + lack.get().first()
              + ". Files that are joined need the same ids.");
    }
  }

  /** A table with the name that a person knows it by. */
  record Named(Table table, String name) {}

  /** Rows whose id another table lacks, and the first such id. */
  public record Lack(long rows, String first) {}

  public static Optional<Lack> lack(Database database, Table in, Table other, String id)
      throws CheckException {
    String without =
        " FROM "
            + in.name()
            + " a WHERE NOT EXISTS (SELECT 1 FROM "
            + other.name()
            + " b WHERE "
            + same(in.need(id), "a", other.need(id), "b")
            + ")";
    long rows = database.count("SELECT count(*)" + without);
    if (rows == 0) {
      return Optional.empty();
    }
    String[] first = {""};
    database.query(
        "SELECT "
            + in.need(id).text("a")
            + without
            + " ORDER BY a."
            + column(Table.ROW)
            + " LIMIT 1",
        row -> first[0] = String.valueOf(row.getString(1)));
    return Optional.of(new Lack(rows, first[0]));
  }

  public static CheckException missing(
      String file, String purpose, String name, List<String> columns) {
    String shown = String.join(", ", columns.stream().limit(20).toList());
    String spaced =
        columns.stream().anyMatch(column -> column.strip().equals(name))
            ? " There are spaces around its name in the file: write the first line without them."
            : "";
    return new CheckException(
        "data.column-missing",
        file + " has no " + purpose + " column " + name + ". It has: " + shown + "." + spaced);
  }
}
