// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Natural repeats are no leakage; copied rows and columns that nearly are the label are. */
class LeakageTest {
  private static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hmda, deny, yes, 1",
    "german-credit, Class, Bad, 0",
    "titanic, survived, survived, 242"
  })
  void honest_data_leak_nothing_however_many_rows_repeat_by_nature(
      String set, String label, String positive, long shared) throws IOException {
    Json.Obj found = found(text(set, "test"), text(set, "train"), spec(label, positive));

    assertThat(found.object("details").array("problems").values()).isEmpty();
    assertThat(found.object("tables").object("rows").integer("shared_rows")).isEqualTo(shared);
  }

  @ParameterizedTest
  @CsvSource({
    "hmda, deny, yes, 40",
    "german-credit, Class, Bad, 20",
    "titanic, survived, survived, 395"
  })
  void test_rows_copied_into_the_training_set_are_found(
      String set, String label, String positive, int copied) throws IOException {
    String planted =
        text(set, "train")
            + text(set, "test")
                .lines()
                .skip(1)
                .limit(copied)
                .map(row -> "planted" + row + "\n")
                .reduce("", String::concat);

    assertThat(codes(found(text(set, "test"), planted, spec(label, positive))))
        .containsExactly("leakage.rows");
  }

  @Test
  void a_column_that_nearly_is_the_label_is_named_whichever_way_it_points() throws IOException {
    List<String> rows = new ArrayList<>(List.of("row_id,label,x,letter_days,gone"));
    for (int i = 0; i < 400; i++) {
      boolean yes = i % 4 == 0;
      int days = 50 - (yes ? 25 : 0) - i * 7 % 30;
      rows.add("%d,%s,%d,%d,%s".formatted(i, yes ? "yes" : "no", i * 37 % 401, days, yes ? i : ""));
    }
    String data = String.join("\n", rows) + "\n";

    Json.Obj found = found(data.replaceAll("\n(\\d)", "\nt$1"), data, spec("label", "yes"));

    assertThat(sentences(found))
        .anyMatch(sentence -> sentence.startsWith("The column letter_days alone tells the label"))
        .anyMatch(sentence -> sentence.startsWith("Whether gone has a value alone tells the label"))
        .noneMatch(sentence -> sentence.startsWith("The column x "));
    assertThat(found.object("details").object("leakage").array("late_names").values())
        .containsExactly(Json.of("letter_days"));
  }

  /** The width of a petal names the species of 19 of 20 flowers, and is honest. */
  @ParameterizedTest
  @CsvSource({"iris, multiclass, 4, 3", "wine, multiclass, 5, 3", "diabetes, regression, 6, 0.5"})
  void a_copy_of_several_classes_or_of_a_number_is_named_and_what_honestly_tells_them_is_not(
      String set, String task, int label, double factor) throws IOException {
    Path file = Path.of("src", "test", "resources", "prediction", set + "-test.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(0, lines.getFirst() + ",copy,coded,filed");
    for (int i = 1; i < lines.size(); i++) {
      String cell = lines.get(i).split(",")[label];
      boolean number = task.equals("regression");
      double code = number ? Double.parseDouble(cell) : cell.hashCode() % 1000;
      double copy = code * factor + i % 7 * 0.001;
      String filed = number ? (code > 140 ? "late" : "early") : "file of " + cell;
      lines.set(i, "t%s,%s,%s,%s".formatted(lines.get(i), copy, -code, filed));
    }
    String data = String.join("\n", lines) + "\n";
    Json.Builder spec = Json.obj().put("task", task);
    spec("label", "1").members().forEach(spec::put);

    Json.Obj found = found(data.replaceAll("\nt", "\n"), data, spec.build());

    assertThat(sentences(found).stream().filter(text -> text.contains("alone tells the label")))
        .extracting(sentence -> sentence.split(" ")[2])
        .containsExactlyElementsOf(
            task.equals("regression")
                ? List.of("copy", "coded")
                : List.of("copy", "coded", "filed"));
  }

  @Test
  void a_text_of_its_own_in_every_row_tells_nothing() throws IOException {
    StringBuilder rows = new StringBuilder("row_id,label,note\n");
    for (int i = 0; i < 300; i++) {
      rows.append("%d,%d,n%s\n".formatted(i, i % 2, i));
    }

    String others = rows.toString().replaceAll("n(\\d)", "m$1");

    Json.Obj found = found(others, rows.toString(), spec("label", "1"));

    assertThat(codes(found)).doesNotContain("leakage.feature");
  }

  @Test
  void ids_count_where_they_name_the_same_rows_and_not_where_they_are_line_numbers()
      throws IOException {
    String train = numbered(0);

    assertThat(codes(found(train, train, spec("label", "1")))).contains("leakage.ids");
    assertThat(codes(found(numbered(5000), train, spec("label", "1")))).isEmpty();
  }

  private static String numbered(int from) {
    StringBuilder rows = new StringBuilder("row_id,label,x\n");
    for (int i = 0; i < 200; i++) {
      rows.append("%d,%d,%d\n".formatted(i, i % 2, from + i * 7919 % 1009));
    }
    return rows.toString();
  }

  @Test
  void a_time_after_the_label_is_counted_where_the_label_has_a_time() throws IOException {
    String train =
        """
        row_id,label,x,decided,paid
        1,1,4,2026-01-05,2026-02-01
        2,0,3,2026-01-06,2026-01-02
        3,1,2,2026-01-07,
        4,0,1,2026-01-08,2026-01-08
        """;
    Json.Obj times = Json.obj().put("label", "decided").build();
    Json.Builder spec = Json.obj().put("times", times);
    spec("label", "1").members().forEach(spec::put);

    assertThat(sentences(found(train, train, spec.build())))
        .contains("The column paid is later than the label's time in 1 of 3 rows.");
  }

  @Test
  void the_order_of_the_rows_changes_no_byte() throws IOException {
    List<String> lines = new ArrayList<>(text("titanic", "train").lines().toList());
    String header = lines.removeFirst();
    String reversed = header + "\n" + String.join("\n", lines.reversed()) + "\n";
    Json.Obj spec = spec("survived", "survived");

    Json.Obj straight = found(text("titanic", "test"), text("titanic", "train"), spec);
    Json.Obj turned = found(text("titanic", "test"), reversed, spec);

    assertThat(Digest.of(turned.object("tables"))).isEqualTo(Digest.of(straight.object("tables")));
  }

  private static Json.Obj spec(String label, String positive) {
    return Json.obj()
        .put("id", "row_id")
        .put("label", Json.obj().put("column", label).put("positive", positive).build())
        .build();
  }

  private static String text(String set, String part) throws IOException {
    return Files.readString(DATA.resolve(set).resolve(part + ".csv"));
  }

  private static List<String> codes(Json.Obj evidence) {
    return evidence.object("details").array("problems").values().stream()
        .map(problem -> ((Json.Obj) problem).string("code"))
        .toList();
  }

  private static List<String> sentences(Json.Obj evidence) {
    return evidence.object("details").array("problems").values().stream()
        .map(problem -> ((Json.Obj) problem).string("sentence"))
        .toList();
  }

  private Json.Obj found(String test, String train, Json.Obj spec) throws IOException {
    Map<String, byte[]> files =
        Map.of("testSet", test.getBytes(UTF_8), "trainSet", train.getBytes(UTF_8));
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      return switch (workers.run(TestJobs.of(folder, Job.LEAKAGE, files, spec))) {
        case Outcome.Computed(var evidence) -> evidence;
        case Outcome.Failed(var code, var message) ->
            throw new AssertionError(code + ": " + message);
      };
    }
  }
}
