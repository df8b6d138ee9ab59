// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where an inventory stands, and what its rows are called there. */
record InventoryPlace(Path path, String row) {
  private static final String HELP =
      "Nothing was sent. The columns name, purpose and population are needed; owner, restrictions"
          + " and policy are taken as well, and the further fields of the inventory.";

  /** So many are told one by one. */
  private static final int MOST = 30;

  static InventoryPlace of(Path path) {
    return new InventoryPlace(path, WorkbookFile.isOne(path) ? "Row" : "Line");
  }

  boolean isWorkbook() {
    return row.equals("Row");
  }

  CommandException wrong(int line, String why) {
    return wrong(new Fault(line, why), List.of());
  }

  private CommandException wrong(Fault first, List<String> reasons) {
    return CommandException.usage(
        "inventory.file",
        "%s %d of %s cannot be read: %s.".formatted(row, first.line(), path, first.why()),
        isWorkbook() ? HELP + " Of a workbook one sheet is read: see --sheet." : HELP,
        reasons);
  }

  private record Fault(int line, String why) {}

  /** What is wrong with the rows, so that it can be put right in one go. */
  final class Faults {
    private final List<Fault> found = new ArrayList<>();

    void add(int line, String why) {
      found.add(new Fault(line, why));
    }

    /** Throws where anything was found. */
    void end() {
      if (found.isEmpty()) {
        return;
      }
      if (found.size() == 1) {
        throw wrong(found.getFirst(), List.of());
      }
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
