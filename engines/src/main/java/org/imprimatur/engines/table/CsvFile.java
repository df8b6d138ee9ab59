// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.literal;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A CSV file that the database can read: UTF-8, double quotes, doubled inside.
 *
 * @param parallel whether several threads may read it: only where no field can hold a line's end,
 *     since nobody else knows where a row begins
 * @param hasUnderscoreInNumber whether an underscore stands between two digits anywhere: the engine
 *     would read 1_000 as a thousand, and nobody else does
 * @param rows how many rows must be found: the engine may lose some without a word, such as a last
 *     line that is longer than allowed
 */
record CsvFile(
    Path path,
    char separator,
    List<String> columns,
    boolean parallel,
    boolean hasUnderscoreInNumber,
    long rows) {
  CsvFile {
    columns = List.copyOf(columns);
  }

  /** SQL for the rows, all columns read as texts. */
  String sql() {
    return sql(Set.of(), "");
  }

  /**
   * The same with some columns read as numbers and with little memory. What is wrong with a file
   * may be told less well here: a line that is longer than the engine reads at once lacks a field.
   */
  String lean(Set<String> numbers) {
    return sql(numbers, ", buffer_size=2097152");
  }

  private String sql(Set<String> numbers, String more) {
    String types =
        columns.stream()
            .map(name -> literal(Database.inside(name)) + type(numbers.contains(name)))
            .collect(Collectors.joining(", ", "{", "}"));
    return "read_csv("
        + literal(path.toString())
        + ", auto_detect=false, header=true, delim="
        + literal(String.valueOf(separator))
        + ", quote='\"', escape='\"', nullstr='', strict_mode=true, encoding='utf-8'"
        + ", max_line_size=1048576, parallel="
        + parallel
        + more
        + ", columns="
        + types
        + ")";
  }

  private static String type(boolean number) {
    return number ? ": 'DOUBLE'" : ": 'VARCHAR'";
  }
}
