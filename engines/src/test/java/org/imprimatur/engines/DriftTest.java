// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two files beside each other: which columns are compared, and as what. */
class DriftTest {
  private static final String REFERENCE =
      """
      row_id,age,code,city,label
      1,30,1,Bern,0
      2,40,2,Bern,1
      3,,3,Basel,0
      4,50,1,,1
      """;

  @TempDir Path folder;

  @Test
  void every_column_but_id_and_label_is_compared() throws Exception {
    Json.Obj drift = drift(REFERENCE, REFERENCE, Drifts.spec("row_id", "label"));

    assertThat(drift.members().keySet()).containsExactly("age", "city", "code");
    assertThat(drift.object("age").string("kind")).isEqualTo("numeric");
    assertThat(drift.object("age").integer("missing_cur")).isEqualTo(1);
    assertThat(drift.object("code").string("kind")).isEqualTo("numeric");
    assertThat(drift.object("city").string("kind")).isEqualTo("categorical");
    assertThat(drift.object("city").object("psi").number("value")).isZero();
  }

  @Test
  void numbers_that_are_names_are_compared_as_categories() throws Exception {
    Json.Obj listed = with(Drifts.spec("row_id", "label"), "categorical", "code");

    Json.Obj code = drift(REFERENCE, REFERENCE, listed).object("code");

    assertThat(code.array("levels")).isEqualTo(texts("1", "2", "3"));
    assertThat(code.array("counts_ref").integer(0)).isEqualTo(2);
  }

  @Test
  void what_the_model_reads_as_text_is_a_category() throws Exception {
    byte[] model =
        ModelBytes.model(
            new ModelBytes()
                .message(1, ModelBytes.node("Identity", "", words("code"), words("y")))
                .text(2, "g")
                .message(11, ModelBytes.port("code", ModelBytes.STRING, 0, 1))
                .message(12, ModelBytes.port("y", ModelBytes.STRING, 0, 1)));
    Map<String, Path> files =
        Map.of(
            "trainSet", file(REFERENCE),
            "testSet", file(REFERENCE),
            "model", Files.write(folder.resolve("model.onnx"), model));

    Json.Obj drift =
        Drifts.evidence(files, Drifts.spec("row_id", "label")).object("details").object("drift");

    assertThat(drift.object("code").string("kind")).isEqualTo("categorical");
    assertThat(drift.object("age").string("kind")).isEqualTo("numeric");
  }

  @Test
  void a_missing_cell_is_a_category_of_its_own() throws Exception {
    String current =
        """
        row_id,age,code,city,label
        1,30,1,,0
        2,40,2,,1
        3,,3,Basel,0
        """;

    Json.Obj city = drift(REFERENCE, current, Drifts.spec("row_id", "label")).object("city");

    assertThat(city.array("levels")).isEqualTo(texts("Basel", "Bern", "missing"));
    assertThat(city.integer("n_ref")).isEqualTo(3);
    assertThat(city.integer("missing_cur")).isEqualTo(2);
    assertThat(city.integer("chi2_dof")).isEqualTo(2);
    assertThat(city.integer("vanished_categories")).isEqualTo(1);
  }

  @Test
  void columns_of_one_file_alone_are_a_problem() throws Exception {
    String current =
        """
        row_id,age,city,income,label
        1,30,Bern,9,0
        """;

    Json.Obj details = details(REFERENCE, current, Drifts.spec("row_id", "label"));

    assertThat(details.array("vanished_columns")).isEqualTo(texts("code"));
    assertThat(details.array("new_columns")).isEqualTo(texts("income"));
    assertThat(codes(details)).containsExactly("drift.columns", "drift.columns");
    assertThat(details.object("drift").members().keySet()).containsExactly("age", "city");
  }

  @Test
  void named_features_are_compared_alone() throws Exception {
    Json.Obj spec = with(Drifts.spec("row_id", "label"), "features", "age");

    Json.Obj details = details(REFERENCE, "age,other\n1,2\n", spec);

    assertThat(details.object("drift").members().keySet()).containsExactly("age");
    assertThat(details.array("problems").values()).isEmpty();
    assertThatThrownBy(() -> details(REFERENCE, REFERENCE, with(spec, "features", "height")))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("Neither file has these columns: height");
  }

  @Test
  void numbers_on_one_side_alone_are_told_and_compared_as_categories() throws Exception {
    String current =
        """
        row_id,age,code,city,label
        1,thirty,1,Bern,0
        """;

    Json.Obj details = details(REFERENCE, current, Drifts.spec("row_id", "label"));

    assertThat(codes(details)).containsExactly("drift.type");
    assertThat(details.object("drift").object("age").string("kind")).isEqualTo("categorical");
  }

  /** An empty column says nothing of its kind, read in one pass or by tables (semicolons). */
  @ParameterizedTest
  @CsvSource({
    "'row_id,age,code,city,label~1,,7,Bern,0~2,,8,Genf,1~'",
    "'row_id,age,code,city,label~1,30,7,,0~2,31,8,,1~'",
    "'row_id;age;code;city;label~1;30;7;;0~2;31;8;;1~'",
  })
  void a_column_without_values_on_one_side_holds_no_numbers_there(String current) throws Exception {
    Json.Obj details =
        details(REFERENCE, current.replace('~', '\n'), Drifts.spec("row_id", "label"));

    assertThat(codes(details)).doesNotContain("drift.type");
    assertThat(details.object("drift").object("city").string("kind")).isEqualTo("categorical");
    assertThat(details.object("drift").object("age").string("kind")).isEqualTo("numeric");
  }

  /** What a model answered has no place in the reference, by its preset name as by its own. */
  @Test
  void answers_of_models_that_stand_in_one_file_alone_are_no_columns_that_are_missing()
      throws Exception {
    String current =
        """
        row_id,age,code,city,score,prediction,p_a,p_b,label
        1,30,7,Bern,0.1,a,0.1,0.9,0
        """;
    Json.Obj spec = Drifts.spec("row_id", "label");
    Json scores = Json.obj().put("a", "p_a").put("b", "p_b").build();

    assertThat(details(REFERENCE, current, spec).array("new_columns"))
        .isEqualTo(texts("p_a", "p_b"));
    Json.Builder named = Json.obj().put("scores", scores);
    spec.members().forEach(named::put);
    Json.Obj details = details(REFERENCE, current, named.build());
    assertThat(details.array("problems").values()).isEmpty();
  }

  @Test
  void values_that_may_be_identifiers_are_counted_and_not_named() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      names.add("person " + i);
    }
    Path reference = Drifts.column(folder, names);
    Path current = Drifts.column(folder, names.subList(1000, 3000));

    Json.Obj evidence = Drifts.evidence(reference, current);

    Json.Obj column = evidence.object("details").object("drift").object("x");
    assertThat(evidence.text()).doesNotContain("person");
    assertThat(column.object("levels").string("reason")).contains("identifiers");
    assertThat(column.integer("vanished_categories")).isEqualTo(1000);
    assertThat(column.integer("chi2_dof")).isEqualTo(2999);
    // 2000 names at 1/3000 and 1/2000 of the rows, and 1000 at 1/3000 and none.
    double kept = (1.0 / 2000 - 1.0 / 3000) * Math.log(1.5) * 2000;
    double lost = (0.0001 - 1.0 / 3000) * Math.log(0.0001 * 3000) * 1000;
    assertThat(column.object("psi").number("value"))
        .isCloseTo(kept + lost, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void the_order_of_rows_and_columns_changes_no_byte() throws Exception {
    Path reference = Drifts.HERE.resolve("reference.csv");
    Path current = Drifts.HERE.resolve("current.csv");
    Json.Obj spec = Drifts.spec("row_id", "Attrition");
    Json.Obj straight = Drifts.evidence(Map.of("trainSet", reference, "testSet", current), spec);

    Json.Obj shuffled =
        Drifts.evidence(Map.of("trainSet", mixed(reference), "testSet", mixed(current)), spec);

    assertThat(shuffled.object("tables")).isEqualTo(straight.object("tables"));
    assertThat(shuffled.object("details")).isEqualTo(straight.object("details"));
    assertThat(shuffled.object("metrics")).isEqualTo(straight.object("metrics"));
  }

  @Test
  void one_changed_cell_changes_the_tables() throws Exception {
    Json.Obj spec = Drifts.spec("row_id", "label");
    Json.Obj first = drift(REFERENCE, REFERENCE, spec);

    Json.Obj second = drift(REFERENCE, REFERENCE.replace("2,40,2", "2,40.001,2"), spec);

    assertThat(second.object("age")).isNotEqualTo(first.object("age"));
    assertThat(second.object("code")).isEqualTo(first.object("code"));
  }

  @Test
  void planted_drift_is_found_where_it_was_planted() throws Exception {
    Json.Obj spec = Drifts.spec("row_id", "Attrition");
    Path reference = Drifts.HERE.resolve("reference.csv");
    Json.Obj planted =
        Drifts.evidence(
            Map.of("trainSet", reference, "testSet", Drifts.HERE.resolve("current.csv")), spec);
    Json.Obj stable =
        Drifts.evidence(
            Map.of("trainSet", reference, "testSet", Drifts.HERE.resolve("current-stable.csv")),
            spec);

    assertThat(metric(planted, "drifted_columns")).isEqualTo(1);
    assertThat(metric(planted, "new_categories")).isEqualTo(1);
    assertThat(metric(stable, "drifted_columns")).isZero();
    assertThat(metric(stable, "max_psi")).isLessThan(0.1);
  }

  private static double metric(Json.Obj evidence, String name) {
    return evidence.object("metrics").object(name).number("value");
  }

  /** The same rows and columns in another order. */
  private Path mixed(Path file) throws IOException {
    Random random = new Random(20261125);
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(line.split(",", -1));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().length; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    Collections.shuffle(rows.subList(1, rows.size()), random);
    List<String> lines =
        rows.stream()
            .map(row -> String.join(",", order.stream().map(at -> row[at]).toList()))
            .toList();
    return Files.write(Files.createTempFile(folder, "mixed-", ".csv"), lines);
  }

  private Json.Obj drift(String reference, String current, Json.Obj spec) throws Exception {
    return details(reference, current, spec).object("drift");
  }

  private Json.Obj details(String reference, String current, Json.Obj spec) throws Exception {
    return Drifts.evidence(Map.of("trainSet", file(reference), "testSet", file(current)), spec)
        .object("details");
  }

  private Path file(String csv) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "data-", ".csv"), csv);
  }

  private static Json.Obj with(Json.Obj spec, String name, String value) {
    Json.Builder copy = Json.obj();
    spec.members().forEach(copy::put);
    return copy.put(name, texts(value)).build();
  }

  private static Json texts(String... texts) {
    return Json.array(Arrays.stream(texts).map(Json::of).toList());
  }

  private static List<String> codes(Json.Obj details) {
    return details.array("problems").values().stream()
        .map(problem -> ((Json.Obj) problem).string("code"))
        .toList();
  }

  private static String[] words(String... words) {
    return words;
  }
}
