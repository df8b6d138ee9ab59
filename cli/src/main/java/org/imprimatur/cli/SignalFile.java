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
  private static final List<String> NEEDED = KNOWN.subList(0, 2);

  /** A line that is not blank, by its number in the file. */
  private record Line(int number, String text) {}

  /** What it holds, line by line; throws before anything is sent where a line cannot be read. */
  List<Json.Obj> read() {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : LocalFile.text(path).lines().toList()) {
      number++;
      if (!text.isBlank()) {
        lines.add(new Line(number, text));
      }
    }
    if (lines.isEmpty()) {
      throw wrong(new Line(1, ""), "the file is empty");
    }
    if (lines.getFirst().text().strip().startsWith("{")) {
      return lines.stream().map(this::object).toList();
    }
    List<String> head = cells(lines.getFirst());
    hold(lines.getFirst(), head);
    return lines.stream().skip(1).map(line -> row(line, head)).toList();
  }

  private Json.Obj object(Line line) {
    try {
      if (Json.parse(line.text()) instanceof Json.Obj one) {
        hold(line, one.members().keySet());
        return one;
      }
    } catch (JsonException _) {
      // Told below like a line that is no object.
    }
    throw wrong(line, "it is no JSON object");
  }

  /** A misspelt name would be a measurement that nobody sent. */
  private void hold(Line line, Collection<String> names) {
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

  private Json.Obj row(Line line, List<String> head) {
    List<String> cells = cells(line);
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

  private long count(Line line, String cell) {
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException _) {
      throw wrong(line, "n is no whole number: " + cell);
    }
  }

  /** A value in double quotes may hold commas, and a quote that is written twice. */
  private List<String> cells(Line line) {
    List<String> cells = new ArrayList<>();
    var cell = new StringBuilder();
    boolean quoted = false;
    boolean closed = false;
    String text = line.text();
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (quoted && at == '"' && text.startsWith("\"", i + 1)) {
        cell.append(at);
        i++;
      } else if (quoted && at == '"') {
        quoted = false;
        closed = true;
      } else if (quoted) {
        cell.append(at);
      } else if (at == ',') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
        closed = false;
      } else if (at == '"' && !closed && cell.toString().isBlank()) {
        quoted = true;
      } else if (at == '"' || (closed && !Character.isWhitespace(at))) {
        throw wrong(line, "a quote stands within a value; put it in quotes and write it twice");
      } else {
        cell.append(at);
      }
    }
    if (quoted) {
      throw wrong(line, "a quote is not closed");
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private CommandException wrong(Line line, String why) {
    return CommandException.usage(
        "signal.file",
        "Line %d of %s cannot be read: %s.".formatted(line.number(), path, why),
        "Nothing was sent. Write one measurement a line.");
  }
}
