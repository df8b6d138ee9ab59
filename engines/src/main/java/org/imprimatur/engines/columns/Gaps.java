// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.MissingByGroup;

/** Counts missing cells by group, in one scan for all columns. */
public final class Gaps {
  private static final int GROUPS = 100;
  private static final int COLUMNS = 500;

  private Gaps() {}

  /**
   * The columns that miss a cell by the groups of an attribute; none for one of very many groups.
   */
  public static MissingByGroup by(DataSet data, String group) throws CheckException {
    List<String> columns =
        data.columns().entrySet().stream()
            .filter(entry -> entry.getValue().missing() > 0 && !entry.getKey().equals(group))
            .map(Map.Entry::getKey)
            .limit(COLUMNS)
            .toList();
    Map<String, Long> rows = new LinkedHashMap<>();
    Map<String, Map<String, Long>> missing = new LinkedHashMap<>();
    if (columns.isEmpty() || data.distinct(group) > GROUPS) {
      return new MissingByGroup(rows, missing);
    }
    columns.forEach(name -> missing.put(name, new LinkedHashMap<>()));
    data.database()
        .query(
            "SELECT COALESCE(%s, 'missing'), count(*)%s FROM %s GROUP BY 1 ORDER BY 1"
                .formatted(
                    data.text(group),
                    columns.stream()
                        .map(name -> ", count(*) - count(" + column(name) + ")")
                        .collect(Collectors.joining()),
                    data.table()),
            row -> {
              rows.put(row.getString(1), row.getLong(2));
              for (int i = 0; i < columns.size(); i++) {
                missing
                    .computeIfAbsent(columns.get(i), name -> new LinkedHashMap<>())
                    .put(row.getString(1), row.getLong(i + 3));
              }
            });
    return new MissingByGroup(rows, missing);
  }
}
