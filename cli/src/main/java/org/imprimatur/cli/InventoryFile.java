// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.imprimatur.proof.json.Json;

/** An inventory of models as a table (RFC 4180), such as a spreadsheet writes and reads. */
record InventoryFile(List<Row> rows, List<String> notTaken) {
  private static final List<String> TAKEN =
      List.of("name", "owner", "purpose", "population", "restrictions", "policy");
  private static final List<String> NEEDED = List.of("name", "purpose", "population");
  private static final List<String> WRITTEN =
      List.of("policy number", "tier", "risk", "production", "suspended", "versions", "open");

  /** What a spreadsheet would compute instead of showing. */
  private static final String FORMULA = "=+-@\t\r";

  InventoryFile {
    rows = List.copyOf(rows);
    notTaken = List.copyOf(notTaken);
  }

  /** One model, by the line of the file where it begins. */
  record Row(long line, Map<String, String> cells) {
    Row {
      cells = Map.copyOf(cells);
    }

    String cell(String name) {
      return cells.getOrDefault(name, "");
    }
  }

  /** Every row; throws, with its line, where anything cannot be read or is missing. */
  static InventoryFile read(Path path) {
    String text = LocalFile.text(path);
    String head = text.lines().findFirst().orElse("");
    char between = head.contains(",") ? ',' : head.contains(";") ? ';' : '\t';
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(between).setIgnoreEmptyLines(true).get();
    List<CSVRecord> records = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      long line = 1;
      for (CSVRecord one : parser) {
        records.add(one);
        lines.add(line);
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (IOException | UncheckedIOException e) {
      throw wrong(path, lines.isEmpty() ? 1 : lines.getLast() + 1, String.valueOf(e.getMessage()));
    }
    if (records.size() < 2) {
      throw wrong(path, 1, "there is no row after the names of the columns");
    }
    List<String> names =
        records.getFirst().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    hold(path, names);
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < records.size(); i++) {
      Row row = row(path, lines.get(i), names, records.get(i));
      if (!seen.add(row.cell("name"))) {
        throw wrong(path, row.line(), "the model " + row.cell("name") + " stands there twice");
      }
      rows.add(row);
    }
    return new InventoryFile(rows, names.stream().filter(name -> !TAKEN.contains(name)).toList());
  }

  private static void hold(Path path, List<String> names) {
    for (String needed : NEEDED) {
      if (!names.contains(needed)) {
        throw wrong(path, 1, "the column " + needed + " is missing");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw wrong(path, 1, "a column stands there twice");
    }
  }

  private static Row row(Path path, long line, List<String> names, CSVRecord one) {
    if (one.size() != names.size()) {
      throw wrong(
          path, line, "it has %d values for %d columns".formatted(one.size(), names.size()));
    }
    Map<String, String> cells = new HashMap<>();
    for (int column = 0; column < names.size(); column++) {
      if (TAKEN.contains(names.get(column))) {
        cells.put(names.get(column), shown(one.get(column).strip()));
      }
    }
    for (String needed : NEEDED) {
      if (cells.getOrDefault(needed, "").isEmpty()) {
        throw wrong(path, line, needed + " is empty");
      }
    }
    return new Row(line, cells);
  }

  private static CommandException wrong(Path path, long line, String why) {
    return CommandException.usage(
        "inventory.file",
        "Line %d of %s cannot be read: %s.".formatted(line, path, why),
        "Nothing was sent. The columns name, purpose and population are needed; owner,"
            + " restrictions and policy are taken as well.");
  }

  /** The models with what the server says of them. */
  static String write(List<Json.Obj> models) {
    var text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      List<String> head = new ArrayList<>(TAKEN);
      head.addAll(WRITTEN);
      printer.printRecord(head);
      for (Json.Obj model : models) {
        printer.printRecord(cells(model).stream().map(InventoryFile::hidden).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory takes every word", e);
    }
    return text.toString();
  }

  private static List<String> cells(Json.Obj model) {
    Json.Obj use = Words.object(model, "use");
    Json.Obj policy = Words.object(model, "policy");
    return List.of(
        Words.text(model, "name"),
        Words.text(Words.object(model, "owner"), "username"),
        Words.text(use, "purpose"),
        Words.text(use, "population"),
        Words.text(use, "restrictions"),
        Words.text(policy, "name"),
        Words.text(policy, "number"),
        Words.text(model, "tier"),
        Words.text(model, "risk"),
        Words.text(model, "production"),
        Words.text(model, "suspended"),
        Words.text(model, "versions"),
        String.valueOf(Words.array(model, "openSubmissions").size()));
  }

  private static String hidden(String cell) {
    return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private static String shown(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0
        ? cell.substring(1)
        : cell;
  }
}
