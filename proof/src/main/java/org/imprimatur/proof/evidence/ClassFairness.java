// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code fairness.multiclass/1} and the metrics that follow from them.
 *
 * @param classes the names of the classes in the order of their numbers
 * @param favourable the number of the class that is good for the person to be predicted, where one
 *     is
 */
public record ClassFairness(
    List<String> classes, Optional<Integer> favourable, List<Attribute> attributes) {
  /** The groups of one attribute, or of one intersection of attributes ("sex &amp; age"). */
  public record Attribute(String name, List<Group> groups) {
    public Attribute {
      groups = List.copyOf(groups);
    }

    private long rows() {
      return groups.stream().mapToLong(group -> group.counts().rows()).sum();
    }
  }

  /** One group. A missing group value is a group of its own, called "missing". */
  public record Group(String name, ClassConfusion counts) {}

  public ClassFairness {
    classes = List.copyOf(classes);
    attributes = List.copyOf(attributes);
    if (favourable.isPresent() && (favourable.get() < 0 || favourable.get() >= classes.size())) {
      throw new IllegalArgumentException("The favourable class is one of the classes");
    }
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

  private Map<String, Estimate> gaps(Attribute attribute) {
    Map<String, Estimate> gaps = new LinkedHashMap<>();
    GroupRates hits = rates(attribute, ClassConfusion::hits, ClassConfusion::rows);
    gaps.put("accuracy_difference", hits.difference("accuracy_difference/1"));
    gaps.put("accuracy_ratio", hits.ratio("accuracy_ratio/1"));
    List<Estimate> opportunity = new ArrayList<>();
    for (int of = 0; of < classes.size(); of++) {
      opportunity.add(recalled(attribute, of).difference("equal_opportunity_difference/1"));
    }
    gaps.putAll(selection(attribute).all());
    gaps.put("equal_opportunity_difference", ClassSelectionGaps.largest(opportunity));
    for (int of = 0; of < classes.size(); of++) {
      String prefix = "class." + classes.get(of) + ".recall_";
      GroupRates recalled = recalled(attribute, of);
      gaps.put(prefix + "difference", recalled.difference("recall_difference/1"));
      gaps.put(prefix + "ratio", recalled.ratio("recall_ratio/1"));
    }
    return gaps;
  }

  /** What of it no label is needed for. */
  private ClassSelectionGaps selection(Attribute attribute) {
    return new ClassSelectionGaps(
        classes,
        favourable,
        attribute.groups().stream()
            .map(group -> ClassSelection.Group.of(group.name(), group.counts()))
            .toList());
  }

  /** Counts of a group. */
  private interface Count {
    long of(ClassConfusion counts);
  }

  private static GroupRates rates(Attribute attribute, Count count, Count rows) {
    return new GroupRates(
        attribute.groups().stream()
            .map(
                group ->
                    new GroupRates.Rate(
                        group.name(), count.of(group.counts()), rows.of(group.counts())))
            .toList());
  }

  private static GroupRates recalled(Attribute attribute, int of) {
    return rates(attribute, counts -> counts.at(of, of), counts -> counts.truth(of));
  }

  /** The same as a tree for reading: {@code fairness.sex.groups.female.accuracy} and so on. */
  public Json details() {
    return AttributeTrees.details(attributes, Attribute::name, this::tree);
  }

  private Json tree(Attribute attribute) {
    Json.Builder groups = Json.obj();
    long rows = attribute.rows();
    attribute.groups().forEach(group -> groups.put(group.name(), figures(group, rows)));
    Json.Builder tree = Json.obj().put("groups", groups.build());
    gaps(attribute).forEach((name, estimate) -> tree.put(name, estimate.toJson()));
    Json.Builder impacts = Json.obj();
    ClassSelectionGaps selection = selection(attribute);
    for (int of = 0; of < classes.size(); of++) {
      impacts.put(classes.get(of), selection.impactRatios(of).toJson());
    }
    return tree.put("impact_ratios", impacts.build()).build();
  }

  private Json figures(Group group, long rows) {
    ClassConfusion counts = group.counts();
    ClassFigures figures = new ClassFigures(classes, counts);
    Json.Builder each = Json.obj();
    for (int of = 0; of < classes.size(); of++) {
      each.put(
          classes.get(of),
          Json.obj()
              .put("support", counts.truth(of))
              .put(
                  "selection_rate",
                  Estimate.rate("selection_rate/1", counts.predicted(of), counts.rows()).toJson())
              .put("recall", figures.of(ClassRate.RECALL, of, "recall/1").toJson())
              .put("precision", figures.of(ClassRate.PRECISION, of, "precision/1").toJson())
              .build());
    }
    return Json.obj()
        .put("n", counts.rows())
        .put("share", Values.number(rows == 0 ? null : (double) counts.rows() / (double) rows))
        .put("accuracy", figures.accuracy("accuracy/1").toJson())
        .put("classes", each.build())
        .build();
  }

  public Json tables() {
    List<Json> tables = new ArrayList<>();
    for (Attribute attribute : attributes) {
      List<Json> groups = new ArrayList<>();
      for (Group group : attribute.groups()) {
        groups.add(
            Json.obj()
                .put("group", group.name())
                .put("confusion", group.counts().toJson())
                .build());
      }
      tables.add(
          Json.obj().put("attribute", attribute.name()).put("rows", Json.array(groups)).build());
    }
    Json.Builder json =
        Json.obj()
            .put("classes", Json.array(classes.stream().map(Json::of).toList()))
            .put("groups", Json.array(tables));
    favourable.ifPresent(of -> json.put("favourable", (long) of));
    return json.build();
  }

  public static ClassFairness fromTables(Json.Obj json) {
    List<String> classes = Values.texts(json.array("classes"));
    List<Attribute> attributes = new ArrayList<>();
    for (Json value : json.array("groups").values()) {
      Json.Obj table = (Json.Obj) value;
      List<Group> groups = new ArrayList<>();
      for (Json row : table.array("rows").values()) {
        Json.Obj group = (Json.Obj) row;
        groups.add(
            new Group(
                group.string("group"),
                ClassConfusion.fromJson(classes.size(), group.array("confusion"))));
      }
      attributes.add(new Attribute(table.string("attribute"), groups));
    }
    return new ClassFairness(
        classes,
        json.find("favourable").map(_ -> Math.toIntExact(json.integer("favourable"))),
        attributes);
  }
}
