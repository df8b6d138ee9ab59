// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
 * @param faults what is wrong with its rows
 */
record InventoryFile(
    InventoryPlace place, List<Row> rows, List<String> columns, List<InventoryPlace.Fault> faults) {
  private static final List<String> TAKEN =
      List.of("name", "owner", "purpose", "population", "restrictions", "policy");
  private static final List<String> WRITTEN =
      List.of("policy number", "tier", "risk", "production", "suspended", "versions", "open");

  InventoryFile {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    faults = List.copyOf(faults);
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
   * Every row, with what is wrong with any of them; throws where the file as a whole cannot be
   * read.
   *
   * @param sheet of a workbook; the first where it is empty
   */
  static InventoryFile read(Path path, Optional<String> sheet) {
    InventoryPlace place = InventoryPlace.of(path);
    List<TableRow> read = place.isWorkbook() ? workbook(place, sheet) : text(place, sheet);
    if (read.isEmpty()) {
      throw place.wrong(1, "there is no row");
    }
    InventoryHead head = InventoryHead.in(read);
    InventoryPlace.Faults wrong = place.new Faults(List.of());
    head.hold(wrong);
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (TableRow one : head.below()) {
      Row row = row(wrong, head, one);
      Integer before = seen.putIfAbsent(row.cell("name"), row.line());
      if (before != null && head.hasOne("name") && !row.cell("name").isEmpty()) {
        wrong.add(
            row.line(),
            "the model %s stands there twice, first in %s %d"
                .formatted(row.cell("name"), place.row().toLowerCase(Locale.ROOT), before));
      }
      if (one.fault().isEmpty()) {
        rows.add(row);
      }
    }
    return new InventoryFile(
        place,
        rows,
        head.names().stream().filter(name -> !name.isEmpty() && !TAKEN.contains(name)).toList(),
        wrong.found());
  }

  private static List<TableRow> workbook(InventoryPlace place, Optional<String> sheet) {
    try {
      return WorkbookSheet.read(place.path(), sheet);
    } catch (NoSheetException e) {
      throw CommandException.usage(
          "inventory.sheet",
          "The file %s cannot be read: %s.".formatted(place.path(), e.getMessage()),
          "Nothing was sent. Name one of its sheets with --sheet, or leave --sheet out.");
    } catch (WrongWorkbookException e) {
      throw CommandException.usage(
          "inventory.file",
          "The file %s cannot be read: %s.".formatted(place.path(), e.getMessage()),
          "Nothing was sent. Save it as a workbook (.xlsx) or as CSV.");
    }
  }

  private static List<TableRow> text(InventoryPlace place, Optional<String> sheet) {
    if (sheet.isPresent()) {
      throw CommandException.usage(
          "inventory.sheet",
          "The file " + place.path() + " is no workbook and has no sheets.",
          "Leave --sheet out.");
    }
    return InventoryText.read(place);
  }

  private static Row row(InventoryPlace.Faults wrong, InventoryHead head, TableRow one) {
    List<String> names = head.names();
    if (one.fault().isPresent()) {
      wrong.add(one.line(), one.fault().get());
      return new Row(one.line(), Map.of("name", one.cell(names.indexOf("name"))), Map.of());
    }
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
    for (String needed : InventoryHead.NEEDED) {
      if (head.hasOne(needed)
          && cells.getOrDefault(needed, "").isEmpty()
          && !faults.containsKey(needed)) {
        wrong.add(one.line(), needed + " is empty");
      }
    }
    return new Row(one.line(), cells, faults);
  }

  /** The columns that nobody asks for: neither those of every inventory nor a field. */
  List<String> notTaken(Collection<String> fields) {
    return columns.stream().filter(column -> !fields.contains(Field.nameOf(column))).toList();
  }

  /** Throws, with each line, where anything is wrong with the rows themselves. */
  void hold() {
    place.new Faults(faults).end();
  }

  /**
   * What each row says in the further fields, in the one form of each; throws, with each line,
   * where a value does not fit or anything else is wrong.
   */
  Map<Row, SortedMap<String, String>> values(Map<String, Field> fields) {
    Map<Row, SortedMap<String, String>> values = new LinkedHashMap<>();
    InventoryPlace.Faults wrong = place.new Faults(faults);
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
