// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which formats of a workbook show a number as a day or a time (ECMA-376, 18.8.30). */
final class WorkbookFormats {
  private static final int MOST = 65_536;

  /** What a format shows as it stands, and so says nothing of days: texts, colours, conditions. */
  private static final Pattern SAID =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]");

  private WorkbookFormats() {}

  /** By the number of a cell's format whether it is one. */
  static List<Boolean> days(WorkbookFile file, Optional<String> name)
      throws WrongWorkbookException {
    List<Boolean> days = new ArrayList<>();
    Optional<WorkbookPart> found = name.isPresent() ? file.find(name.get()) : Optional.empty();
    if (found.isEmpty()) {
      return days;
    }
    Map<Integer, Boolean> own = new HashMap<>();
    boolean within = false;
    try (WorkbookPart part = found.get()) {
      while (part.next()) {
        if (part.begins("numFmt")) {
          own.put(number(part.attribute("numFmtId")), shows(part.attribute("formatCode")));
        } else if (part.begins("cellXfs") || part.ends("cellXfs")) {
          within = part.begins("cellXfs");
        } else if (within && part.begins("xf") && days.size() < MOST) {
          int format = number(part.attribute("numFmtId"));
          days.add(own.getOrDefault(format, isBuiltIn(format)));
        }
      }
    }
    return days;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static boolean isBuiltIn(int format) {
    return (format >= 14 && format <= 22)
        || (format >= 27 && format <= 36)
        || (format >= 45 && format <= 47)
        || (format >= 50 && format <= 58);
  }

  private static boolean shows(String code) {
    String first = code.split(";", 2)[0];
    return SAID.matcher(first)
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replace("general", "")
        .matches(".*[ymdhs].*");
  }
}
