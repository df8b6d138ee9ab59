// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/**
 * Decimal commas in a file whose fields another character separates. A column has them where every
 * value is a number with at most one comma and no point, and a comma of one value at least cannot
 * part thousands. Where all could ("1,250"), the column stays as it is written.
 */
record DecimalCommas(Database database, Part part) {
  private static final String DECIMAL =
      "bool_or(contains(%1$s, ',')"
          + " AND NOT regexp_full_match(%1$s, '[+-]?[1-9][0-9]{0,2},[0-9]{3}'))";

  /** Writes points for the commas, and gives the names of the columns that had them. */
  List<String> replace() throws CheckException {
    List<String> names = part.columns().stream().map(Typing.Stored::name).toList();
    String table = part.table().orElseThrow();
    List<String> found = among(names, "(SELECT * FROM " + table + " LIMIT 2048)", "true");
    found = found.isEmpty() ? found : among(found, table, DECIMAL);
    if (!found.isEmpty()) {
      database.execute(
          found.stream()
              .map(name -> "%1$s = replace(%1$s, ',', '.')".formatted(column(name)))
              .collect(Collectors.joining(", ", "UPDATE " + table + " SET ", "")));
    }
    return found;
  }

  private List<String> among(List<String> names, String rows, String also) throws CheckException {
    String test =
        "COALESCE(bool_and(COALESCE(NOT contains(%1$s, '.') AND NOT contains(%1$s, '_') AND"
            + " TRY_CAST(replace(%1$s, ',', '.') AS DOUBLE) IS NOT NULL, false))"
            + " FILTER (%1$s <> ''), false) AND "
            + also;
    List<String> found = new ArrayList<>();
    database.query(
        names.stream()
            .map(name -> test.formatted(column(name)))
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + rows)),
        row -> {
          for (int i = 0; i < names.size(); i++) {
            if (row.getBoolean(i + 1)) {
              found.add(names.get(i));
            }
          }
        });
    return found;
  }
}
