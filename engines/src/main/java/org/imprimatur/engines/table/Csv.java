// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.task.CheckException;

/**
 * The dialect of a CSV file, read from its first line: the separator and the column names. The
 * whole file must be UTF-8 without NUL.
 *
 * @param hasUnderscoreInNumber whether an underscore stands between two digits anywhere: the engine
 *     would read 1_000 as a thousand, and nobody else does
 */
record Csv(String name, char separator, List<String> columns, boolean hasUnderscoreInNumber) {
  private static final int HEADER_LIMIT = 1 << 20;
  private static final String SEPARATORS = ",;\t|";

  static Csv read(String name, Path file) throws CheckException, IOException {
    if (Files.size(file) == 0) {
      throw new CheckException(
          "data.empty", name + " is an empty file. Register one with a first line and rows.");
    }
    CsvBytes bytes = CsvBytes.read(name, file);
    String header = header(name, file);
    char separator = separator(header);
    List<String> columns = split(name, header, separator);
    Part.check(name, columns);
    return new Csv(name, separator, List.copyOf(columns), bytes.underscoreInNumber());
  }

  private static String header(String name, Path file) throws CheckException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean quoted = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (!quoted && (b == '\n' || b == '\r')) {
          break;
        }
        quoted ^= b == '"';
        bytes.write(b);
        if (bytes.size() > HEADER_LIMIT) {
          throw new CheckException(
              "data.columns",
              "The first line of " + name + " is longer than 1 MB. Register a CSV file.");
        }
      }
    }
    String header = bytes.toString(StandardCharsets.UTF_8);
    return header.startsWith("\ufeff") ? header.substring(1) : header;
  }

  private static char separator(String header) {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      quoted ^= c == '"';
      int which = SEPARATORS.indexOf(c);
      if (!quoted && which >= 0) {
        counts[which]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS.charAt(best);
  }

  private static List<String> split(String name, String header, char separator)
      throws CheckException {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < header.length() && header.charAt(i + 1) == '"';
        if (doubled) {
          column.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        columns.add(column.toString());
        column.setLength(0);
      } else {
        column.append(c);
      }
    }
    columns.add(column.toString());
    if (quoted || columns.size() > Part.COLUMN_LIMIT) {
      throw new CheckException(
          "data.columns",
          "The first line of "
              + name
              + (quoted
                  ? " has a quote that never closes. Close it."
                  : " names more than "
                      + Part.COLUMN_LIMIT
                      + " columns. Leave out what is not needed."));
    }
    return columns;
  }
}
