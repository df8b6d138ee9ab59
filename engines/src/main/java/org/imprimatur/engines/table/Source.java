// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.literal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.engines.task.CheckException;

/** One file of rows, whose format is told by its first bytes. */
record Source(Database database, String name, Path file) {
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  /** Makes the file's rows known to the database under a name. */
  Part read(String table) throws CheckException, IOException {
    return isParquet() ? parquet() : csv(table);
  }

  List<String> names() throws CheckException, IOException {
    return isParquet()
        ? parquet().columns().stream().map(Typing.Stored::name).toList()
        : Csv.read(name, file).columns();
  }

  boolean isCsv() throws IOException {
    return !isParquet();
  }

  CsvFile csvFile() throws CheckException, IOException {
    return new CsvFile(file, Csv.read(name, file));
  }

  private boolean isParquet() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
    }
  }

  private Part parquet() throws CheckException {
    database.allow(file);
    String from = "read_parquet(" + literal(file.toString()) + ", binary_as_string=true)";
    List<Typing.Stored> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    database.query(
        "DESCRIBE SELECT * FROM " + from,
        row -> columns.add(new Typing.Stored(row.getString(1), row.getString(2))));
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
    Part.check(name, names);
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

  /** A table of texts; an empty field is missing. */
  private Part csv(String table) throws CheckException, IOException {
    CsvFile csv = csvFile();
    database.loadCsv(name, "CREATE TABLE " + table + " AS SELECT * FROM " + csv.sql(Set.of()));
    List<Typing.Stored> stored =
        csv.dialect().columns().stream()
            .map(column -> new Typing.Stored(column, "VARCHAR"))
            .toList();
    return new Part(name, Optional.of(table), table, "rowid", stored);
  }
}
