// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code data.leakage/1}: what a test set shares with the training set, and
 * features that tell the label alone.
 */
public record Leakage(
    Shared shared, Ids ids, Map<String, Feature> features, Map<String, Later> later) {

  /**
   * How rows repeat.
   *
   * @param sharedRows rows of the test set that also stand in the training set
   * @param singles rows of the training set that have no twin in it
   * @param pairs different rows that stand in it exactly twice
   */
  public record Shared(long testRows, long trainRows, long sharedRows, long singles, long pairs) {
    /** The 99.95 % quantile of the standard normal distribution. */
    private static final double Z = 3.2905267314919255;

    public Estimate share() {
      return Estimate.rate("shared_rows/1", sharedRows, testRows);
    }

    /**
     * The share that chance gives: how often a row of the training set has a twin in it (Good,
     * Biometrika 40, 1953: the coverage of a sample, one less its share of single rows). Copies of
     * test rows are single rows there, so that they do not excuse themselves.
     */
    public Estimate byChance() {
      return Estimate.rate("shared_rows_by_chance/1", trainRows - singles, trainRows);
    }

    /**
     * The difference of both, with Newcombe's interval of 99.9 % (method 10). The variance of the
     * coverage is that of Esty (Annals of Statistics 11, 1983).
     */
    public Estimate beyondChance() {
      String definition = "shared_rows_beyond_chance/1";
      if (testRows == 0 || trainRows == 0) {
        return Estimate.undefined(definition, Estimate.NO_ROWS);
      }
      double now = (double) sharedRows / (double) testRows;
      double chance = (double) (trainRows - singles) / (double) trainRows;
      Interval ofNow = score(now, (double) testRows);
      Interval ofChance = score(chance, trials());
      return Estimate.of(
          definition, now - chance, Interval.difference(now, ofNow, chance, ofChance));
    }

    /** As many independent rows as would give the coverage Esty's variance. */
    private double trials() {
      double n = (double) trainRows;
      double binomial = (double) singles - (double) singles * (double) singles / n;
      return binomial > 0 ? n * binomial / (binomial + 2 * (double) pairs) : n;
    }

    private static Interval score(double rate, double trials) {
      double square = Z * Z;
      double scale = 1 + square / trials;
      double centre = (rate + square / (2 * trials)) / scale;
      double spread = rate * (1 - rate) / trials + square / (4 * trials * trials);
      double half = Z / scale * StrictMath.sqrt(spread);
      return new Interval(
          Math.min(rate, Math.max(0, centre - half)), Math.max(rate, Math.min(1, centre + half)));
    }

    Json toJson() {
      return Json.obj()
          .put("test_rows", testRows)
          .put("train_rows", trainRows)
          .put("shared_rows", sharedRows)
          .put("single_rows", singles)
          .put("pairs", pairs)
          .build();
    }
  }

  /**
   * Ids that both sets have.
   *
   * @param sameRow among these, rows that are the same in every feature
   */
  public record Ids(long shared, long sameRow) {}

  /**
   * A feature on the training set.
   *
   * @param present its presence as a category of two values
   * @param other how it tells a label that has not two classes; tables of before say nothing of it
   */
  public record Feature(ColumnTable column, ColumnTable.Categories present, Optional<Other> other) {
    /** A feature beside a label of two classes. */
    public Feature(ColumnTable column, ColumnTable.Categories present) {
      this(column, present, Optional.empty());
    }

    /** By its values, and by its mere presence. */
    public record Other(Telling values, Telling presence) {}

    /**
     * How well its values tell the label, whatever their direction. Of two classes: for numbers the
     * larger of the area and its complement, for categories Cramér's V less what chance gives.
     */
    public Estimate strength() {
      if (other.isPresent()) {
        return other.get().values.strength();
      }
      return switch (column) {
        case ColumnTable.Numbers numbers -> undirected(numbers.association());
        case ColumnTable.Categories categories ->
            CramersV.corrected("association_cramers_v_corrected/1", categories.cells());
      };
    }

    private static Estimate undirected(Estimate found) {
      Double value = found.value();
      if (value == null || value >= 0.5) {
        return found;
      }
      Interval interval = found.interval();
      return Estimate.of(
          found.definition(),
          1 - value,
          interval == null ? null : new Interval(1 - interval.high(), 1 - interval.low()));
    }

    /** How well the mere presence of a value tells the label. */
    public Estimate presence() {
      return other.isPresent() ? other.get().presence.strength() : present.association();
    }

    /** The larger of both where they are defined. */
    double strongest() {
      return Math.max(value(strengthAlone()), value(presenceAlone()));
    }

    /** The same value as {@link #strength()}, without its interval. */
    Estimate strengthAlone() {
      if (other.isPresent()) {
        return strength();
      }
      return switch (column) {
        case ColumnTable.Numbers numbers ->
            undirected(numbers.byLabel().point("association_auc/1"));
        case ColumnTable.Categories _ -> strength();
      };
    }

    private Estimate presenceAlone() {
      return other.isPresent()
          ? presence()
          : CramersV.point("association_cramers_v/1", present.cells());
    }

    /** From where on it is taken to tell the label. */
    double most(LeakageLimits limits) {
      if (other.isEmpty()) {
        return limits.twoClasses();
      }
      return switch (other.get().values) {
        case Telling.Classes _ -> limits.classes();
        case Telling.Ranks _, Telling.RankedCategories _ -> limits.numbers();
      };
    }

    private static double value(Estimate estimate) {
      Double value = estimate.value();
      return value == null ? 0 : value;
    }

    Json details() {
      return Json.obj()
          .put("association", column.association().toJson())
          .put("strength", strength().toJson())
          .put("presence", presence().toJson())
          .build();
    }
  }

  /** Rows in which a time comes after the label's time, among those that have both. */
  public record Later(long rows, long of) {}

  public Leakage {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    later = Collections.unmodifiableMap(new LinkedHashMap<>(later));
  }

  /** The features that tell the label at least as well as that alone, in the order of the file. */
  public List<String> telling(LeakageLimits limits) {
    List<String> names = new ArrayList<>();
    features.forEach(
        (name, feature) -> {
          if (feature.strongest() >= feature.most(limits)) {
            names.add(name);
          }
        });
    return names;
  }

  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    metrics.put("shared_rows", shared.share());
    metrics.put("shared_rows_by_chance", shared.byChance());
    metrics.put("shared_rows_beyond_chance", shared.beyondChance());
    metrics.put("shared_ids", Estimate.of("shared_ids/1", (double) ids.shared()));
    metrics.put(
        "shared_ids_same_row", Estimate.of("shared_ids_same_row/1", (double) ids.sameRow()));
    metrics.put("strongest_association", strongest());
    long rows = later.values().stream().mapToLong(Later::rows).sum();
    metrics.put("later_than_label", Estimate.of("later_than_label/1", (double) rows));
    return metrics;
  }

  /** Its definition says in which measure; of two classes it is 0 where nothing is defined. */
  private Estimate strongest() {
    double most = features.values().stream().mapToDouble(Feature::strongest).max().orElse(0);
    Optional<Telling> other =
        features.values().stream()
            .flatMap(feature -> feature.other().stream())
            .map(Feature.Other::values)
            .findFirst();
    if (other.isEmpty()) {
      return Estimate.of("strongest_association/1", most);
    }
    String definition =
        other.get() instanceof Telling.Classes
            ? "strongest_class_association/1"
            : "strongest_rank_association/1";
    return features.values().stream().allMatch(feature -> feature.strengthAlone().value() == null)
        ? Estimate.undefined(definition, "The association of no column is defined.")
        : Estimate.of(definition, most);
  }

  public Json.Obj details() {
    Json.Builder columns = Json.obj();
    features.forEach((name, feature) -> columns.put(name, feature.details()));
    return Json.obj()
        .put("rows", shared.toJson())
        .put("shared_rows", shared.share().toJson())
        .put("by_chance", shared.byChance().toJson())
        .put("beyond_chance", shared.beyondChance().toJson())
        .put("ids", idTable())
        .put("columns", columns.build())
        .put("later_than_label", laterTable())
        .build();
  }

  private Json idTable() {
    return Json.obj().put("shared", ids.shared()).put("same_row", ids.sameRow()).build();
  }

  private Json laterTable() {
    Json.Builder json = Json.obj();
    later.forEach(
        (name, rows) ->
            json.put(name, Json.obj().put("rows", rows.rows()).put("of", rows.of()).build()));
    return json.build();
  }

  public Json tables() {
    Json.Builder columns = Json.obj();
    features.forEach(
        (name, feature) -> {
          Json.Builder table =
              Json.obj()
                  .put("column", feature.column().toJson())
                  .put("present", feature.present().toJson());
          feature
              .other()
              .ifPresent(
                  other ->
                      table
                          .put("values_tell", other.values().toJson())
                          .put("presence_tells", other.presence().toJson()));
          columns.put(name, table.build());
        });
    return Json.obj()
        .put("rows", shared.toJson())
        .put("ids", idTable())
        .put("columns", columns.build())
        .put("later", laterTable())
        .build();
  }

  public static Leakage fromTables(Json.Obj tables) {
    Json.Obj rows = tables.object("rows");
    Json.Obj ids = tables.object("ids");
    Map<String, Feature> features = new LinkedHashMap<>();
    Json.Obj columns = tables.object("columns");
    for (String name : columns.members().keySet()) {
      Json.Obj both = columns.object(name);
      features.put(
          name,
          new Feature(
              ColumnTable.fromJson(both.object("column")),
              (ColumnTable.Categories) ColumnTable.fromJson(both.object("present")),
              other(both)));
    }
    Map<String, Later> later = new LinkedHashMap<>();
    Json.Obj times = tables.object("later");
    for (String name : times.members().keySet()) {
      Json.Obj counted = times.object(name);
      later.put(name, new Later(counted.integer("rows"), counted.integer("of")));
    }
    return new Leakage(
        new Shared(
            rows.integer("test_rows"),
            rows.integer("train_rows"),
            rows.integer("shared_rows"),
            rows.integer("single_rows"),
            rows.integer("pairs")),
        new Ids(ids.integer("shared"), ids.integer("same_row")),
        features,
        later);
  }

  private static Optional<Feature.Other> other(Json.Obj feature) {
    return feature
        .find("values_tell")
        .map(
            values ->
                new Feature.Other(
                    Telling.fromJson((Json.Obj) values),
                    Telling.fromJson(feature.object("presence_tells"))));
  }

  /** A feature that is known to be there. */
  public Feature feature(String name) {
    return Objects.requireNonNull(features.get(name));
  }
}
