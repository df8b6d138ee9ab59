// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.literal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.engines.task.CheckException;

/**
 * A Parquet file, which is read in place, with the types that it states. What pandas keeps of a
 * table's index beside its columns, under names of its own, is none of them.
 */
record ParquetSource(Database database, String name, Path file) {
  private static final Pattern INDEX = Pattern.compile("__index_level_\\d+__");

  /** Enough to look at; a file may have thousands. */
  private static final int MOST_NAMED = 5;

  Part read() throws CheckException {
    database.allow(file, "");
    String from = "read_parquet(" + literal(file.toString()) + ", binary_as_string=true)";
    List<Typing.Stored> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    database.query(
        "DESCRIBE SELECT * FROM " + from,
        row -> {
          if (!INDEX.matcher(row.getString(1)).matches()) {
            columns.add(new Typing.Stored(row.getString(1), row.getString(2)));
          }
        });
    database.query(
        "SELECT name FROM parquet_schema(" + literal(file.toString()) + ") OFFSET 1",
        row -> names.add(String.valueOf(row.getString(1))));
    for (Typing.Stored column : columns) {
      if (column.isNested()) {
        throw new CheckException(
            "data.nested",
            name
                + " has a column "
                + column.name()
                + " with values inside values. Register a table of single values.");
      }
    }
    tellBytes();
    Part.check(name, names);
    checkRows();
    if (names.contains("rowid")) {
      from =
          "(SELECT * RENAME (rowid AS "
              + Database.column("rowid")
              + "), file_row_number FROM "
              + from
              + ")";
    }
    return new Part(name, Optional.empty(), from, "file_row_number", columns);
  }

  /** Columns whose type is bytes hold texts all the same in some files, and in others none. */
  private void tellBytes() throws CheckException {
    List<String> bytes = new ArrayList<>();
    database.query(
        "SELECT name FROM parquet_schema("
            + literal(file.toString())
            + ") WHERE type LIKE '%BYTE_ARRAY' AND converted_type IS NULL AND logical_type IS NULL",
        row -> bytes.add(row.getString(1)));
    if (!bytes.isEmpty()) {
      String place = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
      List<String> named = bytes.subList(0, Math.min(MOST_NAMED, bytes.size()));
      String more = bytes.size() > MOST_NAMED ? " and others" : "";
      database.allow(file, " (" + String.join(", ", named) + more + " of " + place + ")");
    }
  }

  /** The rows that the file, its groups and their columns state must be the same number. */
  private void checkRows() throws CheckException {
    String path = literal(file.toString());
    long rows = database.count("SELECT num_rows FROM parquet_file_metadata(" + path + ")");
    long inGroups =
        database.count(
            "SELECT COALESCE(sum(n), 0) FROM (SELECT DISTINCT row_group_id, row_group_num_rows AS n"
                + " FROM parquet_metadata("
                + path
                + "))");
    long unlike =
        database.count(
            "SELECT count(*) FROM parquet_metadata("
                + path
                + ") WHERE num_values <> row_group_num_rows");
    if (rows != inGroups || unlike > 0) {
      throw new CheckException(
          "data.parquet", name + " contradicts itself in how many rows it has. Write it again.");
    }
    if (rows > Integer.MAX_VALUE) {
      throw new CheckException(
          "data.rows",
          name + " has " + rows + " rows; at most " + Integer.MAX_VALUE + " can be counted.");
    }
  }
}
