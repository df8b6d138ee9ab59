// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.inventory.Field;

/**
 * The names over the columns of an inventory. They come first; where a title stands above them, it
 * is found and told rather than taken for them.
 *
 * @param names in small letters; empty over a column without one
 */
record InventoryHead(TableRow row, List<String> names, List<TableRow> above, List<TableRow> below) {
  /** The columns that every inventory has. */
  static final List<String> NEEDED = List.of("name", "purpose", "population");

  /** So far down they are looked for. */
  static final int LOWEST = 20;

  /** A value may be one of the needed names; two of them in one row are no coincidence. */
  private static final int FEWEST = 2;

  /** So much of a row that names no columns is repeated. */
  private static final int MOST_SHOWN = 20;

  private static final int LONGEST_SHOWN = 200;

  InventoryHead {
    names = List.copyOf(names);
    above = List.copyOf(above);
    below = List.copyOf(below);
  }

  /** The row that holds the most of the needed names: the first unless it is plain. */
  static InventoryHead in(List<TableRow> rows) {
    int at = 0;
    int most = Math.max(needed(rows.getFirst().cells()), FEWEST - 1);
    for (int i = 1; i < Math.min(rows.size(), LOWEST); i++) {
      int found = needed(rows.get(i).cells());
      if (found > most) {
        at = i;
        most = found;
      }
    }
    TableRow row = rows.get(at);
    return new InventoryHead(
        row,
        row.cells().stream().map(Field::headingOf).toList(),
        rows.subList(0, at),
        rows.subList(at + 1, rows.size()));
  }

  /** How many of the needed names a row holds. */
  static int needed(List<String> cells) {
    List<String> names = cells.stream().map(Field::headingOf).toList();
    return (int) NEEDED.stream().filter(names::contains).count();
  }

  /** Tells everything that is wrong with it and above it. */
  void hold(InventoryPlace.Faults wrong) {
    if (!above.isEmpty()) {
      wrong.above(above.getFirst().line(), row.line(), shown(above.getFirst()));
    }
    row.fault().ifPresent(fault -> wrong.add(row.line(), fault));
    row.faults().values().forEach(fault -> wrong.add(row.line(), fault));
    List<String> missing = NEEDED.stream().filter(needed -> !names.contains(needed)).toList();
    if (!missing.isEmpty()) {
      wrong.add(
          row.line(),
          "the column%s %s %s missing among its values %s"
              .formatted(
                  missing.size() == 1 ? "" : "s",
                  String.join(", ", missing),
                  missing.size() == 1 ? "is" : "are",
                  shown(row)));
    }
    twice()
        .forEach(name -> wrong.add(row.line(), "the column %s stands there twice".formatted(name)));
    if (below.isEmpty()) {
      wrong.add(row.line(), "there is no row after the names of the columns");
    }
  }

  /** Whether one column, and not several, is of this name. */
  boolean hasOne(String name) {
    return names.indexOf(name) >= 0 && names.indexOf(name) == names.lastIndexOf(name);
  }

  /** The names that several columns have, as they stand over the later of them. */
  private List<String> twice() {
    Map<String, Integer> counts = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (String name : names) {
      if (!name.isEmpty() && counts.merge(Field.nameOf(name), 1, Integer::sum) == 2) {
        twice.add(name);
      }
    }
    return twice;
  }

  /** What stands where the names of the columns should. */
  private static String shown(TableRow row) {
    List<String> some =
        row.cells().stream().filter(one -> !one.isEmpty()).limit(MOST_SHOWN).toList();
    String all = String.join(", ", some).replaceAll("\\s+", " ");
    return all.length() > LONGEST_SHOWN ? all.substring(0, LONGEST_SHOWN) + "…" : all;
  }
}
