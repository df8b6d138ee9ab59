// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.CategoryDrift;

/** How often each text of one column occurs in the reference and in the current file. */
final class CategoryTally {
  /** So many texts of usual length fit; more are better counted by the database. */
  private static final int MOST_TEXTS = 50_000;

  private static final long MOST_CHARACTERS = 2_000_000;
  private static final Typing.Stored TEXT = new Typing.Stored("k", "VARCHAR");

  private final String table;
  private final Map<String, Count> counts = new HashMap<>();
  private final Count missing = new Count();
  private long characters;

  /** Rows of the two files. */
  private static final class Count {
    private long reference;
    private long current;

    private void add(boolean toReference) {
      if (toReference) {
        reference++;
      } else {
        current++;
      }
    }

    private void add(Count other) {
      reference += other.reference;
      current += other.current;
    }
  }

  /** A tally that is kept in a table of this name once it is complete. */
  CategoryTally(String table) {
    this.table = table;
  }

  /** Counts a cell; one that is empty is missing. */
  void add(String text, boolean toReference) {
    Count count = text.isEmpty() ? missing : counts.get(text);
    if (count == null) {
      count = new Count();
      counts.put(text, count);
      characters += text.length();
    }
    count.add(toReference);
  }

  /** Adds what another one counted, which is not to be used any more. */
  void addAll(CategoryTally other) {
    missing.add(other.missing);
    for (Map.Entry<String, Count> entry : other.counts.entrySet()) {
      Count count = counts.putIfAbsent(entry.getKey(), entry.getValue());
      if (count == null) {
        characters += entry.getKey().length();
      } else {
        count.add(entry.getValue());
      }
    }
  }

  /** Whether the texts are still few enough to be held here. */
  boolean fits() {
    return counts.size() <= MOST_TEXTS && characters <= MOST_CHARACTERS;
  }

  void store(Database database) throws CheckException {
    database.execute("CREATE TABLE " + table + " (k VARCHAR, a BIGINT, b BIGINT)");
    database.fill(
        table,
        appender -> {
          for (Map.Entry<String, Count> entry : counts.entrySet()) {
            Count count = entry.getValue();
            appender.beginRow();
            appender.append(entry.getKey()).append(count.reference).append(count.current);
            appender.endRow();
          }
          if (missing.reference + missing.current > 0) {
            appender.beginRow();
            appender.appendNull().append(missing.reference).append(missing.current);
            appender.endRow();
          }
        });
  }

  /** What the values of the reference (a) or of the current file (b) are; empty without values. */
  Optional<Kind> kind(Database database, String file) throws CheckException {
    String from = "(SELECT k FROM " + table + " WHERE " + file + " > 0)";
    return new Part(table, Optional.empty(), from, "0", List.of(TEXT)).kinds(database).getFirst();
  }

  /** The categories, each value in the one text that it has in every file format. */
  CategoryDrift drift(Database database, Kind ofReference, Kind ofCurrent) throws CheckException {
    return Categories.of(
        database,
        "SELECT %s AS k, a, 0 AS b FROM %s WHERE a > 0 UNION ALL SELECT %s, 0, b FROM %s WHERE b > 0"
            .formatted(text(ofReference), table, text(ofCurrent), table));
  }

  private static String text(Kind kind) {
    return Typing.text("(" + TEXT.as(kind, kind) + ")", kind);
  }
}
