// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code fairness.regression/1} and the metrics that follow from them. An
 * error is the prediction minus the truth.
 */
public record NumberFairness(List<Attribute> attributes) {
  /** The groups of one attribute, or of one intersection of attributes ("sex &amp; age"). */
  public record Attribute(String name, List<Group> groups) {
    public Attribute {
      groups = List.copyOf(groups);
    }

    private long rows() {
      return groups.stream().mapToLong(group -> group.portion().rows()).sum();
    }
  }

  /**
   * One group. A missing group value is a group of its own, called "missing".
   *
   * @param distance the largest distance of the cumulative counts of its predictions and of
   *     everybody else's, over the product of both counts
   */
  public record Group(String name, Portion portion, BigInteger distance) {
    /** The two-sample Kolmogorov-Smirnov statistic of the group against everybody else. */
    private Estimate parity(long rows) {
      String definition = "prediction_ks/1";
      long others = rows - portion.rows();
      if (portion.rows() == 0 || others == 0) {
        return Estimate.undefined(definition, "There is nobody to compare it with.");
      }
      BigDecimal pairs = BigDecimal.valueOf(portion.rows()).multiply(BigDecimal.valueOf(others));
      return Estimate.of(
          definition, new BigDecimal(distance).divide(pairs, MathContext.DECIMAL128).doubleValue());
    }
  }

  public NumberFairness {
    attributes = List.copyOf(attributes);
  }

  /** The gaps of every attribute and intersection, by name. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      String prefix = "fairness." + attribute.name() + ".";
      gaps(attribute).forEach((name, estimate) -> metrics.put(prefix + name, estimate));
    }
    return metrics;
  }

  private static Map<String, Estimate> gaps(Attribute attribute) {
    Map<String, Estimate> gaps = new LinkedHashMap<>();
    gap(gaps, attribute, "mean_prediction", Portion::meanPrediction);
    gap(gaps, attribute, "mean_truth", Portion::meanTruth);
    gap(gaps, attribute, "mean_error", part -> part.bias("mean_error"));
    gap(gaps, attribute, "mae", Portion::meanAbsoluteError);
    gap(gaps, attribute, "rmse", Portion::rootMeanSquaredError);
    Map<String, Estimate> parities = new LinkedHashMap<>();
    long rows = attribute.rows();
    attribute.groups().forEach(group -> parities.put(group.name(), group.parity(rows)));
    gaps.put("prediction_ks_max", new GroupEstimates(parities).most("prediction_ks_max/1"));
    return gaps;
  }

  private static MeanInterval interval(Attribute attribute) {
    return attribute.groups().stream()
        .map(group -> group.portion().interval())
        .findFirst()
        .orElse(MeanInterval.NORMAL);
  }

  private static void gap(
      Map<String, Estimate> to,
      Attribute attribute,
      String name,
      Function<Portion, Estimate> figure) {
    Map<String, Estimate> byGroup = new LinkedHashMap<>();
    attribute.groups().forEach(group -> byGroup.put(group.name(), figure.apply(group.portion())));
    String definition = interval(attribute).definition(name + "_difference");
    boolean single = attribute.groups().stream().anyMatch(group -> group.portion().rows() < 2);
    Estimate gap = new GroupEstimates(byGroup).difference(definition, null);
    to.put(
        name + "_difference",
        single && byGroup.size() > 1 && gap.isDefined()
            ? Estimate.undefined(definition, "A group has a single row, of which nothing is known.")
            : finite(gap));
  }

  private static Estimate finite(Estimate gap) {
    boolean finite =
        gap.interval() == null
            || (Double.isFinite(gap.interval().low()) && Double.isFinite(gap.interval().high()));
    return finite
        ? gap
        : Estimate.undefined(gap.definition(), "It is larger than a number can be.");
  }

  /** The same as a tree for reading: {@code fairness.sex.groups.female.rmse} and so on. */
  public Json details() {
    return AttributeTrees.details(attributes, Attribute::name, NumberFairness::tree);
  }

  private static Json tree(Attribute attribute) {
    long rows = attribute.rows();
    Json.Builder groups = Json.obj();
    for (Group group : attribute.groups()) {
      Portion part = group.portion();
      groups.put(
          group.name(),
          Json.obj()
              .put("n", part.rows())
              .put("share", rows == 0 ? 0 : (double) part.rows() / (double) rows)
              .put("mean_prediction", part.meanPrediction().toJson())
              .put("mean_truth", part.meanTruth().toJson())
              .put("mean_error", part.bias("mean_error").toJson())
              .put("mae", part.meanAbsoluteError().toJson())
              .put("rmse", part.rootMeanSquaredError().toJson())
              .put("prediction_ks", group.parity(rows).toJson())
              .build());
    }
    Json.Builder tree = Json.obj().put("groups", groups.build());
    gaps(attribute).forEach((name, estimate) -> tree.put(name, estimate.toJson()));
    return tree.build();
  }

  public Json tables() {
    List<Json> tables = new ArrayList<>();
    int ofErrors = 0;
    int ofValues = 0;
    for (Attribute attribute : attributes) {
      List<Json> groups = new ArrayList<>();
      for (Group group : attribute.groups()) {
        ofErrors = group.portion().errors().scale();
        ofValues = group.portion().values().scale();
        groups.add(
            Json.obj()
                .put("group", group.name())
                .put("sums", group.portion().toJson())
                .put("distance", Values.big(group.distance()))
                .build());
      }
      tables.add(
          Json.obj().put("attribute", attribute.name()).put("rows", Json.array(groups)).build());
    }
    Json.Builder json =
        Json.obj()
            .put("error_scale", (long) ofErrors)
            .put("value_scale", (long) ofValues)
            .put("groups", Json.array(tables));
    attributes.stream()
        .filter(attribute -> !attribute.groups().isEmpty())
        .findFirst()
        .ifPresent(attribute -> interval(attribute).into(json));
    return json.build();
  }

  public static NumberFairness fromTables(Json.Obj json) {
    Portion.Form form = Portion.Form.fromTables(json);
    List<Attribute> attributes = new ArrayList<>();
    for (Json value : json.array("groups").values()) {
      Json.Obj table = (Json.Obj) value;
      List<Group> groups = new ArrayList<>();
      for (Json row : table.array("rows").values()) {
        Json.Obj group = (Json.Obj) row;
        groups.add(
            new Group(
                group.string("group"),
                Portion.fromJson(group.object("sums"), form),
                Values.big(group, "distance")));
      }
      attributes.add(new Attribute(table.string("attribute"), groups));
    }
    return new NumberFairness(attributes);
  }
}
