// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.util.ZipEntrySource;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFChartSheet;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.xmlbeans.XmlCursor;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCell;

/**
 * Reads one sheet of a workbook as rows of text. A formula counts by the value that was computed
 * last; a day is written as 2026-01-31, a number without an exponent and in the 15 digits that a
 * spreadsheet keeps, and true and false as such.
 */
final class WorkbookSheet {
  private static final int MOST_COLUMNS = 200;
  static final int MOST_ROWS = 100_000;
  private static final int LAST_ROW = 1_048_576;
  private static final long MOST_CHARACTERS = 16L << 20;

  /** More characters than these no cell has, and no format. */
  private static final int LONGEST = 32_767;

  private static final int LONGEST_FORMAT = 255;
  private static final QName TYPE = new QName("t");

  /** A text in a format says nothing of days; the library looks at its letters. */
  private static final Pattern SAID = Pattern.compile("\"[^\"]*\"");

  private static final MathContext DIGITS = new MathContext(15);
  private static final double LARGEST_DAY = 2_958_466;

  private final XSSFSheet sheet;
  private final List<TableRow> rows = new ArrayList<>();
  private final int texts;
  private long characters;
  private Map<Integer, String> cells = new HashMap<>();
  private Map<Integer, String> faults = new HashMap<>();

  private WorkbookSheet(XSSFSheet sheet) {
    this.sheet = sheet;
    this.texts = sheet.getWorkbook().getSharedStringSource().getSharedStringItems().size();
  }

  /**
   * Every row that has a value, by its number in the sheet.
   *
   * @param name of the sheet; the first that is shown where it is empty
   */
  static List<TableRow> read(Path path, Optional<String> name) throws WrongWorkbookException {
    ZipEntrySource parts = WorkbookFile.open(path);
    try (parts;
        OPCPackage held = OPCPackage.open(parts);
        XSSFWorkbook book = new XSSFWorkbook(held)) {
      return new WorkbookSheet(named(book, name)).read();
    } catch (InvalidFormatException | IOException | RuntimeException _) {
      // The library does not say which of them it throws at what is no workbook.
      throw new WrongWorkbookException(
          "it is damaged, or a workbook of another kind (strict or .xlsb); save it as .xlsx");
    }
  }

  private static XSSFSheet named(XSSFWorkbook book, Optional<String> name)
      throws WrongWorkbookException {
    List<XSSFSheet> shown = new ArrayList<>();
    for (int i = 0; i < book.getNumberOfSheets(); i++) {
      if (book.getSheetVisibility(i) == SheetVisibility.VISIBLE
          && !(book.getSheetAt(i) instanceof XSSFChartSheet)) {
        shown.add(book.getSheetAt(i));
      }
    }
    if (shown.isEmpty()) {
      throw new WrongWorkbookException("it has no sheet that is shown");
    }
    for (XSSFSheet one : shown) {
      if (name.isEmpty() || one.getSheetName().equals(name.get())) {
        return one;
      }
    }
    String asked = name.orElse("");
    throw new NoSheetException(
        asked,
        book.getSheetIndex(asked) >= 0,
        shown.stream().map(XSSFSheet::getSheetName).toList());
  }

  /** The library keeps the last of two rows or cells of one place, and says nothing. */
  private List<TableRow> read() throws WrongWorkbookException {
    int written = sheet.getCTWorksheet().getSheetData().sizeOfRowArray();
    if (written != sheet.getPhysicalNumberOfRows()) {
      throw new WrongWorkbookException("a row has no number, or stands there twice");
    }
    for (Row row : sheet) {
      int number = row.getRowNum() + 1;
      if (number < 1 || number > LAST_ROW) {
        throw new WrongWorkbookException("it has a row %d".formatted(number));
      }
      if (((XSSFRow) row).getCTRow().sizeOfCArray() != row.getPhysicalNumberOfCells()) {
        throw new WrongWorkbookException("row %d has a cell twice".formatted(number));
      }
      for (Cell cell : row) {
        cell((XSSFCell) cell);
      }
      end(number);
    }
    merged();
    return rows;
  }

  private void end(int number) throws WrongWorkbookException {
    if (cells.isEmpty() && faults.isEmpty()) {
      return;
    }
    if (rows.size() == MOST_ROWS) {
      throw new WrongWorkbookException("it has more than %,d rows".formatted(MOST_ROWS));
    }
    int last = -1;
    for (int used : cells.keySet()) {
      last = Math.max(last, used);
    }
    for (int used : faults.keySet()) {
      last = Math.max(last, used);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      texts.add(cells.getOrDefault(i, ""));
    }
    rows.add(new TableRow(number, texts, faults, Optional.empty()));
    cells = new HashMap<>();
    faults = new HashMap<>();
  }

  private void cell(XSSFCell cell) throws WrongWorkbookException {
    CTCell written = cell.getCTCell();
    String place = cell.getReference();
    if (cell.getColumnIndex() < 0
        || !new CellReference(cell.getRowIndex(), cell.getColumnIndex(), false, false)
            .formatAsString()
            .equals(place)) {
      throw new WrongWorkbookException(
          "row %d has a cell \"%s\"".formatted(cell.getRowIndex() + 1, shown(place)));
    }
    try {
      String value = written.isSetV() ? written.getV() : "";
      String type = type(written);
      if (written.isSetF() && (!written.isSetV() || (value.isEmpty() && !type.equals("str")))) {
        fault(cell, "the formula in %s has no computed value; open the file and save it again");
      } else if (type.equals("d")) {
        put(cell, value.endsWith("T00:00:00") ? value.substring(0, 10) : value);
      } else if (type.equals("s")
          && (Integer.parseInt(value) < 0 || Integer.parseInt(value) >= texts)) {
        throw new WrongWorkbookException(
            "the cell %s names a text that is not there".formatted(place));
      } else {
        typed(cell, value);
      }
    } catch (RuntimeException _) {
      throw new WrongWorkbookException("the cell %s cannot be read".formatted(place));
    }
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /** As it is written: the library does not know days as text ("d"). */
  private static String type(CTCell written) {
    try (XmlCursor at = written.newCursor()) {
      return String.valueOf(at.getAttributeText(TYPE));
    }
  }

  private void typed(XSSFCell cell, String value) throws WrongWorkbookException {
    CellType type = cell.getCellType();
    switch (type == CellType.FORMULA ? cell.getCachedFormulaResultType() : type) {
      case STRING -> put(cell, cell.getStringCellValue());
      case BOOLEAN -> put(cell, String.valueOf(cell.getBooleanCellValue()));
      case ERROR ->
          fault(cell, "%s holds the error " + cell.getErrorCellString().replace("%", "%%"));
      case NUMERIC -> {
        if (!value.isBlank()) {
          number(cell);
        }
      }
      case BLANK, FORMULA, _NONE -> {}
    }
  }

  private void number(XSSFCell cell) throws WrongWorkbookException {
    BigDecimal number = BigDecimal.valueOf(cell.getNumericCellValue()).round(DIGITS);
    double count = number.doubleValue();
    String format = String.valueOf(cell.getCellStyle().getDataFormatString());
    boolean day =
        format.length() <= LONGEST_FORMAT
            && DateUtil.isADateFormat(
                cell.getCellStyle().getDataFormat(), SAID.matcher(format).replaceAll(""));
    if (!day) {
      put(cell, number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    } else if (count < 0 || count >= LARGEST_DAY) {
      fault(cell, "%s holds a number that is no day");
    } else {
      put(cell, day(count));
    }
  }

  /** A day, with its time where it has one; a number below one is a time alone. */
  private String day(double count) {
    boolean since1904 = sheet.getWorkbook().isDate1904();
    LocalDateTime at = DateUtil.getLocalDateTime(count, since1904, true);
    boolean midnight = at.toLocalTime().equals(LocalTime.MIDNIGHT);
    if (count < 1 && !since1904 && !midnight) {
      return at.toLocalTime().toString();
    }
    return midnight ? at.toLocalDate().toString() : at.toString();
  }

  private void put(XSSFCell cell, String text) throws WrongWorkbookException {
    String value = text.strip();
    if (value.isEmpty()) {
      return;
    }
    if (text.length() > LONGEST) {
      throw new WrongWorkbookException(
          "%s has a value of more than %,d characters".formatted(cell.getReference(), LONGEST));
    }
    characters += text.length();
    if (characters > MOST_CHARACTERS) {
      throw new WrongWorkbookException("it has more text than any inventory");
    }
    if (!UTF_8.newEncoder().canEncode(value)) {
      fault(cell, "%s holds half of a character");
      return;
    }
    hold(cell);
    cells.put(cell.getColumnIndex(), value);
  }

  /**
   * @param fault what is wrong with a cell, with {@code %s} for its name
   */
  private void fault(XSSFCell cell, String fault) throws WrongWorkbookException {
    hold(cell);
    faults.put(cell.getColumnIndex(), fault.formatted(cell.getReference()));
  }

  private void hold(XSSFCell cell) throws WrongWorkbookException {
    if (cell.getColumnIndex() >= MOST_COLUMNS) {
      throw new WrongWorkbookException(
          "%s holds a value, and only the first %d columns are read"
              .formatted(cell.getReference(), MOST_COLUMNS));
    }
  }

  /** Merged cells hold one value for several; over a head that is a column without a name. */
  private void merged() throws WrongWorkbookException {
    int head = rows.isEmpty() ? 0 : InventoryHead.in(rows).row().line() - 1;
    for (CellRangeAddress one : sheet.getMergedRegions()) {
      boolean tall = one.getFirstRow() < one.getLastRow();
      if (one.getFirstRow() < 0) {
        throw new WrongWorkbookException("it merges cells \"%s\"".formatted(one.formatAsString()));
      }
      if (one.getLastRow() > head && (tall || one.getFirstRow() > head)) {
        throw new WrongWorkbookException(
            "the cells %s are merged, so that one value stands for several; unmerge them"
                .formatted(one.formatAsString()));
      }
    }
  }
}
