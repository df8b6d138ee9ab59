// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Text;

/**
 * How well a version does in each registered segment by one measure, the one that is worst at best
 * first, with all rows together as a line.
 */
record SegmentFigures(Json.Obj segments, Headline headline) {
  /** The measure that is drawn, and those that stand in a table. */
  enum Headline {
    AUC("roc_auc", Forest.Better.MORE),
    ACCURACY("accuracy", Forest.Better.MORE),
    RMSE("rmse", Forest.Better.LESS);

    private final String metric;
    private final Forest.Better better;

    Headline(String metric, Forest.Better better) {
      this.metric = metric;
      this.better = better;
    }

    private List<String> also() {
      return switch (this) {
        case AUC -> List.of("prevalence", "recall", "precision", "accuracy", "ece_10");
        case ACCURACY ->
            List.of(
                "balanced_accuracy",
                "f1_macro",
                "f1_weighted",
                "roc_auc_ovr_macro",
                "log_loss",
                "brier");
        case RMSE -> List.of("mae", "bias", "r2", "mean_truth", "mean_prediction");
      };
    }
  }

  Optional<Figure> figure() {
    List<Forest.Part> found = new ArrayList<>();
    Tree.objects(Tree.at(segments, "by"))
        .forEach((column, values) -> found.addAll(Forest.Part.of(column + ": ", values)));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Metric> overall = Metric.of(Tree.at(segments, "overall", headline.metric));
    var forest =
        new Forest(
            "segment",
            headline.metric,
            headline.better,
            overall.map(all -> new Forest.Line(all.value(), "Against all rows")),
            found);
    String all =
        overall.map(metric -> "; the line is all rows, " + metric.words() + ".").orElse(".");
    return Optional.of(
        new Figure.Part(
            "Segments",
            Text.of(
                "%s by segment, the %s bound first%s"
                    .formatted(
                        MetricWords.name(headline.metric),
                        headline.better == Forest.Better.MORE ? "lowest upper" : "highest lower",
                        all)),
            forest.figures(headline.also())));
  }
}
