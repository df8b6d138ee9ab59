// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.imprimatur.proof.json.Json;

/**
 * Integer statistics of every group of one attribute, or of one intersection of attributes ("afam &
 * single").
 */
public record GroupTable(String attribute, List<Row> rows) {
  /** One group. A missing group value is a group of its own, called "missing". */
  public record Row(String group, Confusion confusion, Ranking ranking, Sums scores, Sums brier) {
    private static final Interval ANY_SHARE = new Interval(0, 1);

    /** The mean score, for scores within [0, 1]; of a single row nothing narrower is known. */
    Estimate meanScore() {
      String definition = "mean_score/1";
      if (confusion.n() == 0) {
        return Estimate.undefined(definition, Estimate.NO_ROWS);
      }
      Estimate mean = scores.mean(definition, confusion.n(), 0, 1);
      return mean.interval() == null && mean.value() != null
          ? Estimate.of(definition, mean.value(), ANY_SHARE)
          : mean;
    }

    /**
     * Calibration within the group: observed positives over those that the scores add up to, 1
     * where they agree. The interval is Wilson's of the observed share over the mean score, which
     * is taken as given.
     */
    Estimate observedOverExpected() {
      String definition = "observed_over_expected/1";
      if (scores.sum().signum() <= 0) {
        return Estimate.undefined(definition, "The scores add up to 0: nothing is expected.");
      }
      double expected = FixedPoint.mean(scores.sum(), confusion.n());
      Interval observed = Interval.wilson(confusion.positives(), confusion.n());
      return Estimate.of(
          definition,
          (double) confusion.positives() / confusion.n() / expected,
          new Interval(observed.low() / expected, observed.high() / expected));
    }
  }

  public GroupTable {
    rows = List.copyOf(rows);
  }

  GroupRates rates(ToLongFunction<Confusion> count, ToLongFunction<Confusion> of) {
    List<GroupRates.Rate> rates = new ArrayList<>();
    for (Row row : rows) {
      Confusion confusion = row.confusion();
      rates.add(
          new GroupRates.Rate(
              row.group(), count.applyAsLong(confusion), of.applyAsLong(confusion)));
    }
    return new GroupRates(rates);
  }

  /** What of it no label is needed for. */
  public SelectionTable selection() {
    return new SelectionTable(
        attribute,
        rows.stream()
            .map(
                row ->
                    new SelectionTable.Row(
                        row.group(), row.confusion().n(), row.confusion().selected()))
            .toList());
  }

  public boolean isIntersection() {
    return AttributeTrees.isIntersection(attribute);
  }

  Json toJson() {
    List<Json> groups = new ArrayList<>();
    for (Row row : rows) {
      groups.add(
          Json.obj()
              .put("group", row.group())
              .put("n", row.confusion().n())
              .put("confusion", Tables.confusion(row.confusion()))
              .put("ranking", row.ranking().toJson())
              .put("score_fx", row.scores().toJson())
              .put("brier_fx", row.brier().toJson())
              .build());
    }
    return Json.array(groups);
  }

  static GroupTable fromJson(String attribute, Json.Arr json) {
    List<Row> rows = new ArrayList<>();
    for (Json value : json.values()) {
      Json.Obj row = (Json.Obj) value;
      rows.add(
          new Row(
              row.string("group"),
              Tables.confusion(row.object("confusion")),
              Ranking.fromJson(row.object("ranking")),
              Sums.fromJson(row.object("score_fx")),
              Sums.fromJson(row.object("brier_fx"))));
    }
    return new GroupTable(attribute, rows);
  }
}
