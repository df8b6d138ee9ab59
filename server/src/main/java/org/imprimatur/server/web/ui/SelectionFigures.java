// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Text;

/**
 * Who is selected among the rows of a batch, group by group: before the labels of all rows, with
 * them of those that have one. Every group counts, however small, as in the figures of a promise.
 *
 * @param batch how the batch is called
 * @param later whether the labels came later than the rows
 * @param promises what was promised of it, whose limits are drawn
 */
record SelectionFigures(Json.Obj record, String batch, boolean later, List<Promise> promises) {
  private static final String RATIO = ".disparate_impact.min_over_max";
  private static final String TITLE = "Who is selected";

  /** The figures; none of a record that tells other things, or of several classes. */
  List<Figure> figures() {
    boolean before = record.string("check").equals(Evidence.SELECTION);
    if (record.object("tables").find("classes").isPresent()
        || !(before || record.string("check").equals(Evidence.FAIRNESS))) {
      return List.of();
    }
    var groups = new FairnessFigures(record, Optional.empty(), batch, "", limits()::get, 0);
    List<Figure> figures = new ArrayList<>();
    for (Plot plot : groups.plots()) {
      if (!plot.rows().isEmpty()) {
        figures.add(plot);
      }
    }
    String undefined = undefined();
    if (!undefined.isEmpty()) {
      figures.add(new Figure.Nothing("Not every ratio can be told", Text.of(undefined)));
    }
    intersections().ifPresent(figures::add);
    return figures.isEmpty()
        ? List.of()
        : List.of(new Figure.Part(TITLE, Text.of(claim(before)), figures));
  }

  private String claim(boolean before) {
    if (before) {
      return "No label is needed for this: it rests on all %s of the batch."
          .formatted(rows(Tree.at(record, "tables")));
    }
    String rows = rows(Tree.at(record, "tables", "counts"));
    return later
        ? "It rests on the %s with labels alone. Who was selected among all rows was told before,"
                .formatted(rows)
            + " where it could be, and what is promised of it is measured by that."
        : "It rests on all %s of the batch, which brought their labels.".formatted(rows);
  }

  private static String rows(Json.Obj counts) {
    return Words.counted(Tree.count(counts, "rows"), "row");
  }

  /** The least ratio that is promised of an attribute, by the attribute. */
  private Map<String, Double> limits() {
    Map<String, Double> limits = new LinkedHashMap<>();
    for (String attribute : Tree.objects(Tree.at(record, "details", "fairness")).keySet()) {
      promises.stream()
          .filter(Promise::atLeast)
          .filter(
              promise ->
                  promise
                      .figure()
                      .filter(figure -> figure.of().equals("fairness"))
                      .filter(figure -> figure.name().equals("fairness." + attribute + RATIO))
                      .isPresent())
          .findFirst()
          .ifPresent(promise -> limits.put(attribute, Double.parseDouble(promise.limit())));
    }
    return limits;
  }

  private String undefined() {
    List<String> reasons = new ArrayList<>();
    Json.Obj metrics = record.object("metrics");
    for (String attribute : Tree.objects(Tree.at(record, "details", "fairness")).keySet()) {
      Json.Obj ratio = Tree.at(metrics, "fairness." + attribute + RATIO);
      Tree.text(ratio, "reason").ifPresent(why -> reasons.add(attribute + ": " + why));
    }
    return String.join(" ", reasons);
  }

  private Optional<Figure> intersections() {
    boolean selected = Tree.count(Tree.at(record, "tables"), "favourable") == 1;
    return new GroupPanel(
            Tree.at(record, "details", "intersections"),
            Json.obj().build(),
            selected ? GroupMetric.SELECTED : GroupMetric.NOT_SELECTED,
            new GroupPanel.Versions(batch, ""),
            0)
        .groups()
        .map(
            plot ->
                new Figure.Part(
                    "Intersections",
                    Text.of("Groups that share several attributes. They are small: read the")
                        .then(" intervals first."),
                    List.of(plot)));
  }
}
