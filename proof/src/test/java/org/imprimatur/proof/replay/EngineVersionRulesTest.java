// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Link;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The act that records evidence may name the engines that computed it, each with its version. */
class EngineVersionRulesTest {
  private static final List<String> ENGINES =
      List.of("duckdb/2.0.0.1", "imprimatur/0.1.0", "onnxruntime/1.29.0");

  private final TestingStory story = TestingStory.honest();
  private final int first = story.position(EvidenceRecorded.class);

  @Test
  void an_entry_of_before_names_none_and_one_of_today_is_read_back_as_it_was() {
    EvidenceRecorded before = story.first(EvidenceRecorded.class);
    assertThat(new String(before.bytes(), UTF_8)).doesNotContain("engines");
    assertThat(((EvidenceRecorded) Act.parse(before.bytes())).engines()).isEmpty();

    EvidenceRecorded named = naming(ENGINES);
    assertThat(Act.parse(named.bytes())).isEqualTo(named);
    assertThat(codes(named)).isEmpty();
    String empty = new String(named.bytes(), UTF_8).replaceFirst("\\[\"duck[^]]*]", "[]");
    assertThatThrownBy(() -> Act.parse(empty.getBytes(UTF_8))).hasMessageContaining("engines");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("no version", List.of("duckdb")),
        arguments("twice", List.of("duckdb/1", "duckdb/1")),
        arguments("out of order", List.of("onnxruntime/1", "duckdb/1")),
        arguments("words", List.of("duckdb/2 0")),
        arguments(
            "too many", List.of("a/1", "b/1", "c/1", "d/1", "e/1", "f/1", "g/1", "h/1", "i/1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void what_names_no_engine_is_found(String what, List<String> engines) {
    assertThat(codes(naming(engines))).as(what).containsExactly("evidence.engines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"duckdb/2.0.0.1", "imprimatur/0.1.0", "onnxruntime/1.29.0"})
  void evidence_that_names_a_condemned_engine_does_not_carry_a_promotion(String engine) {
    assertThat(codes(naming(ENGINES), condemned(engine)))
        .contains("verdict.passes", "promotion.refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"duckdb/2.0.0.2", "duckdb/2.0.0", "imprimatur/0.2.0"})
  void another_version_and_evidence_that_names_none_pass_as_before(String engine) {
    assertThat(codes(naming(ENGINES), condemned(engine))).isEmpty();
  }

  @Test
  void the_sentence_says_by_which_engine() {
    story.acts.set(first, naming(ENGINES));
    var blobs = new HashedBlobs(digest -> Optional.ofNullable(story.blobs.get(digest)));

    assertThat(
            Impact.of(
                    Cause.of(Cause.Kind.ENGINE, "duckdb/2.0.0.1"),
                    story.acts,
                    blobs.origins(),
                    List.of(),
                    Watch::current)
                .stream()
                .flatMap(one -> one.links().stream())
                .map(Link::sentence))
        .singleElement()
        .asString()
        .endsWith("was computed by the engine duckdb/2.0.0.1.");
  }

  private EvidenceRecorded naming(List<String> engines) {
    var one = (EvidenceRecorded) story.acts.get(first);
    return new EvidenceRecorded(
        one.stamp(),
        one.submission(),
        one.revision(),
        one.evidenceClass(),
        one.item(),
        one.evidence(),
        one.inputs(),
        one.level(),
        one.look(),
        one.envelope(),
        engines);
  }

  private Act condemned(String engine) {
    return new CauseCondemned(
        new Stamp(story.acts.get(story.acts.size() - 3).at(), "p_dmitri"),
        "i_bad",
        "engine",
        engine,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        story.put("because".getBytes(UTF_8)));
  }

  private List<String> codes(EvidenceRecorded named, Act... before) {
    story.acts.set(first, named);
    story.acts.addAll(story.acts.size() - 2, List.of(before));
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
