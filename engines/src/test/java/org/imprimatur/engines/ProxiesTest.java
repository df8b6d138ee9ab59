// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that stand for a protected attribute are told from inputs that do not. */
class ProxiesTest {
  private static final int ROWS = 2000;

  @TempDir Path folder;

  @Test
  void a_stand_in_for_a_group_is_told_and_what_has_nothing_to_do_with_it_is_not()
      throws IOException {
    Json.Obj metrics = found(rows(), spec("group", "other", "x")).object("metrics");

    assertThat(number(metrics, "proxies.group.auc", "low")).isGreaterThan(0.9);
    assertThat(number(metrics, "proxies.other.auc", "low")).isLessThan(0.5);
    assertThat(number(metrics, "proxies.other.auc", "high")).isGreaterThan(0.5);
  }

  @Test
  void an_attribute_that_the_model_reads_itself_is_named_and_is_no_proxy_of_itself()
      throws IOException {
    Json.Obj proxies = found(rows(), spec("level")).object("details").object("proxies");

    assertThat(proxies.object("level").find("read_by_the_model")).contains(Json.of(true));
    assertThat(proxies.object("level").object("classes").object("b").object("inputs").members())
        .containsOnlyKeys("x");
  }

  @Test
  void an_attribute_of_many_values_is_not_told_and_says_why() throws IOException {
    Json.Obj metric = found(rows(), spec("row_id")).object("metrics").object("proxies.row_id.auc");

    assertThat(metric.string("reason")).startsWith("It has more than 20 values.");
  }

  @Test
  void the_order_of_the_rows_changes_no_count() throws IOException {
    List<String> lines = new ArrayList<>(rows().lines().toList());
    String header = lines.removeFirst();
    String reversed = header + "\n" + String.join("\n", lines.reversed()) + "\n";

    assertThat(found(reversed, spec("group", "other")).object("tables"))
        .isEqualTo(found(rows(), spec("group", "other")).object("tables"));
  }

  /** The group moves x by a third of its range; level says half of the rest. */
  private static String rows() {
    StringBuilder rows = new StringBuilder("row_id,label,x,level,group,other\n");
    for (int i = 0; i < ROWS; i++) {
      boolean group = i * 7919 % 1009 < 400;
      int x = i * 31 % 100 + (group ? 90 : 0);
      String other = i * 104729 % 1013 < 500 ? "u" : "v";
      rows.append(
          "%d,%d,%d,%s,%s,%s\n"
              .formatted(i, i % 2, x, i % 3 == 0 ? "a" : "b", group ? "g" : "h", other));
    }
    return rows.toString();
  }

  private static double number(Json.Obj metrics, String name, String member) {
    return ((Json.Num) metrics.object(name).find(member).orElseThrow()).value();
  }

  private static Json.Obj spec(String... groups) {
    return Json.obj()
        .put("id", "row_id")
        .put("label", Json.obj().put("column", "label").put("positive", "1").build())
        .put("groups", Json.array(List.of(groups).stream().map(Json::of).toList()))
        .put("features", Json.array(List.of(Json.of("x"), Json.of("level"))))
        .build();
  }

  private Json.Obj found(String rows, Json.Obj spec) throws IOException {
    Map<String, byte[]> files =
        Map.of("testSet", rows.getBytes(UTF_8), "model", ModelBytes.model(graph()));
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      return switch (workers.run(TestJobs.of(folder, Job.PROXIES, files, spec))) {
        case Outcome.Computed(var evidence) -> evidence;
        case Outcome.Failed(var code, var message) ->
            throw new AssertionError(code + ": " + message);
      };
    }
  }

  private static ModelBytes graph() {
    return new ModelBytes()
        .message(1, ModelBytes.node("Sigmoid", "", new String[] {"table"}, new String[] {"y"}))
        .text(2, "g")
        .message(11, ModelBytes.port("table", ModelBytes.FLOAT, 0, 2))
        .message(12, ModelBytes.port("y", ModelBytes.FLOAT, 0, 1));
  }
}
