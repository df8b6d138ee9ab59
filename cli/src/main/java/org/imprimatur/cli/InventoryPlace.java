// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Where an inventory stands, and what its rows are called there. */
record InventoryPlace(Path path, String row) {
  private static final String HELP =
      "Nothing was sent. The columns name, purpose and population are needed; owner, restrictions"
          + " and policy are taken as well, and the further fields of the inventory.";

  private static final String OF_A_WORKBOOK = " Of a workbook one sheet is read: see --sheet.";
  private static final String BELOW =
      "Nothing was sent. Delete what stands above the names of the columns: they come first.";
  private static final String FILE = "inventory.file";
  private static final String COVER = "inventory.cover";

  /** So many are told one by one. */
  private static final int MOST = 30;

  static InventoryPlace of(Path path) {
    return new InventoryPlace(path, WorkbookFile.isOne(path) ? "Row" : "Line");
  }

  boolean isWorkbook() {
    return row.equals("Row");
  }

  CommandException wrong(int line, String why) {
    return wrong(new Fault(FILE, line, why), List.of());
  }

  private CommandException wrong(Fault first, List<String> reasons) {
    return CommandException.usage(
        first.code(),
        "%s %d of %s cannot be read: %s.".formatted(row, first.line(), path, first.why()),
        first.code().equals(COVER) ? BELOW : isWorkbook() ? HELP + OF_A_WORKBOOK : HELP,
        reasons);
  }

  /** What is wrong with one row, or with what stands above the names of the columns. */
  record Fault(String code, int line, String why) {}

  /** What is wrong with the rows, so that it can be put right in one go. */
  final class Faults {
    private final List<Fault> found;

    /**
     * @param before what was found already
     */
    Faults(List<Fault> before) {
      found = new ArrayList<>(before);
    }

    void add(int line, String why) {
      found.add(new Fault(FILE, line, why));
    }

    /** A title or the like stands above the names of the columns. */
    void above(int line, int head, String shown) {
      found.add(
          new Fault(
              COVER,
              line,
              "it stands above the names of the columns, which are in %s %d: %s"
                  .formatted(row.toLowerCase(Locale.ROOT), head, shown)));
    }

    List<Fault> found() {
      return List.copyOf(found);
    }

    /** Throws where anything was found. */
    void end() {
      if (found.isEmpty()) {
        return;
      }
      found.sort(Comparator.comparingInt(Fault::line));
      List<String> reasons = new ArrayList<>();
      for (Fault one : found.subList(1, Math.min(found.size(), MOST))) {
        reasons.add("%s %d: %s.".formatted(row, one.line(), one.why()));
      }
      if (found.size() > MOST) {
        reasons.add("%,d more like these.".formatted(found.size() - MOST));
      }
      throw wrong(found.getFirst(), reasons);
    }
  }
}
