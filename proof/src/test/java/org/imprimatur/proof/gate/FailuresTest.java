// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Failures.Failure;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.junit.jupiter.api.Test;

/** A failing check keeps its name from version to version. */
class FailuresTest {
  private static final String ASKED =
      """
      - {id: sound, kind: check, check: data.quality/1, tiers: [high]}
      - {id: ranking, kind: expression, class: performance, tiers: [high], when: "metrics.roc_auc >= 0.75"}
      - {id: decision, kind: signoff, role: owner, meaning: approval, tiers: [high], covers: all}
      """;
  private static final String AUC = "performance:metric.judged:roc_auc";
  private static final String DUPLICATES = "data.quality:data.duplicate:The column age has # rows.";

  @Test
  void a_failure_keeps_its_name_whatever_the_artifact_and_the_number_are() {
    Failures first = failures("v1", 0.61, problem("The column age has 12 rows."));
    Failures second = failures("v2", 0.66, problem("The column age has 1,204 rows."));

    assertThat(first.all())
        .extracting(Failure::identity)
        .containsExactly(DUPLICATES, AUC)
        .isEqualTo(second.all().stream().map(Failure::identity).toList());
    assertThat(ages(second, first))
        .isEqualTo(Map.of(AUC, "still there", DUPLICATES, "still there"));
  }

  @Test
  void what_only_one_of_two_has_is_new_or_gone() {
    Failures first = failures("v1", 0.61);
    Failures second = failures("v2", 0.81, problem("The column age has 3 rows."));

    assertThat(ages(second, first)).isEqualTo(Map.of(DUPLICATES, "new", AUC, "gone"));
  }

  @Test
  void another_column_is_another_failure_and_digits_in_its_name_count() {
    Failures first = failures("v1", 0.81, problem("The column x1 has 3 rows."));
    Failures second = failures("v2", 0.81, problem("The column x2 has 3 rows."));

    assertThat(ages(second, first))
        .isEqualTo(
            Map.of(
                "data.quality:data.duplicate:The column x2 has # rows.", "new",
                "data.quality:data.duplicate:The column x1 has # rows.", "gone"));
  }

  @Test
  void what_a_check_has_not_said_yet_is_not_gone() {
    Failures first = failures("v1", 0.61, problem("The column age has 3 rows."));
    Failures second = Failures.of(input("v2", Map.of()));

    assertThat(second.all()).isEmpty();
    assertThat(ages(second, first))
        .isEqualTo(Map.of(AUC, "not computed yet", DUPLICATES, "not computed yet"));
  }

  @Test
  void what_could_not_be_computed_is_one_failure_whatever_the_message_says() {
    Failures failures = Failures.of(input("v1", Map.of("data.quality/1", error())));

    assertThat(failures.all())
        .extracting(Failure::identity)
        .containsExactly("data.quality:check.error");
  }

  @Test
  void what_could_not_be_computed_again_is_not_gone() {
    Failures first = failures("v1", 0.81, problem("The column age has 3 rows."));
    Failures second = Failures.of(input("v2", Map.of("data.quality/1", error())));

    assertThat(ages(second, first))
        .isEqualTo(Map.of("data.quality:check.error", "new", DUPLICATES, "not computed yet"));
  }

  @Test
  void what_holds_within_a_failing_check_is_no_failure() {
    assertThat(failures("v1", 0.81).all()).isEmpty();
  }

  private static Map<String, String> ages(Failures now, Failures before) {
    Map<String, String> ages = new TreeMap<>();
    now.beside(before).forEach(aged -> ages.put(aged.failure().identity(), aged.age().word()));
    return ages;
  }

  private static Json.Obj error() {
    return Json.obj()
        .put("outcome", "error")
        .put("error", Json.obj().put("message", "Line 7 of sha256:ab12 ended.").build())
        .build();
  }

  private static Json problem(String sentence) {
    return Json.obj().put("code", "data.duplicate").put("sentence", sentence).build();
  }

  private static Failures failures(String version, double auc, Json... problems) {
    Json.Obj quality =
        Json.obj()
            .put("outcome", "computed")
            .put("tables", Json.obj().put("counts", Json.obj().put("rows", 100).build()).build())
            .put("details", Json.obj().put("problems", Json.array(List.of(problems))).build())
            .build();
    Json.Obj measured =
        Json.obj()
            .put("outcome", "computed")
            .put("metrics", Json.obj().put("roc_auc", Json.obj().put("value", auc).build()).build())
            .build();
    return Failures.of(
        input(version, Map.of("data.quality/1", quality, "performance/1", measured)));
  }

  private static GateInput input(String version, Map<String, Json.Obj> contents) {
    Digest manifest = Digest.of(version.getBytes(UTF_8));
    Digest test = Digest.of("test".getBytes(UTF_8));
    var classes = new TreeMap<String, SortedMap<String, Dossier.Item>>();
    contents.forEach(
        (item, content) ->
            classes
                .computeIfAbsent(
                    item.startsWith("data") ? "data" : "performance", _ -> new TreeMap<>())
                .put(
                    item,
                    new Dossier.Item(
                        Digest.of(content),
                        Policy.Level.COMPUTED_HERE,
                        List.of(manifest, test),
                        content)));
    var subject =
        new GateInput.Subject(
            manifest,
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(manifest, "0.5"),
            Optional.of(new GateInput.Exam(test, test, "priya", List.of(), Set.of())));
    return new GateInput(
        TestingPolicy.asking(ASKED),
        subject,
        new Dossier(classes),
        List.of(),
        new People(Map.of(), Map.of(), 0, Map.of()),
        Instant.EPOCH);
  }
}
