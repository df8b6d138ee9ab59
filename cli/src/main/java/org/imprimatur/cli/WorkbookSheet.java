// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one sheet of a workbook as rows of text. A formula counts by the value that was computed
 * last; a day is written as 2026-01-31, a number without an exponent and in the 15 digits that a
 * spreadsheet keeps, and true and false as such.
 */
final class WorkbookSheet {
  static final int MOST_COLUMNS = 200;
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_VALUES = 500_000;
  private static final int LAST_ROW = 1_048_576;
  private static final Pattern PLACE = Pattern.compile("([A-Z]{1,3})([0-9]{1,7})");
  private static final Pattern MERGED =
      Pattern.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})");
  private static final MathContext DIGITS = new MathContext(15);
  private static final BigDecimal LARGEST_DAY = BigDecimal.valueOf(2_958_466);

  /** What Excel writes for a character that XML cannot say. */
  private static final Pattern HIDDEN = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final Workbook book;
  private final List<TableRow> rows = new ArrayList<>();
  private int row;
  private int column;
  private int values;
  private Map<Integer, String> cells = new HashMap<>();
  private Map<Integer, String> faults = new HashMap<>();

  private WorkbookSheet(Workbook book) {
    this.book = book;
  }

  /**
   * Every row that has a value, by its number in the sheet.
   *
   * @param name of the sheet; the first that is shown where it is empty
   */
  static List<TableRow> read(Path path, Optional<String> name) throws WrongWorkbookException {
    try (WorkbookFile file = WorkbookFile.open(path)) {
      Workbook book = Workbook.read(file);
      try (WorkbookPart part = file.need(book.sheet(name).part())) {
        return new WorkbookSheet(book).read(part);
      }
    }
  }

  private List<TableRow> read(WorkbookPart part) throws WrongWorkbookException {
    while (part.next()) {
      if (part.begins("row")) {
        begin(part.attribute("r"));
      } else if (part.begins("c")) {
        cell(part);
      } else if (part.ends("row")) {
        end();
      } else if (part.begins("mergeCell")) {
        merged(part.attribute("ref"));
      }
    }
    return rows;
  }

  private void begin(String number) throws WrongWorkbookException {
    int next =
        number.isEmpty() ? row + 1 : number.matches("[0-9]{1,7}") ? Integer.parseInt(number) : 0;
    if (next <= row || next > LAST_ROW) {
      throw new WrongWorkbookException(
          "after row %d comes a row \"%s\"".formatted(row, shown(number)));
    }
    row = next;
    column = -1;
  }

  private void end() throws WrongWorkbookException {
    if (cells.isEmpty() && faults.isEmpty()) {
      return;
    }
    if (rows.size() == MOST_ROWS) {
      throw new WrongWorkbookException("it has more than %,d rows".formatted(MOST_ROWS));
    }
    int width = 0;
    for (int used : cells.keySet()) {
      width = Math.max(width, used + 1);
    }
    for (int used : faults.keySet()) {
      width = Math.max(width, used + 1);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      texts.add(cells.getOrDefault(i, ""));
    }
    rows.add(new TableRow(row, texts, faults));
    cells = new HashMap<>();
    faults = new HashMap<>();
  }

  private void cell(WorkbookPart part) throws WrongWorkbookException {
    place(part.attribute("r"));
    String type = part.attribute("t");
    String format = part.attribute("s");
    boolean formula = false;
    boolean valued = false;
    String value = "";
    while (part.next() && !part.ends("c")) {
      if (part.begins("v")) {
        value = part.content();
        valued = true;
      } else if (part.begins("is")) {
        value = part.richText();
        valued = true;
      } else if (part.begins("f")) {
        part.content();
        formula = true;
      }
    }
    if (formula && (!valued || (value.isEmpty() && !type.equals("str")))) {
      put("", "the formula in %s has no computed value; open the file and save it again");
    } else if (valued) {
      typed(type, format, value);
    }
  }

  private void place(String place) throws WrongWorkbookException {
    if (place.isEmpty()) {
      column++;
      return;
    }
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) != row) {
      throw new WrongWorkbookException("row %d has a cell \"%s\"".formatted(row, shown(place)));
    }
    int next = index(matcher.group(1));
    if (next <= column) {
      throw new WrongWorkbookException("the cell %s stands after one behind it".formatted(place));
    }
    column = next;
  }

  private void typed(String type, String format, String value) throws WrongWorkbookException {
    switch (type) {
      case "s" -> put(text(value), "");
      case "str", "inlineStr" -> put(value, "");
      case "b" -> put(Workbook.isTrue(value) ? "true" : "false", "");
      case "d" -> put(value.endsWith("T00:00:00") ? value.substring(0, 10) : value, "");
      case "e" -> put("", "%s holds the error " + shown(value).replace("%", "%%"));
      case "", "n" -> number(format, value);
      default -> put("", "%s holds a value of an unknown kind");
    }
  }

  private String text(String index) throws WrongWorkbookException {
    if (index.matches("[0-9]{1,7}") && Integer.parseInt(index) < book.texts().size()) {
      return book.texts().get(Integer.parseInt(index));
    }
    throw new WrongWorkbookException(
        "the cell %s names a text that is not there".formatted(name()));
  }

  private void number(String format, String value) throws WrongWorkbookException {
    if (value.isBlank()) {
      return;
    }
    if (!value.matches("[+-]?[0-9]{0,30}(\\.[0-9]{0,30})?([eE][+-]?[0-9]{1,3})?")
        || !value.matches(".*[0-9].*")) {
      put("", "%s holds no number");
      return;
    }
    BigDecimal number = new BigDecimal(value).round(DIGITS);
    boolean day =
        format.matches("[0-9]{1,6}")
            && Integer.parseInt(format) < book.days().size()
            && book.days().get(Integer.parseInt(format));
    if (!day) {
      put(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString(), "");
    } else if (number.signum() < 0 || number.compareTo(LARGEST_DAY) >= 0) {
      put("", "%s holds a number that is no day");
    } else {
      put(day(number), "");
    }
  }

  /** A day, with its time where it has one; a number below one is a time alone. */
  private String day(BigDecimal number) {
    long whole = number.longValue();
    long seconds = Math.round(number.subtract(BigDecimal.valueOf(whole)).doubleValue() * 86_400);
    if (whole == 0 && seconds > 0 && seconds < 86_400 && !book.since1904()) {
      return LocalTime.ofSecondOfDay(seconds).toString();
    }
    LocalDate zero = book.since1904() ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
    // The count from 1900 has a 29th of February that never was: before it, it is one behind.
    boolean early = !book.since1904() && whole < 60;
    LocalDateTime at = zero.plusDays(early ? whole + 1 : whole).atStartOfDay().plusSeconds(seconds);
    return at.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? at.toLocalDate().toString()
        : at.toString();
  }

  /**
   * Keeps what a cell holds; blank it is nothing.
   *
   * @param fault what is wrong with it, with {@code %s} for its name, or empty
   */
  private void put(String text, String fault) throws WrongWorkbookException {
    String value = seen(text).strip();
    if (value.isEmpty() && fault.isEmpty()) {
      return;
    }
    if (column >= MOST_COLUMNS) {
      throw new WrongWorkbookException(
          "%s holds a value, and only the first %d columns are read"
              .formatted(name(), MOST_COLUMNS));
    }
    if (++values > MOST_VALUES) {
      throw new WrongWorkbookException("it has more than %,d values".formatted(MOST_VALUES));
    }
    if (fault.isEmpty()) {
      cells.put(column, value);
    } else {
      faults.put(column, fault.formatted(name()));
    }
  }

  private static String seen(String text) {
    return text.contains("_x")
        ? HIDDEN
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(found.group(1), 16))))
        : text;
  }

  /** Merged cells hold one value for several; over a head that is a column without a name. */
  private void merged(String range) throws WrongWorkbookException {
    Matcher matcher = MERGED.matcher(range);
    if (!matcher.matches()) {
      throw new WrongWorkbookException("it merges cells \"%s\"".formatted(shown(range)));
    }
    boolean tall = !matcher.group(2).equals(matcher.group(4));
    int head = rows.isEmpty() ? 0 : rows.getFirst().line();
    int last = Integer.parseInt(matcher.group(4));
    if (last > head && (tall || Integer.parseInt(matcher.group(2)) > head)) {
      throw new WrongWorkbookException(
          "the cells %s are merged, so that one value stands for several; unmerge them"
              .formatted(range));
    }
  }

  private String name() {
    return name(column) + row;
  }

  /** The letters of a column, from 0. */
  static String name(int index) {
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : name(index / 26 - 1) + last;
  }

  private static int index(String letters) {
    int index = 0;
    for (int i = 0; i < letters.length(); i++) {
      index = index * 26 + letters.charAt(i) - 'A' + 1;
    }
    return index - 1;
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
