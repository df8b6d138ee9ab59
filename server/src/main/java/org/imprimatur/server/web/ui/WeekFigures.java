// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.proof.insights.Week;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Text;

/** How long submissions took, by the week in which they ended; the newest week is last. */
final class WeekFigures {
  /** Half a year; the files hold all. */
  private static final int MOST = 26;

  private WeekFigures() {}

  static List<Figure> of(List<Week> all) {
    if (all.isEmpty()) {
      return List.of(
          new Figure.Nothing(
              "Nothing has ended yet",
              Text.of("The first promotion or withdrawal brings the first week.")));
    }
    List<Week> weeks = all.subList(Math.max(0, all.size() - MOST), all.size());
    long longest =
        weeks.stream()
            .flatMap(one -> one.spread().percentiles().stream())
            .filter(one -> one.percent() <= 85)
            .mapToLong(
                one -> Math.max(one.millis(), one.percent() == 50 ? one.high().orElse(0) : 0))
            .max()
            .orElse(0);
    var scale = LengthScale.upTo(longest);
    return List.of(
        scale.plot(
            "Week",
            "ended",
            weeks.stream().map(one -> scale.row(one.name(), one.spread(), "ended")).toList()));
  }
}
