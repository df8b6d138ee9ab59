// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.insights.SpreadsheetCell;
import org.imprimatur.proof.json.Json;

/** An inventory of models as a table (RFC 4180), such as a spreadsheet writes and reads. */
record InventoryFile(List<Row> rows, List<String> notTaken) {
  private static final List<String> TAKEN =
      List.of("name", "owner", "purpose", "population", "restrictions", "policy");
  private static final List<String> NEEDED = List.of("name", "purpose", "population");
  private static final List<String> WRITTEN =
      List.of("policy number", "tier", "risk", "production", "suspended", "versions", "open");

  InventoryFile {
    rows = List.copyOf(rows);
    notTaken = List.copyOf(notTaken);
  }

  /** One model, by the line of the file where it begins. */
  record Row(int line, Map<String, String> cells) {
    Row {
      cells = Map.copyOf(cells);
    }

    String cell(String name) {
      return cells.getOrDefault(name, "");
    }
  }

  /** Every row; throws, with its line, where anything cannot be read or is missing. */
  static InventoryFile read(Path path) {
    List<CsvRow> read = rows(path);
    if (read.size() < 2) {
      throw wrong(path, 1, "there is no row after the names of the columns");
    }
    List<String> names =
        read.getFirst().cells().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    hold(path, names);
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (CsvRow one : read.subList(1, read.size())) {
      Row row = row(path, names, one);
      if (!seen.add(row.cell("name"))) {
        throw wrong(path, row.line(), "the model " + row.cell("name") + " stands there twice");
      }
      rows.add(row);
    }
    return new InventoryFile(rows, names.stream().filter(name -> !TAKEN.contains(name)).toList());
  }

  /** Commas, semicolons or tabs part the values, as the names of the columns show. */
  private static List<CsvRow> rows(Path path) {
    String text = LocalFile.text(path);
    String head = text.lines().findFirst().orElse("");
    char between = head.contains(",") ? ',' : head.contains(";") ? ';' : '\t';
    try {
      return CsvRow.all(text, between);
    } catch (CsvRow.WrongException e) {
      throw wrong(path, e.line(), String.valueOf(e.getMessage()));
    }
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

  private static Row row(Path path, List<String> names, CsvRow one) {
    if (one.cells().size() != names.size()) {
      throw wrong(
          path,
          one.line(),
          "it has %d values for %d columns".formatted(one.cells().size(), names.size()));
    }
    Map<String, String> cells = new HashMap<>();
    for (int column = 0; column < names.size(); column++) {
      if (TAKEN.contains(names.get(column))) {
        cells.put(names.get(column), SpreadsheetCell.read(one.cells().get(column)));
      }
    }
    for (String needed : NEEDED) {
      if (cells.getOrDefault(needed, "").isEmpty()) {
        throw wrong(path, one.line(), needed + " is empty");
      }
    }
    return new Row(one.line(), cells);
  }

  private static CommandException wrong(Path path, int line, String why) {
    return CommandException.usage(
        "inventory.file",
        "Line %d of %s cannot be read: %s.".formatted(line, path, why),
        "Nothing was sent. The columns name, purpose and population are needed; owner,"
            + " restrictions and policy are taken as well.");
  }

  /** The models with what the server says of them. */
  static String write(List<Json.Obj> models) {
    List<String> head = new ArrayList<>(TAKEN);
    head.addAll(WRITTEN);
    List<List<String>> rows = new ArrayList<>(List.of(head));
    models.forEach(model -> rows.add(cells(model)));
    return rows.stream()
        .map(row -> row.stream().map(SpreadsheetCell::written).collect(joining(",")) + "\r\n")
        .collect(joining());
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
}
