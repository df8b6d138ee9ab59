// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who is selected, told of rows without a label: what fairlearn and statsmodels say, and to the
 * last bit what the checks of fairness say of the same rows as soon as their labels are there.
 */
class SelectionTest {
  private static final Path DATA = Path.of("..", "examples", "data");
  private static final Path PREDICTED = Path.of("src/test/resources/prediction");

  /** What of {@code fairness/1} needs no label. */
  private static final List<String> NAMES =
      List.of(
          "demographic_parity_difference",
          "demographic_parity_ratio",
          "disparate_impact.min_over_max",
          "impact_ratio_min");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"german-credit, Class, Bad", "hmda, deny, yes", "titanic, survived, survived"})
  void every_rate_and_gap_is_fairlearns_and_that_of_fairness_with_labels(
      String set, String label, String positive) throws Exception {
    Json.Obj theirs =
        (Json.Obj)
            Json.parse(Files.readAllBytes(DATA.resolve(set).resolve("models/lr/expected.json")));
    Path rows = DATA.resolve(set).resolve("test.csv");
    Path scores = DATA.resolve(set).resolve("predictions-lr.csv");

    Json.Obj ours =
        TestTasks.run(Job.SELECTION, Map.of("testSet", rows, "predictions", scores), asked(theirs));
    Json.Obj labelled =
        TestTasks.run(
            Job.FAIRNESS,
            Map.of("testSet", named(rows, label, positive), "predictions", scores),
            asked(theirs));

    int compared = 0;
    for (String attribute : attributes(theirs)) {
      for (String name : NAMES) {
        String metric = "fairness." + attribute + "." + name;
        assertThat(ours.object("metrics").object(metric))
            .as(metric)
            .isEqualTo(labelled.object("metrics").object(metric));
      }
      compared += compare(attribute, tree(theirs, attribute), tree(ours, attribute));
      for (String whole : List.of("impact_ratios", "disparate_impact")) {
        assertThat(tree(ours, attribute).find(whole))
            .isEqualTo(tree(labelled, attribute).find(whole));
      }
    }
    assertThat(compared).isGreaterThan(50);
    assertThat(ours.object("metrics").members()).hasSize(4 * attributes(theirs).size());
  }

  /** Rates by group with their intervals, gaps, and the adverse impact ratio. */
  private static int compare(String attribute, Json.Obj theirs, Json.Obj ours) {
    int compared = 0;
    for (String group : theirs.object("groups").members().keySet()) {
      for (String name : List.of("n", "selection_rate", "selection_rate_wilson95")) {
        compared +=
            same(
                attribute + "." + group + "." + name,
                theirs.object("groups").object(group).find(name).orElseThrow(),
                ours.object("groups").object(group).find(name).orElseThrow());
      }
    }
    for (String gap : List.of("demographic_parity_difference", "demographic_parity_ratio")) {
      compared +=
          same(
              attribute + "." + gap,
              theirs.object(gap).find("value").orElseThrow(),
              ours.object(gap).find("value").orElseThrow());
    }
    for (String name : List.of("favourable_rate", "min_over_max", "against_largest_group")) {
      compared +=
          same(
              attribute + "." + name,
              theirs.object("disparate_impact").find(name).orElseThrow(),
              ours.object("disparate_impact").find(name).orElseThrow());
    }
    return compared;
  }

  /** How many numbers were compared. */
  private static int same(String at, Json theirs, Json ours) {
    return switch (theirs) {
      case Json.Num(var expected) -> {
        assertThat(((Json.Num) ours).value()).as(at).isCloseTo(expected, within(1e-9));
        yield 1;
      }
      case Json.Arr several -> {
        int compared = 0;
        for (int i = 0; i < several.values().size(); i++) {
          compared += same(at, several.values().get(i), ((Json.Arr) ours).values().get(i));
        }
        yield compared;
      }
      case Json.Obj several ->
          several.members().entrySet().stream()
              .mapToInt(
                  one ->
                      same(
                          at + "." + one.getKey(),
                          one.getValue(),
                          ((Json.Obj) ours).find(one.getKey()).orElseThrow()))
              .sum();
      case Json other -> {
        assertThat(ours).as(at).isEqualTo(other);
        yield 0;
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"iris, 'setosa,versicolor,virginica'", "wine, 'class_0,class_1,class_2'"})
  void of_several_classes_every_gap_is_that_of_fairness_with_labels(String set, String names)
      throws Exception {
    Map<String, Path> files =
        Map.of(
            "testSet", PREDICTED.resolve(set + "-test.csv"),
            "predictions", PREDICTED.resolve(set + "-predictions.csv"));
    List<String> classes = classes(files, names);

    Json.Obj ours = TestTasks.run(Job.SELECTION, files, several(classes));
    Json.Obj labelled = TestTasks.run(Job.FAIRNESS_MULTICLASS, files, several(classes));

    Json.Obj told = ours.object("metrics");
    assertThat(told.members()).hasSize(3 + 2 * classes.size());
    told.members()
        .forEach(
            (name, metric) ->
                assertThat(labelled.object("metrics").find(name)).as(name).contains(metric));
  }

  private static List<String> classes(Map<String, Path> files, String names)
      throws CheckException, IOException {
    Json.Obj found =
        TestTasks.run(Job.FAIRNESS_MULTICLASS, files, Json.obj().put("groups", list("kind")));
    List<String> classes =
        found.object("tables").array("classes").values().stream()
            .map(one -> ((Json.Str) one).value())
            .toList();
    assertThat(classes).as(names).isNotEmpty();
    return classes;
  }

  private static Json.Builder several(List<String> classes) {
    return Json.obj()
        .put("task", "multiclass")
        .put("classes", list(classes.toArray(String[]::new)))
        .put("favourable", classes.getFirst())
        .put("groups", list("kind"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody is selected | 0.1 a, 0.2 b | 0.0 | The rate is 0 in every group. | No category has"
            + " anyone selected.",
        "all are selected | 0.9 a, 0.8 b | 0.0 | 1.0 | 1.0",
        "one group only | 0.9 a, 0.1 a | 0.0 | 1.0 | Fewer than two known categories have at least"
            + " 2 % of the rows.",
        "one group has nobody | 0.9 a, 0.1 b | 1.0 | 0.0 | 0.0",
        "a missing value is a group, of unknown category | 0.9 a, 0.1 _ | 1.0 | 0.0 | Fewer than"
            + " two known categories have at least 2 % of the rows.",
        "case and inner space tell groups apart | 0.9 a, 0.1 A | 1.0 | 0.0 | 0.0",
        "a score at the cut-off is selected | 0.5 a, 0.5 b | 0.0 | 1.0 | 1.0",
        "scores need not be probabilities | 7 a, -3 b | 1.0 | 0.0 | 0.0",
      })
  void at_the_edge_it_is_what_fairness_says(
      String what, String rows, String difference, String ratio, String impact) throws Exception {
    Json.Obj ours = TestTasks.run(Job.SELECTION, Map.of("testSet", table(rows, "")), sex());
    assertThat(figure(ours, "demographic_parity_difference")).as(what).isEqualTo(difference);
    assertThat(figure(ours, "demographic_parity_ratio")).as(what).isEqualTo(ratio);
    assertThat(figure(ours, "disparate_impact.min_over_max")).as(what).isEqualTo(ratio);
    assertThat(figure(ours, "impact_ratio_min")).as(what).isEqualTo(impact);

    Json.Obj labelled = TestTasks.run(Job.FAIRNESS, Map.of("testSet", table(rows, "label")), sex());
    for (String name : NAMES) {
      assertThat(ours.object("metrics").find("fairness.sex." + name))
          .as(what)
          .isEqualTo(labelled.object("metrics").find("fairness.sex." + name));
    }
    assertThat(tree(ours, "sex").object("groups").members().keySet())
        .isEqualTo(tree(labelled, "sex").object("groups").members().keySet());
  }

  @Test
  void space_around_a_group_value_is_treated_as_fairness_treats_it() throws Exception {
    String rows = "row_id,score%s,sex\n1,0.9%s,a\n2,0.1%s,\"a \"\n3,0.4%s, a\n";
    Path bare = write(rows.formatted("", "", "", ""));
    Path labelled = write(rows.formatted(",label", ",1", ",0", ",1"));

    assertThat(groups(TestTasks.run(Job.SELECTION, Map.of("testSet", bare), sex())))
        .containsExactly(" a", "a", "a ")
        .isEqualTo(groups(TestTasks.run(Job.FAIRNESS, Map.of("testSet", labelled), sex())));
  }

  @Test
  void a_group_under_two_percent_counts_in_the_gap_and_not_in_the_impact_ratio() throws Exception {
    String rows =
        Stream.concat(
                Stream.concat(times("0.9 a", 60), times("0.1 a", 40)),
                Stream.concat(
                    Stream.concat(times("0.9 b", 50), times("0.1 b", 50)), times("0.1 tiny", 2)))
            .reduce((one, other) -> one + ", " + other)
            .orElseThrow();

    Json.Obj ours = TestTasks.run(Job.SELECTION, Map.of("testSet", table(rows, "")), sex());

    assertThat(figure(ours, "disparate_impact.min_over_max")).isEqualTo("0.0");
    assertThat(ours.object("metrics").object("fairness.sex.impact_ratio_min").number("value"))
        .isCloseTo(0.5 / 0.6, within(1e-15));
    assertThat(
            tree(ours, "sex")
                .object("impact_ratios")
                .object("categories")
                .object("tiny")
                .bool("under_two_percent"))
        .isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an empty score | data.score-missing | row_id,score,sex~1,0.9,a~2,,b~",
        "a score that is not a number | data.score-missing | row_id,score,sex~1,0.9,a~2,NaN,b~",
        "an infinite score | data.score-missing | row_id,score,sex~1,0.9,a~2,inf,b~",
        "a group column missing | data.column-missing | row_id,score~1,0.9~2,0.1~",
        "no column of scores | data.column-missing | row_id,sex~1,a~2,b~",
        "no rows | data.empty | row_id,score,sex~",
        "an id twice | data.ids | row_id,score,sex~1,0.9,a~1,0.1,b~",
      })
  void rows_that_fairness_refuses_are_refused_in_the_same_words(
      String what, String code, String file) throws Exception {
    Path rows = write(file.replace('~', '\n'));
    Path labelled = write(labelled(file).replace('~', '\n'));

    CheckException with = refused(Job.FAIRNESS, labelled);
    CheckException without = refused(Job.SELECTION, rows);

    assertThat(without.code()).as(what).isEqualTo(code).isEqualTo(with.code());
    assertThat(without.getMessage().replaceAll(" It has: .*", ""))
        .isEqualTo(with.getMessage().replaceAll(" It has: .*", ""));
  }

  private static CheckException refused(String check, Path file) throws IOException {
    try {
      TestTasks.run(check, Map.of("testSet", file), sex());
    } catch (CheckException e) {
      return e;
    }
    throw new AssertionError(check + " was computed");
  }

  @Test
  void without_groups_or_without_the_names_of_the_classes_nothing_is_told() throws Exception {
    Path rows = table("0.9 a, 0.1 b", "");
    assertThatThrownBy(() -> TestTasks.run(Job.SELECTION, Map.of("testSet", rows), Json.obj()))
        .hasMessageContaining("names no groups");
    Path classes = write("row_id,prediction,sex\n1,x,a\n2,y,b\n");
    assertThatThrownBy(
            () ->
                TestTasks.run(
                    Job.SELECTION, Map.of("testSet", classes), sex().put("task", "multiclass")))
        .hasMessageContaining("nobody knows them all");
  }

  private static Stream<String> times(String row, int times) {
    return Stream.generate(() -> row).limit(times);
  }

  private static String labelled(String file) {
    String[] lines = file.split("~", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        lines[i] += i == 0 ? ",label" : "," + i % 2;
      }
    }
    return String.join("~", lines);
  }

  /** A table of scores and groups, "0.9 a, 0.1 _" where _ is a missing value. */
  private Path table(String rows, String label) throws IOException {
    StringBuilder csv = new StringBuilder("row_id,score,sex");
    csv.append(label.isEmpty() ? "\n" : "," + label + "\n");
    int id = 0;
    for (String row : rows.split(", ", -1)) {
      String[] cells = row.split(" ", -1);
      csv.append(++id).append(',').append(cells[0]).append(',');
      csv.append(cells[1].equals("_") ? "" : cells[1]);
      csv.append(label.isEmpty() ? "\n" : "," + id % 2 + "\n");
    }
    return write(csv.toString());
  }

  private Path write(String csv) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "rows", ".csv"), csv);
  }

  /** The same file with the label under the name that the test's tasks ask for. */
  private Path named(Path file, String label, String positive) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> head = Arrays.asList(lines.getFirst().split(",", -1));
    int at = head.indexOf(label);
    head.set(at, "label");
    StringBuilder csv = new StringBuilder(String.join(",", head)).append('\n');
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertThat(cells).hasSize(head.size());
      cells[at] = cells[at].equals(positive) ? "1" : "0";
      csv.append(String.join(",", cells)).append('\n');
    }
    return write(csv.toString());
  }

  private static List<String> attributes(Json.Obj theirs) {
    return Stream.of("fairness", "intersections")
        .flatMap(kind -> theirs.object(kind).members().keySet().stream())
        .toList();
  }

  private static Json.Builder asked(Json.Obj theirs) {
    return Json.obj()
        .put("threshold", theirs.number("threshold"))
        .put("favourable", theirs.integer("favourable_prediction"))
        .put("groups", list(theirs.object("fairness").members().keySet().toArray(String[]::new)))
        .put(
            "intersections",
            Json.array(
                theirs.object("intersections").members().keySet().stream()
                    .map(names -> list(names.split(" & ", -1)))
                    .toList()));
  }

  private static Json list(String... names) {
    return Json.array(Arrays.stream(names).map(Json::of).toList());
  }

  private static Json.Builder sex() {
    return Json.obj().put("groups", list("sex"));
  }

  private static Json.Obj tree(Json.Obj evidence, String attribute) {
    Json.Obj details = evidence.find("details").isPresent() ? evidence.object("details") : evidence;
    return details
        .object(attribute.contains(" & ") ? "intersections" : "fairness")
        .object(attribute);
  }

  private static List<String> groups(Json.Obj evidence) {
    return List.copyOf(tree(evidence, "sex").object("groups").members().keySet());
  }

  /** The value, or why there is none. */
  private static String figure(Json.Obj evidence, String name) {
    Json.Obj metric = evidence.object("metrics").object("fairness.sex." + name);
    return metric.find("value").orElse(Json.nothing()) instanceof Json.Num(var value)
        ? Double.toString(value)
        : metric.string("reason");
  }
}
