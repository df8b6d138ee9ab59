// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.poi.ss.util.CellReference;
import org.imprimatur.proof.insights.SpreadsheetCell;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;

/**
 * An inventory of models as a table: a CSV (RFC 4180) or a workbook, such as a spreadsheet writes.
 *
 * @param columns the names over its columns but for those that every inventory has
 */
record InventoryFile(InventoryPlace place, List<Row> rows, List<String> columns) {
  private static final List<String> TAKEN =
      List.of("name", "owner", "purpose", "population", "restrictions", "policy");
  private static final List<String> NEEDED = List.of("name", "purpose", "population");
  private static final List<String> WRITTEN =
      List.of("policy number", "tier", "risk", "production", "suspended", "versions", "open");

  /** So much of a first row that names no columns is repeated. */
  private static final int MOST_SHOWN = 20;

  private static final int LONGEST_SHOWN = 200;

  InventoryFile {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /**
   * One model, by the line or row of the file where it begins.
   *
   * @param faults by column why its value cannot be taken
   */
  record Row(int line, Map<String, String> cells, Map<String, String> faults) {
    Row {
      cells = Map.copyOf(cells);
      faults = Map.copyOf(faults);
    }

    String cell(String name) {
      return cells.getOrDefault(name, "");
    }
  }

  /**
   * Every row; throws, with each line, where anything cannot be read or is missing.
   *
   * @param sheet of a workbook; the first where it is empty
   */
  static InventoryFile read(Path path, Optional<String> sheet) {
    InventoryPlace place = InventoryPlace.of(path);
    List<TableRow> read = place.isWorkbook() ? workbook(place, sheet) : text(place, sheet);
    if (read.size() < 2) {
      throw place.wrong(1, "there is no row after the names of the columns");
    }
    TableRow head = read.getFirst();
    List<String> names = head.cells().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    hold(place, head, names);
    List<Row> rows = new ArrayList<>();
    InventoryPlace.Faults wrong = place.new Faults();
    Map<String, Integer> seen = new HashMap<>();
    for (TableRow one : read.subList(1, read.size())) {
      Row row = row(wrong, names, one);
      Integer before = seen.putIfAbsent(row.cell("name"), row.line());
      if (before != null && !row.cell("name").isEmpty()) {
        wrong.add(
            row.line(),
            "the model %s stands there twice, first in %s %d"
                .formatted(row.cell("name"), place.row().toLowerCase(Locale.ROOT), before));
      }
      rows.add(row);
    }
    wrong.end();
    return new InventoryFile(
        place,
        rows,
        names.stream().filter(name -> !name.isEmpty() && !TAKEN.contains(name)).toList());
  }

  private static List<TableRow> workbook(InventoryPlace place, Optional<String> sheet) {
    try {
      return WorkbookSheet.read(place.path(), sheet);
    } catch (WrongWorkbookException e) {
      throw CommandException.usage(
          "inventory.file",
          "The file %s cannot be read: %s.".formatted(place.path(), e.getMessage()),
          "Nothing was sent. Save it as a workbook (.xlsx) or as CSV.");
    }
  }

  /** Commas, semicolons or tabs part the values, as the names of the columns show. */
  private static List<TableRow> text(InventoryPlace place, Optional<String> sheet) {
    if (sheet.isPresent()) {
      throw CommandException.usage(
          "inventory.sheet",
          "The file " + place.path() + " is no workbook and has no sheets.",
          "Leave --sheet out.");
    }
    String text = LocalFile.text(place.path());
    try {
      List<CsvRow> rows = CsvRow.all(text, between(text), WorkbookSheet.MOST_ROWS);
      InventoryPlace.Faults wrong = place.new Faults();
      for (CsvRow row : rows) {
        if (row.cells().size() != rows.getFirst().cells().size()) {
          wrong.add(
              row.line(),
              "it has %d values for %d columns"
                  .formatted(row.cells().size(), rows.getFirst().cells().size()));
        }
      }
      wrong.end();
      return rows.stream()
          .map(
              row ->
                  new TableRow(
                      row.line(),
                      row.cells().stream().map(SpreadsheetCell::read).toList(),
                      Map.of()))
          .toList();
    } catch (CsvRow.WrongException e) {
      throw place.wrong(e.line(), String.valueOf(e.getMessage()));
    }
  }

  /** What stands in quotes parts nothing. */
  private static char between(String text) {
    String head = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    String bare = head.replaceAll("\"[^\"]*\"", "");
    return bare.contains(",") ? ',' : bare.contains(";") ? ';' : '\t';
  }

  private static void hold(InventoryPlace place, TableRow head, List<String> names) {
    for (String fault : head.faults().values()) {
      throw place.wrong(head.line(), fault);
    }
    List<String> missing = NEEDED.stream().filter(needed -> !names.contains(needed)).toList();
    if (!missing.isEmpty()) {
      throw place.wrong(
          head.line(),
          "the column%s %s %s missing among its values %s"
              .formatted(
                  missing.size() == 1 ? "" : "s",
                  String.join(", ", missing),
                  missing.size() == 1 ? "is" : "are",
                  shown(head)));
    }
    List<String> named = names.stream().filter(name -> !name.isEmpty()).map(Field::nameOf).toList();
    if (new HashSet<>(named).size() < named.size()) {
      throw place.wrong(head.line(), "a column stands there twice");
    }
  }

  /** What stands where the names of the columns should. */
  private static String shown(TableRow head) {
    List<String> some =
        head.cells().stream().filter(one -> !one.isEmpty()).limit(MOST_SHOWN).toList();
    String all = String.join(", ", some);
    return all.length() > LONGEST_SHOWN ? all.substring(0, LONGEST_SHOWN) + "…" : all;
  }

  private static Row row(InventoryPlace.Faults wrong, List<String> names, TableRow one) {
    Map<String, String> cells = new HashMap<>();
    Map<String, String> faults = new HashMap<>();
    for (int column = 0; column < Math.max(names.size(), one.cells().size()); column++) {
      String name = column < names.size() ? names.get(column) : "";
      String fault = one.faults().get(column);
      if (name.isEmpty() && (fault != null || !one.cell(column).isEmpty())) {
        wrong.add(
            one.line(),
            "%s%d stands in a column without a name"
                .formatted(CellReference.convertNumToColString(column), one.line()));
      }
      if (fault != null && TAKEN.contains(name)) {
        wrong.add(one.line(), fault);
      }
      if (fault != null) {
        faults.put(name, fault);
      }
      cells.put(name, one.cell(column));
    }
    for (String needed : NEEDED) {
      if (cells.getOrDefault(needed, "").isEmpty() && !faults.containsKey(needed)) {
        wrong.add(one.line(), needed + " is empty");
      }
    }
    return new Row(one.line(), cells, faults);
  }

  /** The columns that nobody asks for: neither those of every inventory nor a field. */
  List<String> notTaken(Collection<String> fields) {
    return columns.stream().filter(column -> !fields.contains(Field.nameOf(column))).toList();
  }

  /**
   * What each row says in the further fields, in the one form of each; throws, with each line,
   * where a value does not fit.
   */
  Map<Row, SortedMap<String, String>> values(Map<String, Field> fields) {
    Map<Row, SortedMap<String, String>> values = new LinkedHashMap<>();
    InventoryPlace.Faults wrong = place.new Faults();
    for (Row row : rows) {
      SortedMap<String, String> of = new TreeMap<>();
      for (String column : columns) {
        Field field = fields.get(Field.nameOf(column));
        if (field == null) {
          continue;
        }
        if (row.faults().containsKey(column)) {
          wrong.add(row.line(), row.faults().getOrDefault(column, ""));
        }
        String value = field.normal(row.cell(column));
        if (!value.isEmpty()) {
          field
              .objection(value)
              .ifPresent(why -> wrong.add(row.line(), why.substring(0, why.length() - 1)));
          of.put(field.name(), value);
        }
      }
      values.put(row, of);
    }
    wrong.end();
    return values;
  }

  /** The models with what the server says of them. */
  static String write(List<Json.Obj> models, List<String> fields) {
    List<String> head = new ArrayList<>(TAKEN);
    head.addAll(WRITTEN);
    head.addAll(fields);
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (Json.Obj model : models) {
      List<String> row = new ArrayList<>(cells(model));
      Json.Obj values = Words.object(model, "fields");
      fields.forEach(field -> row.add(Words.text(values, field)));
      rows.add(row);
    }
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
