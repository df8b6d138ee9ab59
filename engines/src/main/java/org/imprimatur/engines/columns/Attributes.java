// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.literal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ColumnTable;
import org.imprimatur.proof.evidence.Proxies;

/** How a model's inputs tell protected attributes. */
public final class Attributes {
  private static final int CLASSES = 20;

  private final DataSet data;
  private final Features features;
  private final List<String> inputs;
  private final String row;

  /**
   * Attributes of a data set.
   *
   * @param id the column by which rows fall into halves; without it they fall by their content
   */
  public Attributes(DataSet data, Features features, List<String> inputs, Optional<String> id) {
    this.data = data;
    this.features = features;
    this.inputs = inputs.stream().filter(data::has).toList();
    String content = Rows.text(data, data.names());
    this.row =
        id.filter(data::has).map(name -> "COALESCE(" + data.text(name) + ", '')").orElse(content);
  }

  public Proxies.Attribute attribute(String name) throws CheckException {
    boolean read = inputs.contains(name);
    if (!data.has(name)) {
      return new Proxies.Attribute(read, Map.of(), "The test set has no column " + name + ".");
    }
    List<String> values = values(name);
    if (values.size() > CLASSES) {
      return new Proxies.Attribute(
          read, Map.of(), "It has more than " + CLASSES + " values. Name a coarser group.");
    }
    if (values.size() < 2) {
      return new Proxies.Attribute(read, Map.of(), "It has one value only.");
    }
    List<String> others = inputs.stream().filter(input -> !input.equals(name)).toList();
    NaiveBayes together =
        NaiveBayes.binned(
            data, others, others.stream().map(features::isCategorical).toList(), sql(name), row);
    Map<String, Proxies.OneClass> classes = new LinkedHashMap<>();
    // Of two values, one against the other says all.
    for (String value : values.size() == 2 ? values.subList(1, 2) : values) {
      classes.put(value, oneClass(name, value, others, together));
    }
    return new Proxies.Attribute(read, classes, "");
  }

  private String sql(String name) {
    return "COALESCE(" + data.text(name) + ", 'missing')";
  }

  private List<String> values(String name) throws CheckException {
    List<String> values = new ArrayList<>();
    data.database()
        .query(
            "SELECT DISTINCT %s FROM %s ORDER BY 1 LIMIT %d"
                .formatted(sql(name), data.table(), CLASSES + 1),
            row -> values.add(row.getString(1)));
    return values;
  }

  private Proxies.OneClass oneClass(
      String name, String value, List<String> others, NaiveBayes together) throws CheckException {
    String is = "(" + sql(name) + " = " + literal(value) + ")";
    String label = "(CASE WHEN " + is + " THEN 1 ELSE 0 END)";
    Map<String, ColumnTable> columns = new LinkedHashMap<>();
    for (String input : others) {
      columns.put(
          input,
          features.isCategorical(input)
              ? CategoryColumn.read(data, input, label)
              : NumberColumn.read(data, input, label).table(data.rows(), false));
    }
    long rows = data.database().count("SELECT count(*) FROM " + data.table() + " WHERE " + is);
    return new Proxies.OneClass(rows, columns, together.separation(value));
  }
}
