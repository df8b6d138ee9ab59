// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code performance.comparison/1}: a challenger beside the champion on the
 * same rows. Every difference is challenger minus champion.
 */
public record Comparison(
    RowCounts counts, Cutoffs cutoffs, Slice overall, List<Slices> slices, Resampled resampled) {

  /** What both models do on some of the rows. */
  public record Slice(
      PairedDecisions sameCutoff, PairedDecisions sameVolume, PairedRanking ranking) {
    long n() {
      return sameCutoff.selected().n();
    }

    long positives() {
      return sameCutoff.positives().n();
    }

    Json toJson() {
      return Json.obj()
          .put("same_cutoff", sameCutoff.toJson())
          .put("same_volume", sameVolume.toJson())
          .put("ranking", ranking.toJson())
          .build();
    }

    static Slice fromJson(Json.Obj json) {
      return new Slice(
          PairedDecisions.fromJson(json.object("same_cutoff")),
          PairedDecisions.fromJson(json.object("same_volume")),
          PairedRanking.fromJson(json.object("ranking")));
    }
  }

  /** The rows by the values of a column, or of several ("afam &amp; single"). */
  public record Slices(String name, Kind kind, Map<String, Slice> byValue) {
    public Slices {
      byValue = Map.copyOf(byValue);
    }
  }

  /** Whether the rows are parted by a registered segment or by a protected group. */
  public enum Kind {
    SEGMENT,
    GROUP;

    String word() {
      return this == SEGMENT ? "segments" : "groups";
    }
  }

  /**
   * The cut-offs as people write them, and the champion's moved one, which selects as many rows as
   * the challenger does at its own.
   *
   * @param volume the moved cut-off; empty where no row is to be selected
   * @param wanted how many rows the challenger selects
   * @param reached how many the champion selects at the moved cut-off: as many, or the nearest
   *     number below that ties of its scores allow
   */
  public record Cutoffs(
      String champion, String challenger, String volume, long wanted, long reached) {
    Json toJson() {
      return Json.obj()
          .put("champion", champion)
          .put("challenger", challenger)
          .put("volume", volume)
          .put("wanted", wanted)
          .put("reached", reached)
          .build();
    }

    static Cutoffs fromJson(Json.Obj json) {
      return new Cutoffs(
          json.string("champion"),
          json.string("challenger"),
          json.string("volume"),
          json.integer("wanted"),
          json.integer("reached"));
    }
  }

  public Comparison {
    slices = List.copyOf(slices);
  }

  McNemar mcnemar() {
    PairedCounts right = overall.sameCutoff().right();
    return new McNemar(right.onlyFirst(), right.onlySecond());
  }

  /** Every metric by name, in the order of reading. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    PairedRanking ranking = overall.ranking();
    PairedDecisions cutoff = overall.sameCutoff();
    Estimate accuracy = cutoff.difference("accuracy");
    metrics.put("roc_auc_champion", ranking.champion());
    metrics.put("roc_auc_challenger", ranking.challenger());
    metrics.put("auc_difference", ranking.difference());
    metrics.put("auc_difference_bootstrap", resampled.auc(ranking.difference()));
    metrics.put("delong_p", ranking.p());
    cutoff.pairs().forEach((name, pair) -> metrics.put(name + "_difference", pair.difference()));
    metrics.put("accuracy_difference_bootstrap", resampled.accuracy(accuracy));
    metrics.put("mcnemar_p", Estimate.of("mcnemar_p/1", mcnemar().exactP()));
    for (String name : List.of("accuracy", "recall", "precision")) {
      metrics.put(name + "_difference_same_volume", overall.sameVolume().difference(name));
    }
    String blocked = counts.blocked();
    if (blocked != null) {
      metrics.replaceAll((name, old) -> Estimate.undefined(old.definition(), blocked));
    }
    return metrics;
  }

  /** The challenger's area under the curve minus the champion's, with DeLong's interval. */
  public Estimate aucDifference() {
    return overall.ranking().difference();
  }

  /**
   * The same for reading.
   *
   * @param margin how much worse a challenger may be and still count as not inferior
   */
  public Json details(double margin) {
    return new ComparisonDetails(this, margin).toJson();
  }

  public Json tables() {
    Json.Builder parted = Json.obj();
    for (Kind kind : Kind.values()) {
      Json.Builder columns = Json.obj();
      for (Slices column : slices) {
        if (column.kind() == kind) {
          Json.Builder values = Json.obj();
          column.byValue().forEach((value, slice) -> values.put(value, slice.toJson()));
          columns.put(column.name(), values.build());
        }
      }
      parted.put(kind.word(), columns.build());
    }
    return Json.obj()
        .put("counts", counts.toJson())
        .put("cutoffs", cutoffs.toJson())
        .put("overall", overall.toJson())
        .put("slices", parted.build())
        .put("bootstrap", resampled.toJson())
        .build();
  }

  public static Comparison fromTables(Json.Obj json) {
    List<Slices> slices = new ArrayList<>();
    Json.Obj parted = json.object("slices");
    for (Kind kind : Kind.values()) {
      Json.Obj columns = parted.object(kind.word());
      for (String column : columns.members().keySet()) {
        Json.Obj values = columns.object(column);
        Map<String, Slice> byValue = new LinkedHashMap<>();
        for (String value : values.members().keySet()) {
          byValue.put(value, Slice.fromJson(values.object(value)));
        }
        slices.add(new Slices(column, kind, byValue));
      }
    }
    return new Comparison(
        RowCounts.fromJson(json.object("counts")),
        Cutoffs.fromJson(json.object("cutoffs")),
        Slice.fromJson(json.object("overall")),
        slices,
        Resampled.fromJson(json.object("bootstrap")));
  }
}
