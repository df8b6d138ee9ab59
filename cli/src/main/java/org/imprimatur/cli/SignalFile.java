// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/** Measurements in a file: comma-separated values with a head, or one JSON object a line. */
record SignalFile(Path path) {
  private static final List<String> KNOWN = List.of("promise", "value", "n", "from", "to");

  /** All of them are held at once, some hundred bytes each and more. */
  private static final int MOST_ROWS = 400_000;

  private static final long LARGEST = 1L << 53;
  private static final List<String> NEEDED = KNOWN.subList(0, 2);

  /** A measurement and the line on which it begins. */
  record Line(int number, Json.Obj signal) {}

  /** What it holds, line by line; throws before anything is sent where a line cannot be read. */
  List<Line> read() {
    String text = LocalFile.text(path);
    if (text.isBlank()) {
      throw wrong(1, "the file is empty");
    }
    return text.stripLeading().startsWith("{") ? objects(text) : rows(text);
  }

  private List<Line> objects(String text) {
    List<Line> objects = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        objects.add(new Line(number, object(number, line)));
      }
    }
    return objects;
  }

  private List<Line> rows(String text) {
    try {
      List<CsvRow> rows = CsvRow.all(text, ',', MOST_ROWS);
      CsvRow head = rows.getFirst();
      hold(head.line(), head.cells());
      return rows.stream()
          .skip(1)
          .map(row -> new Line(row.line(), signal(row, head.cells())))
          .toList();
    } catch (CsvRow.WrongException e) {
      throw wrong(e.line(), String.valueOf(e.getMessage()));
    }
  }

  private Json.Obj object(int line, String text) {
    try {
      if (Json.parse(text) instanceof Json.Obj one) {
        hold(line, one.members().keySet());
        return one;
      }
    } catch (JsonException _) {
      // Told below like a line that is no object.
    }
    throw wrong(line, "it is no JSON object");
  }

  /** A misspelt name would be a measurement that nobody sent. */
  private void hold(int line, Collection<String> names) {
    Optional<String> unknown = names.stream().filter(name -> !KNOWN.contains(name)).findFirst();
    if (unknown.isPresent()) {
      String known = String.join(", ", KNOWN);
      throw wrong(line, "there is no \"%s\" here, but %s".formatted(unknown.get(), known));
    }
    if (!names.containsAll(NEEDED)) {
      throw wrong(line, "promise and value are needed");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw wrong(line, "it names one of its columns twice");
    }
  }

  private Json.Obj signal(CsvRow row, List<String> head) {
    int line = row.line();
    List<String> cells = row.cells();
    if (cells.size() != head.size()) {
      throw wrong(line, "it has %d values for %d columns".formatted(cells.size(), head.size()));
    }
    Json.Builder signal = Json.obj();
    List<String> named = new ArrayList<>();
    for (int column = 0; column < head.size(); column++) {
      String name = head.get(column);
      String cell = cells.get(column);
      if (cell.isEmpty()) {
        continue;
      }
      named.add(name);
      if (name.equals("n")) {
        signal.put(name, count(line, cell));
      } else {
        signal.put(name, cell);
      }
    }
    hold(line, named);
    return signal.build();
  }

  private long count(int line, String cell) {
    try {
      long count = Long.parseLong(cell);
      if (isCounted(count)) {
        return count;
      }
    } catch (NumberFormatException _) {
      // Told below like a count that is too large.
    }
    throw wrong(line, "n is no whole number up to 2^53: " + cell);
  }

  /** Beyond it JSON has no whole numbers. */
  static boolean isCounted(long count) {
    return -LARGEST <= count && count <= LARGEST;
  }

  private CommandException wrong(int line, String why) {
    return CommandException.usage(
        "signal.file",
        "Line %d of %s cannot be read: %s.".formatted(line, path, why),
        "Nothing was sent. Write one measurement a line.");
  }
}
