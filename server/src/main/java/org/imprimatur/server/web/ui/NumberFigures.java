// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Text;

/** Where the errors of a model that predicts a number lie: by size of the prediction, by group. */
final class NumberFigures {
  private static final List<String> ALSO = List.of("mae", "rmse", "mean_truth", "mean_prediction");

  private NumberFigures() {}

  static List<Figure> performance(Json.Obj evidence) {
    List<Forest.Part> parts = new ArrayList<>();
    for (Json.Obj tenth : Tree.objects(Tree.at(evidence, "details"), "by_prediction")) {
      String at =
          Tree.number(Tree.at(tenth, "mean_prediction"), "value")
              .map(mean -> ", around " + Words.short4(mean))
              .orElse("");
      parts.add(new Forest.Part("Tenth " + (Tree.count(tenth, "tenth") + 1) + at, tenth));
    }
    return errors(
        "Errors by prediction", "tenth", "from the lowest predictions to the highest", parts);
  }

  static List<Figure> fairness(Json.Obj evidence) {
    return errors("Groups", "group", "group by group", Forest.Part.ofGroups(evidence));
  }

  /** Mean errors around zero: a model that is right on the whole may be wrong at an end. */
  private static List<Figure> errors(
      String title, String what, String order, List<Forest.Part> parts) {
    if (parts.isEmpty()) {
      return List.of();
    }
    var forest =
        new Forest(
            what,
            "mean_error",
            Forest.Better.ZERO,
            Optional.of(new Forest.Line(0, "Reading")),
            parts);
    return List.of(
        new Figure.Part(
            title,
            Text.of(
                "The mean of prediction less recorded value, " + order + "; the line is no error."),
            forest.figures(ALSO)));
  }
}
