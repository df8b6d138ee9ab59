// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.engines.task.CheckException;

/**
 * Writes rows as the one CSV that the database reads: UTF-8, commas, every field in double quotes.
 */
final class PlainCsv {
  private PlainCsv() {}

  /** Gives the text from its beginning. */
  interface Text {
    Reader open() throws IOException;
  }

  /** What was written: the names of the columns, and how many rows follow them. */
  record Written(List<String> columns, long rows) {}

  /** Writes another dialect as plain CSV. */
  static Written fromCsv(String name, Text text, Dialect dialect, Path target)
      throws CheckException, IOException {
    try (Reader reader = text.open();
        Writer writer = writer(target)) {
      CsvRecords records = new CsvRecords(name, reader, dialect);
      if (!records.first()) {
        throw Source.empty(name);
      }
      List<String> columns = List.copyOf(records.fields());
      Part.check(name, columns);
      write(writer, columns);
      long rows = 0;
      while (records.next()) {
        rows++;
        if (records.fields().size() != columns.size()) {
          throw records.unreadable("its rows do not have the columns of the first line");
        }
        write(writer, records.fields());
      }
      return new Written(columns, rows);
    }
  }

  /** Writes objects as plain CSV; a key that an object lacks is missing there. */
  static Written fromJson(String name, Text text, Path target) throws CheckException, IOException {
    Set<String> columns = new LinkedHashSet<>();
    try (Reader reader = text.open()) {
      JsonRecords records = new JsonRecords(name, reader);
      while (records.next()) {
        columns.addAll(records.values().keySet());
        if (columns.size() > Part.COLUMN_LIMIT) {
          throw Part.tooManyColumns(name);
        }
      }
    }
    List<String> names = List.copyOf(columns);
    if (names.isEmpty()) {
      throw Source.empty(name);
    }
    Part.check(name, names);
    try (Reader reader = text.open();
        Writer writer = writer(target)) {
      JsonRecords records = new JsonRecords(name, reader);
      write(writer, names);
      long rows = 0;
      while (records.next()) {
        rows++;
        write(writer, row(records.values(), names));
      }
      return new Written(names, rows);
    }
  }

  private static List<String> row(Map<String, String> values, List<String> names) {
    return names.stream().map(name -> values.getOrDefault(name, "")).toList();
  }

  private static Writer writer(Path target) throws IOException {
    // An encoder that is made here refuses what it cannot write; one by name writes "?".
    return new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(target), StandardCharsets.UTF_8.newEncoder()),
        1 << 16);
  }

  private static void write(Writer writer, List<String> fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      writer.write(i == 0 ? "\"" : ",\"");
      String field = fields.get(i);
      writer.write(field.indexOf('"') < 0 ? field : field.replace("\"", "\"\""));
      writer.write('"');
    }
    writer.write('\n');
  }
}
