// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.literal;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** A CSV file with its dialect. */
record CsvFile(Path path, Csv dialect) {
  /** SQL for the rows, with some columns read as numbers and all others as texts. */
  String sql(Set<String> numbers) {
    String columns =
        dialect.columns().stream()
            .map(name -> literal(Database.inside(name)) + type(numbers.contains(name)))
            .collect(Collectors.joining(", ", "{", "}"));
    return "read_csv("
        + literal(path.toString())
        + ", auto_detect=false, header=true, delim="
        + literal(String.valueOf(dialect.separator()))
        + ", quote='\"', escape='\"', nullstr='', strict_mode=true, encoding='utf-8'"
        + ", max_line_size=1048576, columns="
        + columns
        + ")";
  }

  private static String type(boolean number) {
    return number ? ": 'DOUBLE'" : ": 'VARCHAR'";
  }
}
