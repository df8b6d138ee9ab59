// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/** The integer tables of {@code data.quality/1} and what follows from them. */
public record DataQuality(
    Counts counts, Optional<Part> train, Part test, Map<String, Stray> strays, People people) {
  public DataQuality {
    strays = Collections.unmodifiableMap(new LinkedHashMap<>(strays));
  }

  /**
   * The test set or the training set.
   *
   * @param duplicates rows that repeat an earlier one in every feature
   * @param columns the features in the order of the file
   */
  public record Part(
      long rows, long duplicates, Balance balance, Map<String, ColumnTable> columns) {
    public Part {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    Json details() {
      Json.Builder shown = Json.obj();
      List<Json> constant = new ArrayList<>();
      columns.forEach(
          (name, column) -> {
            shown.put(name, column.details());
            if (column.distinct() <= 1) {
              constant.add(Json.of(name));
            }
          });
      return Json.obj()
          .put("rows", rows)
          .put("columns", shown.build())
          .put("duplicate_rows", duplicates)
          .put("constant_columns", Json.array(constant))
          .build();
    }

    Json toJson() {
      Json.Builder tables = Json.obj();
      columns.forEach((name, column) -> tables.put(name, column.toJson()));
      return Json.obj()
          .put("rows", rows)
          .put("duplicate_rows", duplicates)
          .put("balance", balance.toJson())
          .put("columns", tables.build())
          .build();
    }

    static Part fromJson(Json.Obj json) {
      Json.Obj tables = json.object("columns");
      Map<String, ColumnTable> columns = new LinkedHashMap<>();
      tables
          .members()
          .keySet()
          .forEach(name -> columns.put(name, ColumnTable.fromJson(tables.object(name))));
      return new Part(
          json.integer("rows"),
          json.integer("duplicate_rows"),
          Balance.fromJson(json.object("balance")),
          columns);
    }
  }

  /** The classes among the rows. */
  public record Balance(long positives, long negatives, long missing) {
    Estimate positiveShare(String definition) {
      return Estimate.rate(definition, positives, positives + negatives);
    }

    Json details() {
      return Json.obj()
          .put("negatives", negatives)
          .put("positives", positives)
          .put("missing", missing)
          .put("positive_share", positiveShare("positive_share/1").toJson())
          .build();
    }

    Json toJson() {
      return Json.obj()
          .put("negatives", negatives)
          .put("positives", positives)
          .put("missing", missing)
          .build();
    }

    static Balance fromJson(Json.Obj json) {
      return new Balance(
          json.integer("positives"), json.integer("negatives"), json.integer("missing"));
    }
  }

  /**
   * Cells of the test set that lie apart.
   *
   * @param beyondRange rows beyond what the training set has: outside its least and largest number,
   *     or of a category that it has not; 0 without a training set
   * @param newCategories such categories
   * @param beyondFences numbers beyond Tukey's fences, 1.5 times the distance of the quartiles
   *     below the lower and above the upper (Exploratory Data Analysis, 1977, 2D); the quartiles
   *     are those of the training set where there is one
   */
  public record Stray(long beyondRange, long newCategories, long beyondFences) {
    Json toJson() {
      return Json.obj()
          .put("beyond_range", beyondRange)
          .put("new_categories", newCategories)
          .put("beyond_fences", beyondFences)
          .build();
    }

    static Stray fromJson(Json.Obj json) {
      return new Stray(
          json.integer("beyond_range"),
          json.integer("new_categories"),
          json.integer("beyond_fences"));
    }
  }

  /**
   * What bears on persons.
   *
   * @param hints cells that look like personal data, by column and kind
   * @param gaps missing cells by group, for each group column
   */
  public record People(Map<String, Map<String, Long>> hints, Map<String, MissingByGroup> gaps) {
    public People {
      hints = Collections.unmodifiableMap(new LinkedHashMap<>(hints));
      gaps = Collections.unmodifiableMap(new LinkedHashMap<>(gaps));
    }

    /** Columns with the counts of each kind. */
    public Json hintTable() {
      Json.Builder json = Json.obj();
      hints.forEach(
          (name, kinds) -> {
            Json.Builder counts = Json.obj();
            kinds.forEach(counts::put);
            json.put(name, counts.build());
          });
      return json.build();
    }

    Json gapDetails() {
      Json.Builder json = Json.obj();
      gaps.forEach((group, missing) -> json.put(group, missing.details()));
      return json.build();
    }

    Json toJson() {
      Json.Builder json = Json.obj();
      gaps.forEach((group, missing) -> json.put(group, missing.toJson()));
      return Json.obj().put("hints", hintTable()).put("gaps", json.build()).build();
    }

    static People fromJson(Json.Obj json) {
      Map<String, Map<String, Long>> hints = new LinkedHashMap<>();
      Json.Obj counted = json.object("hints");
      for (String name : counted.members().keySet()) {
        Map<String, Long> kinds = new LinkedHashMap<>();
        Json.Obj counts = counted.object(name);
        counts.members().keySet().forEach(kind -> kinds.put(kind, counts.integer(kind)));
        hints.put(name, kinds);
      }
      Map<String, MissingByGroup> gaps = new LinkedHashMap<>();
      Json.Obj groups = json.object("gaps");
      groups
          .members()
          .keySet()
          .forEach(group -> gaps.put(group, MissingByGroup.fromJson(groups.object(group))));
      return new People(hints, gaps);
    }
  }

  /** The counts, and the share of positive rows among those with a label. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>(counts.metrics());
    metrics.put("positive_share", test.balance().positiveShare("positive_share/1"));
    return metrics;
  }

  /**
   * The features, each with how well it alone tells the label, on the training set if there is one.
   */
  public Map<String, Estimate> associations() {
    Map<String, Estimate> found = new LinkedHashMap<>();
    train.orElse(test).columns().forEach((name, column) -> found.put(name, column.association()));
    return found;
  }

  /** The quality of the data under the published names. */
  public Json.Obj details() {
    Json.Builder balance = Json.obj();
    Json.Builder quality = Json.obj();
    train.ifPresent(
        part -> {
          balance.put("train", part.balance().details());
          quality.put("train", part.details());
        });
    balance.put("test", test.balance().details());
    quality.put("test", test.details()).put("class_balance", balance.build());
    Optional.ofNullable(counts.values().get("rows_shared_with_training"))
        .ifPresent(shared -> quality.put("test_rows_that_also_stand_in_train", shared));
    return quality
        .put("association_with_target", Tables.metrics(associations()))
        .put("strays", strayTables())
        .put("missing_by_group", people.gapDetails())
        .build();
  }

  public Json tables() {
    Json.Builder tables =
        Json.obj()
            .put("counts", ((Json.Obj) counts.tables()).object("counts"))
            .put("test", test.toJson());
    train.ifPresent(part -> tables.put("train", part.toJson()));
    return tables.put("strays", strayTables()).put("people", people.toJson()).build();
  }

  private Json strayTables() {
    Json.Builder json = Json.obj();
    strays.forEach((name, stray) -> json.put(name, stray.toJson()));
    return json.build();
  }

  public static DataQuality fromTables(Json.Obj tables) {
    Json.Obj strays = tables.object("strays");
    Map<String, Stray> found = new LinkedHashMap<>();
    strays.members().keySet().forEach(name -> found.put(name, Stray.fromJson(strays.object(name))));
    return new DataQuality(
        Counts.fromTables(tables),
        tables.find("train").map(part -> Part.fromJson((Json.Obj) part)),
        Part.fromJson(tables.object("test")),
        found,
        People.fromJson(tables.object("people")));
  }
}
