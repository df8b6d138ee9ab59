// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/** Evidence that is counted or listed rather than drawn. */
final class OtherFigures {
  private static final Mark FOUND = new Mark("found", "circle-x", "bad");

  private OtherFigures() {}

  static List<Table.Head> heads(String first, String... others) {
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head(first, false));
    for (String other : others) {
      heads.add(new Table.Head(other, false));
    }
    return heads;
  }

  /** What a check found wrong; empty where it found nothing. */
  static List<Table> problems(String check, Json.Obj evidence) {
    List<Table.Row> rows = new ArrayList<>();
    if (details(evidence).find("problems").orElse(Json.nothing()) instanceof Json.Arr(var list)) {
      for (Json value : list) {
        if (value instanceof Json.Obj problem) {
          rows.add(
              new Table.Row(
                  List.of(
                      Cell.of(problem.string("sentence")),
                      Cell.state(FOUND),
                      Cell.of(problem.string("code"))),
                  "bad"));
        }
      }
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(new Table("Found by " + check, heads("Problem", "State", "Code"), rows));
  }

  private static Json.Obj details(Json.Obj evidence) {
    return evidence.find("details").orElse(Json.nothing()) instanceof Json.Obj details
        ? details
        : Json.obj().build();
  }

  /** The counts of a check, such as rows, missing cells and duplicates. */
  static List<Table> counts(String check, Json.Obj evidence) {
    List<Table.Row> rows = new ArrayList<>();
    if (evidence.find("tables").orElse(Json.nothing()) instanceof Json.Obj tables
        && tables.find("counts").orElse(Json.nothing()) instanceof Json.Obj counts) {
      counts
          .members()
          .forEach(
              (name, value) -> {
                if (value instanceof Json.Num(var number)) {
                  rows.add(
                      Table.Row.of(
                          Cell.of(Words.capital(name.replace('_', ' '))),
                          Cell.of(Words.count(Math.round(number)))));
                }
              });
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                "Counted by " + check,
                List.of(new Table.Head("What", false), new Table.Head("Count", true)),
                rows));
  }

  /** The model's inputs, each with whether the examination prohibits it. */
  static List<Table> inputs(Json.Obj evidence) {
    if (!(details(evidence).find("inputs").orElse(Json.nothing()) instanceof Json.Arr inputs)) {
      return List.of();
    }
    List<String> prohibited = new ArrayList<>();
    if (details(evidence).find("prohibited").orElse(Json.nothing()) instanceof Json.Arr list) {
      for (int i = 0; i < list.values().size(); i++) {
        prohibited.add(list.string(i));
      }
    }
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < inputs.values().size(); i++) {
      boolean bad = prohibited.contains(inputs.string(i));
      Mark mark = bad ? Mark.OUTSIDE.saying("prohibited") : Mark.WITHIN.saying("allowed");
      rows.add(
          new Table.Row(List.of(Cell.of(inputs.string(i)), Cell.state(mark)), bad ? "bad" : ""));
    }
    return List.of(new Table("What the model reads", heads("Input", "State"), rows));
  }

  /** The sections of a model card and how much each says. */
  static List<Table> sections(Json.Obj evidence) {
    List<Table.Row> rows = new ArrayList<>();
    if (details(evidence).find("sections").orElse(Json.nothing()) instanceof Json.Obj sections) {
      sections
          .members()
          .forEach(
              (name, value) -> {
                if (value instanceof Json.Obj section) {
                  rows.add(
                      Table.Row.of(
                          Cell.of(section.string("title")),
                          Cell.of(name),
                          Cell.of(Words.count(section.integer("words")))));
                }
              });
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                "Sections of the model card",
                List.of(
                    new Table.Head("Section", false),
                    new Table.Head("Name", false),
                    new Table.Head("Words", true)),
                rows));
  }

  /** Why a check could not be computed. */
  static String error(Json.Obj evidence) {
    return evidence.find("error").orElse(Json.nothing()) instanceof Json.Obj error
            && error.find("message").orElse(Json.nothing()) instanceof Json.Str(var message)
        ? message
        : "";
  }
}
