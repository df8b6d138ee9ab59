// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.evidence.Finding.Bearing;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code data.proxies/1}: how well a model's inputs tell each protected
 * attribute, one by one and together.
 */
public record Proxies(List<String> inputs, Map<String, Attribute> attributes) {
  /**
   * A protected attribute.
   *
   * @param isRead whether the model reads the attribute itself; it is no proxy of itself
   * @param classes its values, each against the rest; of two values one says it all
   * @param unfit why it cannot be told; empty where it can
   */
  public record Attribute(boolean isRead, Map<String, OneClass> classes, String unfit) {
    public Attribute {
      classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }
  }

  /**
   * One value of an attribute against the rest.
   *
   * @param inputs how each input tells it
   * @param joint how the inputs tell it together, on the rows that the predictor was not fitted on
   */
  public record OneClass(long rows, Map<String, ColumnTable> inputs, Separation joint) {
    public OneClass {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    Estimate together() {
      return joint.auc("proxy_auc/1");
    }
  }

  public Proxies {
    inputs = List.copyOf(inputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** For each attribute the value that the inputs tell best together. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    attributes.forEach(
        (name, attribute) -> metrics.put("proxies." + name + ".auc", best(attribute)));
    return metrics;
  }

  private static Estimate best(Attribute attribute) {
    Estimate best =
        Estimate.undefined(
            "proxy_auc/1", attribute.unfit().isEmpty() ? Estimate.ONE_CLASS : attribute.unfit());
    for (OneClass one : attribute.classes().values()) {
      Estimate found = one.together();
      Double value = found.value();
      Double before = best.value();
      if (value != null && (before == null || value > before)) {
        best = found;
      }
    }
    return best;
  }

  /**
   * What is found at a limit of the joint area: within if the whole interval is at most the limit,
   * outside if it is above, otherwise undecided. A negative limit judges nothing.
   */
  public List<Finding> findings(double most) {
    List<Finding> findings = new ArrayList<>();
    attributes.forEach(
        (name, attribute) -> {
          if (attribute.isRead()) {
            findings.add(
                new Finding(
                    "proxies.itself", "The model reads " + name + " itself.", Bearing.SHOWN));
          }
          findings.add(finding(name, best(attribute), most));
        });
    return findings;
  }

  private static Finding finding(String name, Estimate best, double most) {
    Interval interval = best.interval();
    if (interval == null) {
      return new Finding(
          "proxies.undefined",
          "Whether the inputs tell " + name + " cannot be said: " + best.reason(),
          most < 0 ? Bearing.SHOWN : Bearing.CANNOT_BE_TOLD);
    }
    String said =
        "The other inputs together tell " + name + " with an area of " + Finding.figure(best);
    if (most < 0) {
      return new Finding("proxies.shown", said + "; no limit is set.", Bearing.SHOWN);
    }
    Bearing bearing =
        interval.high() <= most
            ? Bearing.WITHIN
            : interval.low() > most ? Bearing.OUTSIDE : Bearing.CANNOT_BE_TOLD;
    return new Finding(
        "proxies.joint", said + "; at most " + Finding.figure(most) + " is asked.", bearing);
  }

  public Json.Obj details() {
    Json.Builder shown = Json.obj();
    attributes.forEach(
        (name, attribute) -> {
          Json.Builder classes = Json.obj();
          attribute
              .classes()
              .forEach(
                  (value, one) ->
                      classes.put(
                          value,
                          Json.obj()
                              .put("rows", one.rows())
                              .put("inputs", Tables.metrics(associations(one)))
                              .put("together", one.together().toJson())
                              .build()));
          shown.put(
              name,
              Json.obj()
                  .put("read_by_the_model", Json.of(attribute.isRead()))
                  .put("together", best(attribute).toJson())
                  .put("classes", classes.build())
                  .build());
        });
    return shown.build();
  }

  private static Map<String, Estimate> associations(OneClass one) {
    Map<String, Estimate> found = new LinkedHashMap<>();
    one.inputs().forEach((input, table) -> found.put(input, table.association()));
    return found;
  }

  public Json tables() {
    Json.Builder json = Json.obj();
    attributes.forEach(
        (name, attribute) -> {
          Json.Builder classes = Json.obj();
          attribute
              .classes()
              .forEach(
                  (value, one) -> {
                    Json.Builder columns = Json.obj();
                    one.inputs().forEach((input, table) -> columns.put(input, table.toJson()));
                    classes.put(
                        value,
                        Json.obj()
                            .put("rows", one.rows())
                            .put("inputs", columns.build())
                            .put("joint", one.joint().toJson())
                            .build());
                  });
          json.put(
              name,
              Json.obj()
                  .put("read", attribute.isRead() ? 1 : 0)
                  .put("unfit", attribute.unfit())
                  .put("classes", classes.build())
                  .build());
        });
    return Json.obj()
        .put("inputs", Json.array(inputs.stream().map(Json::of).toList()))
        .put("attributes", json.build())
        .build();
  }

  public static Proxies fromTables(Json.Obj tables) {
    List<String> inputs = new ArrayList<>();
    Json.Arr names = tables.array("inputs");
    for (int i = 0; i < names.values().size(); i++) {
      inputs.add(names.string(i));
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    Json.Obj all = tables.object("attributes");
    for (String name : all.members().keySet()) {
      Json.Obj attribute = all.object(name);
      Map<String, OneClass> classes = new LinkedHashMap<>();
      Json.Obj found = attribute.object("classes");
      found.members().keySet().forEach(value -> classes.put(value, oneClass(found.object(value))));
      attributes.put(
          name, new Attribute(attribute.integer("read") == 1, classes, attribute.string("unfit")));
    }
    return new Proxies(inputs, attributes);
  }

  private static OneClass oneClass(Json.Obj json) {
    Map<String, ColumnTable> columns = new LinkedHashMap<>();
    Json.Obj inputs = json.object("inputs");
    inputs
        .members()
        .keySet()
        .forEach(input -> columns.put(input, ColumnTable.fromJson(inputs.object(input))));
    return new OneClass(json.integer("rows"), columns, Separation.fromJson(json.object("joint")));
  }
}
