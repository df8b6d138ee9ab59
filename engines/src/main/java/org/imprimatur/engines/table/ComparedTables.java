// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.CategoryDrift;
import org.imprimatur.proof.evidence.DriftColumn;
import org.imprimatur.proof.evidence.NumericDrift;

/** Two tables in the database, whatever files they come from, compared column by column. */
record ComparedTables(Database database, Table reference, Table current) {
  ComparedFiles.Compared compare(List<String> columns, Set<String> categorical)
      throws CheckException {
    SortedMap<String, DriftColumn> compared = new TreeMap<>();
    List<String> retyped = new ArrayList<>();
    for (String name : columns) {
      boolean listed = categorical.contains(name);
      Optional<Boolean> first = isNumeric(reference, name);
      Optional<Boolean> second = isNumeric(current, name);
      boolean numbers = !listed && first.orElse(true) && second.orElse(true);
      compared.put(name, numbers ? numeric(name) : categories(name));
      if (!listed && first.isPresent() && second.isPresent() && !first.equals(second)) {
        retyped.add(name);
      }
    }
    return new ComparedFiles.Compared(compared, retyped);
  }

  /** Nothing of a column without a value, which fits numbers as well as texts. */
  private Optional<Boolean> isNumeric(Table table, String name) throws CheckException {
    boolean numeric = table.need(name).kind().isNumeric();
    boolean known =
        numeric || database.count("SELECT count(" + column(name) + ") FROM " + table.name()) > 0;
    return known ? Optional.of(numeric) : Optional.empty();
  }

  private NumericDrift numeric(String name) throws CheckException {
    return NumericSweep.of(numbers(reference, name), numbers(current, name));
  }

  private NumericColumn numbers(Table table, String name) throws CheckException {
    int rows = Math.toIntExact(database.count("SELECT count(*) FROM " + table.name()));
    NumericColumn found = new NumericColumn(rows);
    String number = table.need(name).number(table.name());
    database.numbers("SELECT " + number + " FROM " + table.name(), found);
    return found;
  }

  private CategoryDrift categories(String name) throws CheckException {
    return Categories.of(
        database,
        "SELECT %s AS k, 1 AS a, 0 AS b FROM %s UNION ALL SELECT %s, 0, 1 FROM %s"
            .formatted(
                reference.need(name).text(reference.name()),
                reference.name(),
                current.need(name).text(current.name()),
                current.name()));
  }
}
