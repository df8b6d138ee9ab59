// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.imprimatur.engines.task.CheckException;

/** Reads a CSV text record by record, strictly, in one dialect. */
final class CsvRecords {
  /** The most characters of a record. */
  private static final int RECORD_LIMIT = 1 << 20;

  private static final int END = -1;
  private static final int NOTHING = -2;

  private final String name;
  private final Reader reader;
  private final Dialect dialect;
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private int ahead = NOTHING;
  private boolean quoted;
  private boolean ended;
  private long line = 1;
  private long firstLine = 1;
  private int length;
  private int width;

  CsvRecords(String name, Reader reader, Dialect dialect) {
    this.name = name;
    this.reader = reader;
    this.dialect = dialect;
  }

  List<String> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** The number of fields of the first record. */
  int width() {
    return width;
  }

  /** Where the current record begins. */
  long line() {
    return firstLine;
  }

  /** Whether the text ended with, or within, the current record. */
  boolean atEnd() {
    return ended;
  }

  /** Whether any field so far stood in quotes. */
  boolean quoted() {
    return quoted;
  }

  /** Reads the first record that is not an empty line; space alone, without quotes, is empty. */
  boolean first() throws CheckException, IOException {
    boolean found = record();
    while (found && !quoted && fields.size() == 1 && fields.getFirst().isBlank()) {
      found = record();
    }
    width = fields.size();
    return found;
  }

  /** Reads the next record; empty lines count only where they can be a single missing value. */
  boolean next() throws CheckException, IOException {
    while (record()) {
      boolean empty = fields.size() == 1 && fields.getFirst().isEmpty();
      if (!empty || width == 1) {
        width = width == 0 ? fields.size() : width;
        return true;
      }
    }
    return false;
  }

  private boolean record() throws CheckException, IOException {
    fields.clear();
    firstLine = line;
    length = 0;
    int c = read();
    if (c == END) {
      return false;
    }
    while (true) {
      field.setLength(0);
      c = c == dialect.quote() ? quotedField() : bareField(c);
      fields.add(field.toString());
      if (fields.size() > Part.COLUMN_LIMIT) {
        throw Part.tooManyColumns(name);
      }
      if (c != dialect.separator()) {
        break;
      }
      c = read();
    }
    lineEnd(c);
    return true;
  }

  private int bareField(int first) throws CheckException, IOException {
    int c = first;
    while (c != dialect.separator() && c != '\n' && c != '\r' && c != END) {
      add(c);
      c = read();
    }
    return c;
  }

  private int quotedField() throws CheckException, IOException {
    quoted = true;
    while (true) {
      int c = read();
      if (c == END) {
        throw unreadable("a quote that opens there is never closed");
      }
      if (c == '\\' && dialect.backslash()) {
        add(escaped(read()));
      } else if (c != dialect.quote()) {
        line += c == '\n' ? 1 : 0;
        add(c);
      } else {
        c = read();
        if (c != dialect.quote() || dialect.backslash()) {
          return closed(c);
        }
        add(c);
      }
    }
  }

  private int closed(int c) throws CheckException {
    if (c == dialect.separator() || c == '\n' || c == '\r' || c == END) {
      return c;
    }
    throw unreadable("a quote stands in the wrong place");
  }

  private int escaped(int c) throws CheckException {
    if (c == dialect.quote() || c == '\\') {
      return c;
    }
    if (c == END) {
      throw unreadable("a quote that opens there is never closed");
    }
    field.append('\\');
    return c;
  }

  private void add(int c) throws CheckException {
    if (c == 0) {
      throw TextScan.nul(name, line);
    }
    if (++length > RECORD_LIMIT) {
      throw width == 0
          ? new CheckException(
              "data.columns", "The first line of " + name + " is longer than 1 MB. Shorten names.")
          : unreadable("a line is longer than 1 MB");
    }
    field.append((char) c);
  }

  private void lineEnd(int c) throws CheckException, IOException {
    if (c == END) {
      return;
    }
    line++;
    if (c == '\r') {
      int next = read();
      ahead = next == '\n' ? NOTHING : next;
    }
    if (ahead == NOTHING) {
      ahead = read();
    }
  }

  private int read() throws CheckException, IOException {
    if (ahead != NOTHING) {
      int c = ahead;
      ahead = NOTHING;
      return c;
    }
    try {
      int c = reader.read();
      ended |= c == END;
      return c;
    } catch (CharacterCodingException e) {
      throw TextScan.noText(name, line);
    }
  }

  CheckException unreadable(String why) {
    return new CheckException(
        "data.csv", name + " cannot be read as CSV: " + why + ". Look at line " + firstLine + ".");
  }
}
