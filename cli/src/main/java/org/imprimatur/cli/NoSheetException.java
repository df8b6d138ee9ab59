// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A workbook has no sheet of the name that was asked for, or does not show it. */
final class NoSheetException extends WrongWorkbookException {
  private static final long serialVersionUID = 1L;

  /** A workbook can have as many sheets as its maker liked. */
  private static final int MOST_NAMED = 20;

  NoSheetException(String asked, boolean hidden, List<String> shown) {
    super(
        (hidden ? "it hides the sheet \"%s\"" : "it has no sheet \"%s\"").formatted(asked)
            + "; it shows "
            + shown.stream()
                .limit(MOST_NAMED)
                .map("\"%s\""::formatted)
                .collect(Collectors.joining(", "))
            + (shown.size() > MOST_NAMED
                ? " and %,d more".formatted(shown.size() - MOST_NAMED)
                : ""));
  }
}
