// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody makes a check of what was challenged: one line more in the text of the policy. */
class AddedRequirementTest {
  private static final AddedRequirement RECALL =
      new AddedRequirement("From challenge 3.", "performance", "high", "recall", true, "0.52");

  private static String lending() throws IOException {
    return Files.readString(Path.of("..", "examples", "policies", "lending.yaml"));
  }

  @Test
  void it_is_the_last_requirement_of_its_gate_and_nothing_else_changes() throws IOException {
    String text = lending();

    String added = RECALL.in(text, "production").orElseThrow();

    List<String> lines = added.lines().toList();
    assertThat(lines.subList(lines.size() - 2, lines.size()))
        .containsExactly(
            "      # From challenge 3.",
            "      - {id: check-recall, kind: expression, class: performance, tiers: [high],"
                + " when: 'metrics.recall >= 0.52'}");
    assertThat(lines.subList(0, lines.size() - 2)).isEqualTo(text.lines().toList());
    Policy policy = ((Reading.Read) PolicyReader.read(added.getBytes(UTF_8))).policy();
    assertThat(policy.asked("production", "high").getLast().id()).isEqualTo("check-recall");
  }

  @Test
  void a_second_one_has_an_id_of_its_own_and_a_strange_name_stays_one_name() throws IOException {
    String once = RECALL.in(lending(), "production").orElseThrow();
    assertThat(RECALL.in(once, "production").orElseThrow()).contains("{id: check-recall-2, ");

    var strange =
        new AddedRequirement("", "performance", "high", "class.it's \"a\".recall", false, "1");
    String added = strange.in(once, "production").orElseThrow();

    assertThat(added).contains("when: 'metrics[\"class.it''s \\\"a\\\".recall\"] <= 1'");
    assertThat(PolicyReader.read(added.getBytes(UTF_8))).isInstanceOf(Reading.Read.class);
  }

  static Stream<String> last() {
    return Stream.of(
        "      - {id: last, kind: check, check: artifact/1, tiers: [high]}",
        "      - {id: last, kind: check, check: artifact/1, tiers: [high]} # kept\n",
        """
              - id: last
                kind: check
                check: artifact/1
                tiers: [high]
        """,
        """
              - id: last
                kind: check
                check: artifact/1
                tiers:
                  - high
        """,
        """
              -   {id: last, kind: check,
                   check: artifact/1,
                   tiers: [high]}
        """);
  }

  @ParameterizedTest
  @MethodSource("last")
  void it_comes_after_a_requirement_however_that_is_written(String last) {
    String head = "gates:\n  production:\n    requirements:\n";
    String tail =
        """

          # the other gate
          staging:
            requirements: []
        """;
    String text = head + last + tail;

    String added = RECALL.in(text, "production").orElseThrow();

    List<String> kept = new ArrayList<>(added.lines().toList());
    int at = (head + last).lines().toList().size();
    assertThat(kept.get(at)).isEqualTo("      # From challenge 3.");
    assertThat(kept.get(at + 1)).startsWith("      - {id: check-recall, ");
    kept.subList(at, at + 2).clear();
    assertThat(kept).isEqualTo(text.lines().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "- a\n",
        "gates: {}\n",
        "gates: {production: {requirements: []}}\n",
        "gates: {production: {requirements: [{id: a}]}}\n",
        "gates:\n  production: 7\n",
        "{: ]\n"
      })
  void where_there_is_no_place_for_it_there_is_none(String text) {
    assertThat(RECALL.in(text, "production")).isEqualTo(Optional.empty());
  }
}
