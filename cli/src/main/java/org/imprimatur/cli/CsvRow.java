// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of separated values (RFC 4180), by the line on which it begins. A value in double quotes
 * may hold what parts values, the end of a line, and a quote that is written twice. Space around a
 * value does not count, nor does a line without any.
 *
 * @param fault why it cannot be read; its values are then not whole
 */
record CsvRow(int line, List<String> cells, Optional<String> fault) {
  CsvRow {
    cells = List.copyOf(cells);
  }

  /** A row that cannot be read. */
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    private WrongException(int line, String why) {
      super(why);
      this.line = line;
    }

    /** Where the row begins. */
    int line() {
      return line;
    }
  }

  /**
   * Every row, of which so many are taken behind the first; throws at the first that cannot be
   * read. Lines end with LF, with or without a CR; where there is no LF at all, with CR alone.
   */
  static List<CsvRow> all(String text, char between, int most) throws WrongException {
    List<CsvRow> rows = withFaults(text, between, most);
    for (CsvRow row : rows) {
      if (row.fault().isPresent()) {
        throw new WrongException(row.line(), row.fault().get());
      }
    }
    return rows;
  }

  /** The same with the rows that cannot be read, which end with their line. */
  static List<CsvRow> withFaults(String text, char between, int most) throws WrongException {
    String lines = text.indexOf('\n') < 0 ? text.replace('\r', '\n') : text;
    return new Reader(lines, between, most).read();
  }

  /** Goes through the text once. */
  private static final class Reader {
    private final String text;
    private final char between;
    private final int most;
    private final List<CsvRow> rows = new ArrayList<>();
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;
    private boolean closed;
    private int line = 1;
    private int begun = 1;
    private Optional<String> fault = Optional.empty();

    Reader(String text, char between, int most) {
      this.text = text;
      this.between = between;
      this.most = most;
    }

    List<CsvRow> read() throws WrongException {
      for (int i = 0; i < text.length(); i++) {
        char at = text.charAt(i);
        if (quoted && at == '"' && text.startsWith("\"", i + 1)) {
          cell.append(at);
          i++;
        } else if (quoted) {
          within(at);
        } else {
          outside(at);
        }
      }
      if (quoted) {
        fault = Optional.of("a quote is not closed");
      }
      endRow();
      return rows;
    }

    private void within(char at) {
      if (at == '"') {
        quoted = false;
        closed = true;
        return;
      }
      line += at == '\n' ? 1 : 0;
      cell.append(at);
    }

    private void outside(char at) throws WrongException {
      if (at == '\n') {
        endRow();
        line++;
        begun = line;
      } else if (fault.isPresent()) {
        return;
      } else if (at == between) {
        endCell();
      } else if (at == '"' && !closed && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (at == '"' || (closed && !Character.isWhitespace(at))) {
        fault = Optional.of("a quote stands within a value; put it in quotes and write it twice");
      } else {
        cell.append(at);
      }
    }

    private void endCell() {
      cells.add(cell.toString().strip());
      cell.setLength(0);
      closed = false;
    }

    private void endRow() throws WrongException {
      boolean empty = cells.isEmpty() && !closed && fault.isEmpty() && cell.toString().isBlank();
      endCell();
      if (!empty && rows.size() > most) {
        throw new WrongException(begun, "more than %,d rows are too many".formatted(most));
      }
      if (!empty) {
        rows.add(new CsvRow(begun, cells, fault));
      }
      cells.clear();
      fault = Optional.empty();
    }
  }
}
