// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Multiclass;
import org.imprimatur.proof.evidence.Regression;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several classes and numbers by registered segment, as scikit-learn has each on its own rows. */
class SegmentsTest {
  private static final Path DATA = Path.of("src/test/resources/prediction");

  private static final String CLASSES =
      """
      row_id,label,score_a,score_b,score_c,town
      1,a,0.5,0.25,0.25,Bern
      2,b,0.25,0.5,0.25,Bern
      3,c,0.25,0.25,0.5,Bern
      4,a,0.5,0.5,0,Ulm
      5,b,0.5,0.25,0.25,Ulm
      6,c,0.25,0.25,0.5,
      """;

  private static final String NUMBERS =
      """
      row_id,label,prediction,town
      1,1,2,Bern
      2,3,2.5,Bern
      3,8,9,Bern
      4,5,5.5,Ulm
      5,5,4,Ulm
      6,7,6,
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "iris, performance.multiclass/1",
    "wine, performance.multiclass/1",
    "diabetes, performance.regression/1"
  })
  void every_segment_has_the_figures_of_the_libraries(String set, String check) throws Exception {
    Json.Obj theirs =
        ((Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("segments.json")))).object(set);

    Json.Obj ours = ofSet(set, check, "kind").object("details").object("segments");

    var figures = new TestFigures(1e-9, 1e-6);
    compare(figures, theirs.object("overall"), ours.object("overall"));
    Json.Obj kinds = theirs.object("by").object("kind");
    assertThat(ours.object("by").object("kind").members().keySet())
        .isEqualTo(kinds.members().keySet());
    for (String kind : kinds.members().keySet()) {
      compare(figures, kinds.object(kind), ours.object("by").object("kind").object(kind));
    }
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isGreaterThan(60);
  }

  private static void compare(TestFigures figures, Json.Obj theirs, Json.Obj ours) {
    assertThat(ours.find("n")).isEqualTo(theirs.find("n"));
    figures.compare(without(theirs, Set.of("n", "classes")), ours);
    Json.Obj none = Json.obj().build();
    Json.Obj classes = theirs.find("classes").map(Json.Obj.class::cast).orElse(none);
    for (String name : classes.members().keySet()) {
      Json.Obj mine = ours.object("classes").object(name);
      figures.compare(without(classes.object(name), Set.of("support")), mine);
      assertThat(mine.number("support")).isEqualTo(classes.object(name).number("support"));
    }
  }

  private static Json.Obj without(Json.Obj all, Set<String> names) {
    Json.Builder rest = Json.obj();
    all.members()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                rest.put(name, value);
              }
            });
    return rest.build();
  }

  @ParameterizedTest
  @CsvSource({"iris, performance.multiclass/1", "diabetes, performance.regression/1"})
  void what_is_told_of_segments_follows_from_the_tables_in_any_order_of_rows(
      String set, String check) throws Exception {
    List<String> lines = Files.readAllLines(DATA.resolve(set + "-test.csv"));
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(20261127));
    Path shuffled = written(lines.getFirst() + "\n" + String.join("\n", rows) + "\n");

    Json.Obj first = ofSet(set, check, "kind");
    Json.Obj second = run(check, files(set, shuffled), "kind");

    assertThat(second.find("tables")).isEqualTo(first.find("tables"));
    Json.Obj tables = first.object("tables");
    Json derived =
        check.equals(Job.MULTICLASS)
            ? Multiclass.fromTables(tables).details()
            : Regression.fromTables(tables).details();
    assertThat(first.find("details")).contains(derived);
  }

  @ParameterizedTest
  @CsvSource({"iris, performance.multiclass/1", "diabetes, performance.regression/1"})
  void evidence_without_segments_says_nothing_of_them_and_has_the_same_metrics(
      String set, String check) throws Exception {
    Json.Obj with = ofSet(set, check, "kind");
    Json.Obj without =
        TestTasks.run(check, files(set, DATA.resolve(set + "-test.csv")), Json.obj());

    assertThat(without.object("tables").find("segments")).isEmpty();
    assertThat(without.object("details").find("segments")).isEmpty();
    assertThat(with.find("metrics")).isEqualTo(without.find("metrics"));
    for (String part : List.of("tables", "details")) {
      assertThat(without(with.object(part), Set.of("segments"))).isEqualTo(without.object(part));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"performance.multiclass/1", "performance.regression/1"})
  void a_segment_of_all_rows_has_the_figures_of_all_rows(String check) throws Exception {
    String table = check.equals(Job.MULTICLASS) ? CLASSES : NUMBERS;
    String same = table.replaceFirst("\n", ",land\n").replaceAll("(?m)^(\\d.*)$", "$1,CH");

    Json.Obj segments = of(check, same, "land");

    assertThat(segments.object("by").object("land").find("CH")).isEqualTo(segments.find("overall"));
  }

  @Test
  void a_class_that_a_segment_lacks_takes_its_area_and_is_not_listed() throws Exception {
    Json.Obj towns = of(Job.MULTICLASS, CLASSES, "town").object("by").object("town");

    assertThat(towns.members().keySet()).containsExactly("Bern", "Ulm", "missing");
    Json.Obj ulm = towns.object("Ulm");
    assertThat(ulm.object("classes").members().keySet()).containsExactly("a", "b");
    assertThat(ulm.object("accuracy").number("value")).isEqualTo(0.5);
    assertThat(ulm.object("roc_auc_ovr_macro").string("reason"))
        .isEqualTo("The area is undefined for: c.");
    assertThat(ulm.object("log_loss").find("low")).isPresent();
  }

  @Test
  void predicted_classes_alone_give_the_figures_that_need_no_scores() throws Exception {
    String table = "row_id,label,prediction,town\n1,a,a,x\n2,b,a,x\n3,b,b,y\n";

    Json.Obj town = of(Job.MULTICLASS, table, "town").object("by").object("town").object("x");

    assertThat(town.object("accuracy").number("value")).isEqualTo(0.5);
    assertThat(town.object("brier").string("reason"))
        .isEqualTo("There are no scores, only predicted classes.");
  }

  @Test
  void a_segment_whose_truth_is_the_same_everywhere_has_no_share_that_is_explained()
      throws Exception {
    Json.Obj towns = of(Job.REGRESSION, NUMBERS, "town").object("by").object("town");

    assertThat(towns.object("Ulm").object("r2").string("reason"))
        .isEqualTo("All true numbers are the same.");
    assertThat(towns.object("Ulm").object("mae").number("value")).isEqualTo(0.75);
    assertThat(towns.object("missing").object("r2").string("reason"))
        .isEqualTo("It needs two rows.");
    assertThat(towns.object("missing").object("rmse").find("low")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"performance.multiclass/1", "performance.regression/1"})
  void a_segment_that_the_data_lack_is_refused_by_its_name(String check) {
    String table = check.equals(Job.MULTICLASS) ? CLASSES : NUMBERS;

    CheckException refusal =
        catchThrowableOfType(CheckException.class, () -> of(check, table, "city"));

    assertThat(refusal.code()).isEqualTo("data.column-missing");
    assertThat(refusal).hasMessageContaining("no segment column city");
  }

  @Test
  void segments_of_very_many_classes_are_refused_before_they_are_counted() throws Exception {
    StringBuilder table = new StringBuilder("row_id,label,prediction,town\n");
    IntStream.range(0, 1000).forEach(i -> table.append("%d,%d,%d,%d\n".formatted(i, i, i, i % 10)));

    CheckException refusal =
        catchThrowableOfType(
            CheckException.class, () -> of(Job.MULTICLASS, table.toString(), "town"));

    assertThat(refusal.code()).isEqualTo("data.cells");
  }

  @Test
  void forged_tables_with_segments_of_very_many_classes_are_not_read() {
    List<Json> classes = IntStream.range(0, 1000).mapToObj(i -> Json.of("c" + i)).toList();
    Json none = Json.array(List.of());
    Json.Builder towns = Json.obj();
    IntStream.range(0, 9)
        .forEach(i -> towns.put("t" + i, Json.obj().put("confusion", none).build()));
    Json.Obj tables =
        Json.obj()
            .put("classes", Json.array(classes))
            .put("confusion", none)
            .put("segments", Json.obj().put("town", towns.build()).build())
            .build();
    Json nothing = Json.obj().build();
    Json.Obj forged =
        new Evidence(Job.MULTICLASS, "performance", Evidence.Kind.DERIVED, nothing, nothing)
            .computed(tables, Map.of(), nothing);

    assertThat(Derivation.of(forged)).isInstanceOf(Derivation.Unreadable.class);
  }

  private Json.Obj of(String check, String table, String segment)
      throws CheckException, IOException {
    return run(check, Map.of("testSet", written(table)), segment)
        .object("details")
        .object("segments");
  }

  private static Json.Obj ofSet(String set, String check, String segment)
      throws CheckException, IOException {
    return run(check, files(set, DATA.resolve(set + "-test.csv")), segment);
  }

  private static Map<String, Path> files(String set, Path testSet) {
    return Map.of("testSet", testSet, "predictions", DATA.resolve(set + "-predictions.csv"));
  }

  private static Json.Obj run(String check, Map<String, Path> files, String segment)
      throws CheckException, IOException {
    return TestTasks.run(
        check, files, Json.obj().put("segments", Json.array(List.of(Json.of(segment)))));
  }

  private Path written(String table) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "table", ".csv"), table);
  }
}
