// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Champion and challenger on the same rows. */
class ComparisonTest {
  private static final String SCORES =
      """
      id,y,region,old,new
      1,1,north,0.9,0.8
      2,1,north,0.6,0.7
      3,1,south,0.6,0.9
      4,1,south,0.2,0.6
      5,0,north,0.6,0.1
      6,0,north,0.4,0.2
      7,0,south,0.3,0.3
      8,0,south,0.1,0.55
      """;

  @TempDir Path folder;

  @Test
  void neither_the_order_of_the_rows_nor_the_number_of_threads_changes_a_figure() throws Exception {
    Map<String, Path> files = Comparisons.predictions("hmda");
    Map<String, Path> shuffled = new HashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      shuffled.put(file.getKey(), shuffled(file.getValue()));
    }
    Json.Obj spec = Comparisons.spec("hmda").build();

    Json.Obj first = Comparisons.run(files, spec);
    Json.Obj second = Comparisons.run(shuffled, spec);
    Json.Obj confined = confined(files, spec);

    for (String part : List.of("tables", "metrics", "details")) {
      assertThat(second.object(part)).as(part).isEqualTo(first.object(part));
    }
    assertThat(confined.canonical()).isEqualTo(first.canonical());
  }

  @Test
  void another_seed_draws_other_samples_of_the_same_difference() throws Exception {
    Map<String, Path> files = Comparisons.predictions("titanic");

    Json.Obj one = metric(Comparisons.run(files, Comparisons.spec("titanic").build()), "auc");
    Json.Obj two =
        metric(Comparisons.run(files, Comparisons.spec("titanic").put("seed", 2).build()), "auc");

    assertThat(two.number("value")).isEqualTo(one.number("value"));
    assertThat(two.number("low")).isNotEqualTo(one.number("low"));
    assertThat(two.number("low")).isCloseTo(one.number("low"), within(0.002));
  }

  private static Json.Obj metric(Json.Obj evidence, String name) {
    return evidence.object("metrics").object(name + "_difference_bootstrap");
  }

  @Test
  void at_the_same_volume_the_champion_selects_as_many_rows_as_its_ties_allow() throws Exception {
    Json.Obj comparison = compared(spec().build()).object("details").object("comparison");

    Json.Obj cutoff = comparison.object("same_cutoff");
    assertThat(cutoff.integer("champion_selected")).isEqualTo(4);
    assertThat(cutoff.integer("challenger_selected")).isEqualTo(5);
    Json.Obj volume = comparison.object("same_volume");
    assertThat(volume.number("champion_cutoff")).isEqualTo(0.4);
    assertThat(volume.integer("champion_selected")).isEqualTo(5);
    assertThat(volume.integer("short")).isZero();
    assertThat(volume.object("recall").object("champion").number("value")).isEqualTo(0.75);
    assertThat(volume.object("recall").object("challenger").number("value")).isEqualTo(1);

    Json.Obj fewer =
        compared(spec().put("threshold", 0.65).build()).object("details").object("comparison");
    assertThat(fewer.object("same_volume").integer("challenger_selected")).isEqualTo(3);
    assertThat(fewer.object("same_volume").integer("champion_selected")).isEqualTo(1);
    assertThat(fewer.object("same_volume").integer("short")).isEqualTo(2);
  }

  @Test
  void a_challenger_that_selects_nobody_leaves_the_champion_without_a_cut_off() throws Exception {
    Json.Obj volume =
        compared(spec().put("threshold", 0.99).build())
            .object("details")
            .object("comparison")
            .object("same_volume");

    assertThat(volume.find("champion_cutoff")).contains(Json.nothing());
    assertThat(volume.integer("champion_selected")).isZero();
    assertThat(volume.object("precision").object("difference").string("reason"))
        .isEqualTo("One of the models selects no row.");
  }

  @Test
  void every_segment_and_group_has_both_values_and_their_difference() throws Exception {
    Json region = Comparisons.texts(List.of("region"));
    Json.Obj evidence = compared(spec().put("segments", region).put("groups", region).build());

    Json.Obj comparison = evidence.object("details").object("comparison");
    for (String by : List.of("by_segment", "by_group")) {
      Json.Obj regions = comparison.object(by).object("region");
      assertThat(regions.members()).containsOnlyKeys("north", "south");
      Json.Obj south = regions.object("south");
      assertThat(south.integer("n")).isEqualTo(4);
      assertThat(south.object("roc_auc").object("difference").number("value")).isEqualTo(0.25);
      assertThat(south.object("same_cutoff").object("recall").string("reading"))
          .isEqualTo("cannot be told");
    }
  }

  @Test
  void a_model_compared_with_itself_differs_by_nothing_and_is_not_inferior() throws Exception {
    Map<String, Path> files = new HashMap<>(Comparisons.predictions("hmda"));
    files.put("championPredictions", files.get("predictions"));

    Json.Obj evidence = Comparisons.run(files, Comparisons.spec("hmda").build());

    Json.Obj details = evidence.object("details");
    assertThat(details.object("mcnemar_exact_p").number("value")).isEqualTo(1);
    assertThat(details.object("delong").find("p")).contains(Json.nothing());
    assertThat(details.object("delong").string("reason")).startsWith("The two rankings do not");
    Json.Obj metrics = evidence.object("metrics");
    assertThat(metrics.object("auc_difference").number("low")).isZero();
    assertThat(metrics.object("auc_difference_bootstrap").number("high")).isZero();
    assertThat(metrics.object("accuracy_difference_bootstrap").number("high")).isZero();
    Json.Obj judged = details.object("comparison").object("non_inferiority");
    assertThat(judged.object("roc_auc").string("outcome")).isEqualTo("within");
  }

  @Test
  void a_margin_of_one_metric_is_its_own_and_the_others_keep_theirs() throws Exception {
    Map<String, Path> files = new HashMap<>(Comparisons.predictions("hmda"));
    files.put("predictions", files.get("championPredictions"));
    files.put("championPredictions", Comparisons.predictions("hmda").get("predictions"));
    Json.Obj wide = (Json.Obj) Json.parse("{\"accuracy\": 0.5}");

    Json.Obj narrow = compared(files, Json.of(0.02));
    Json.Obj own = compared(files, wide);

    assertThat(narrow.object("accuracy").string("outcome")).isEqualTo("cannot be told");
    assertThat(own.object("accuracy").string("outcome")).isEqualTo("within");
    assertThat(own.object("accuracy").number("margin")).isEqualTo(0.5);
    assertThat(own.object("roc_auc")).isEqualTo(narrow.object("roc_auc"));
    assertThat(own.number("margin")).isEqualTo(0.02);
  }

  private static Json.Obj compared(Map<String, Path> files, Json margin)
      throws IOException, CheckException {
    return Comparisons.run(files, Comparisons.spec("hmda").put("margin", margin).build())
        .object("details")
        .object("comparison")
        .object("non_inferiority");
  }

  @Test
  void both_models_are_scored_where_both_are_there() throws Exception {
    Path models = Comparisons.DATA.resolve("hmda/models");
    Map<String, Path> files =
        Map.of(
            "testSet", Comparisons.DATA.resolve("hmda/test.csv"),
            "model", models.resolve("gb/model.onnx"),
            "championModel", models.resolve("lr/model.onnx"));
    Json.Obj theirs =
        (Json.Obj) Json.parse(Files.readAllBytes(Comparisons.DATA.resolve("hmda/comparison.json")));

    Json.Obj ours = Comparisons.run(files, Comparisons.spec("hmda").build()).object("details");

    var figures = new ReferenceComparison(1e-5);
    figures.compare("table", theirs.object("table"), ours.object("table"));
    figures.compare("delong", theirs.object("delong"), ours.object("delong"));
    assertThat(figures.differences()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "champion; {}; spec.champion",
        "champion; {\"score\":\"older\"}; data.column-missing",
        "margin; 2; spec.margin",
        "margin; \"much\"; spec.margin",
        "seed; \"x\"; spec.seed",
        "seed; 0.5; spec.seed",
        "segments; [\"county\"]; data.column-missing",
        "champion; {\"score\":\"old\",\"threshold\":\"high\"}; spec.threshold"
      })
  void what_cannot_be_compared_is_told(String name, String value, String code) throws IOException {
    Json.Obj spec = spec().put(name, Json.parse(value)).build();

    CheckException told = catchThrowableOfType(CheckException.class, () -> compared(spec));

    assertThat(told).isNotNull();
    assertThat(told.code()).isEqualTo(code);
  }

  @Test
  void a_row_without_a_score_of_the_champion_is_an_error() throws IOException {
    Path test = Files.writeString(folder.resolve("gap.csv"), SCORES.replace("0.2,0.6", ",0.6"));

    CheckException told =
        catchThrowableOfType(
            CheckException.class, () -> Comparisons.run(Map.of("testSet", test), spec().build()));

    assertThat(told).isNotNull();
    assertThat(told.code()).isEqualTo("data.score-missing");
  }

  private static Json.Builder spec() {
    return Json.obj()
        .put("label", Json.obj().put("column", "y").put("positive", "1").build())
        .put("score", "new")
        .put("threshold", 0.5)
        .put("champion", Json.obj().put("score", "old").build());
  }

  private Json.Obj compared(Json.Obj spec) throws IOException, CheckException {
    Path test = Files.writeString(folder.resolve("scores.csv"), SCORES);
    return Comparisons.run(Map.of("testSet", test), spec);
  }

  private Path shuffled(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(7));
    rows.addFirst(lines.getFirst());
    return Files.write(folder.resolve("shuffled-" + file.getFileName()), rows);
  }

  private Json.Obj confined(Map<String, Path> files, Json.Obj spec) throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Digest digest = Digest.of(Files.readAllBytes(file.getValue()));
      inputs.put(file.getKey(), new Job.Input(file.getValue(), digest));
    }
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      return switch (workers.run(Job.of(Job.COMPARISON, inputs, spec))) {
        case Outcome.Computed(var evidence) -> evidence;
        case Outcome.Failed(var code, var message) -> throw new AssertionError(code + message);
      };
    }
  }
}
