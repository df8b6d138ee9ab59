// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code fairness.selection/1} for several classes, and the metrics that
 * follow from them: what {@code fairness.multiclass/1} says of the same rows, as far as no label is
 * needed for it.
 *
 * @param classes the names of the classes in the order of their numbers
 * @param favourable the number of the class that is good for the person to be predicted, where one
 *     is
 */
public record ClassSelection(
    List<String> classes, Optional<Integer> favourable, List<Attribute> attributes) {
  /** The groups of one attribute, or of one intersection of attributes ("sex &amp; age"). */
  public record Attribute(String name, List<Group> groups) {
    public Attribute {
      groups = List.copyOf(groups);
    }

    private long rows() {
      return groups.stream().mapToLong(Group::rows).sum();
    }
  }

  /**
   * One group. A missing group value is a group of its own, called "missing".
   *
   * @param predicted how many of its rows are predicted to be of each class
   */
  public record Group(String name, List<Long> predicted) {
    public Group {
      predicted = List.copyOf(predicted);
      if (predicted.stream().anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException("Counts of predictions are not negative");
      }
    }

    /** Whom a table of labels against predictions counts as predicted. */
    public static Group of(String name, ClassConfusion counts) {
      List<Long> predicted = new ArrayList<>();
      for (int of = 0; of < counts.classes(); of++) {
        predicted.add(counts.predicted(of));
      }
      return new Group(name, predicted);
    }

    long rows() {
      return predicted.stream().mapToLong(Long::longValue).sum();
    }
  }

  public ClassSelection {
    classes = List.copyOf(classes);
    attributes = List.copyOf(attributes);
    if (favourable.isPresent() && (favourable.get() < 0 || favourable.get() >= classes.size())) {
      throw new IllegalArgumentException("The favourable class is one of the classes");
    }
    for (Attribute attribute : attributes) {
      for (Group group : attribute.groups()) {
        if (group.predicted().size() != classes.size()) {
          throw new IllegalArgumentException("Every class has its count");
        }
      }
    }
  }

  /** The gaps of every attribute and intersection, by name. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      String prefix = "fairness." + attribute.name() + ".";
      gaps(attribute).all().forEach((name, estimate) -> metrics.put(prefix + name, estimate));
    }
    return metrics;
  }

  private ClassSelectionGaps gaps(Attribute attribute) {
    return new ClassSelectionGaps(classes, favourable, attribute.groups());
  }

  /** The same as a tree for reading: {@code fairness.sex.groups.female.classes} and so on. */
  public Json details() {
    return AttributeTrees.details(attributes, Attribute::name, this::tree);
  }

  private Json tree(Attribute attribute) {
    Json.Builder groups = Json.obj();
    long rows = attribute.rows();
    attribute.groups().forEach(group -> groups.put(group.name(), figures(group, rows)));
    Json.Builder tree = Json.obj().put("groups", groups.build());
    ClassSelectionGaps gaps = gaps(attribute);
    gaps.all().forEach((name, estimate) -> tree.put(name, estimate.toJson()));
    Json.Builder impacts = Json.obj();
    for (int of = 0; of < classes.size(); of++) {
      impacts.put(classes.get(of), gaps.impactRatios(of).toJson());
    }
    return tree.put("impact_ratios", impacts.build()).build();
  }

  private Json figures(Group group, long rows) {
    Json.Builder each = Json.obj();
    for (int of = 0; of < classes.size(); of++) {
      Estimate rate = Estimate.rate("selection_rate/1", group.predicted().get(of), group.rows());
      each.put(classes.get(of), Json.obj().put("selection_rate", rate.toJson()).build());
    }
    return Json.obj()
        .put("n", group.rows())
        .put("share", Values.number(rows == 0 ? null : (double) group.rows() / (double) rows))
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
                .put("predicted", Values.longs(group.predicted()))
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

  public static ClassSelection fromTables(Json.Obj json) {
    List<Attribute> attributes = new ArrayList<>();
    for (Json value : json.array("groups").values()) {
      Json.Obj table = (Json.Obj) value;
      List<Group> groups = new ArrayList<>();
      for (Json row : table.array("rows").values()) {
        Json.Obj group = (Json.Obj) row;
        groups.add(new Group(group.string("group"), Values.longs(group.array("predicted"))));
      }
      attributes.add(new Attribute(table.string("attribute"), groups));
    }
    return new ClassSelection(
        Values.texts(json.array("classes")),
        json.find("favourable").map(_ -> Math.toIntExact(json.integer("favourable"))),
        attributes);
  }
}
