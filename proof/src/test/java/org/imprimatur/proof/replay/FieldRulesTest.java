// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.inventory.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Further fields in a replay: whatever the server would have refused is found. */
class FieldRulesTest {
  private static final Instant LAST = TestingStory.honest().acts.getLast().at();
  private static final Field UNIT =
      new Field("unit", Field.CHOICE, "Who pays for it", List.of("Retail", "Treasury"));
  private static final Field WIDER =
      new Field("unit", Field.CHOICE, "Who pays for it", List.of("Risk", "Retail", "Treasury"));
  private static final Field OTHER =
      new Field("unit", Field.CHOICE, "Who checks it", List.of("Risk", "Retail", "Treasury"));
  private static final Field LISTED = new Field("unit", Field.TEXT, "Who pays for it", List.of());
  private static final Field REVIEW =
      new Field("next-review", Field.DATE, "When it is looked at", List.of());
  private static final Field TIER = new Field("tier", Field.TEXT, "Another tier", List.of());
  private static final List<Field> DEFINITIONS = List.of(UNIT, WIDER, OTHER, LISTED, REVIEW, TIER);
  private static final List<String> VALUES = List.of("Retail", "Risk", "2026-12-24", "24.12.2026");

  static Stream<Arguments> logs() {
    return Stream.of(
        told("whole", "", stated(UNIT), stated(REVIEW), valued("unit", "Retail")),
        told(
            "stated anew and emptied", "", stated(UNIT), valued("unit", "Retail"), emptied("unit")),
        told("of the owner", "", stated(UNIT), valued("p_lena", "unit", "Retail")),
        told("more to choose from", "", stated(UNIT), stated(WIDER), valued("unit", "Risk")),
        told("before there was more", "field.value", stated(UNIT), valued("unit", "Risk")),
        told("less to choose from", "field.meaning", stated(WIDER), stated(UNIT)),
        told("the same again", "field.meaning", stated(UNIT), stated(UNIT)),
        told("another meaning", "field.meaning", stated(UNIT), stated(OTHER)),
        told("another kind", "field.meaning", stated(UNIT), stated(LISTED)),
        told("retired", "", stated(UNIT), valued("unit", "Retail"), retired("unit")),
        told(
            "after it was retired",
            "field.retired",
            stated(UNIT),
            retired("unit"),
            valued("unit", "Retail")),
        told(
            "emptied after it was retired",
            "field.retired",
            stated(UNIT),
            retired("unit"),
            emptied("unit")),
        told(
            "a name that was retired",
            "field.retired",
            stated(UNIT),
            retired("unit"),
            stated(WIDER)),
        told("retired twice", "field.retired", stated(UNIT), retired("unit"), retired("unit")),
        told("retired and never stated", "field.unknown", retired("unit")),
        told("a field that is not stated", "field.unknown", valued("unit", "Retail")),
        told("emptied and never stated", "field.unknown", emptied("unit")),
        told("a wrong kind", "field.value", stated(REVIEW), valued("next-review", "24.12.2026")),
        told("by no risk manager", "field.role", stated("p_ada", UNIT)),
        told(
            "retired by no risk manager",
            "field.role",
            stated(UNIT),
            new FieldRetired(at("p_ada"), "unit")),
        told(
            "by neither owner nor proposer",
            "field.role",
            stated(UNIT),
            valued("p_bruno", "unit", "Retail")),
        told(
            "by who was never added",
            "act.by field.role",
            stated(UNIT),
            valued("p_nobody", "unit", "Retail")),
        told("a column that is there", "field.definition", stated(TIER)),
        told(
            "another kind than defined",
            "field.definition",
            new FieldStated(at("p_dmitri"), "unit", Field.TEXT, digest(UNIT))),
        told(
            "another name than defined",
            "field.definition",
            new FieldStated(at("p_dmitri"), "units", Field.CHOICE, digest(UNIT))),
        told(
            "no definition",
            "blob.missing",
            new FieldStated(at("p_dmitri"), "unit", Field.CHOICE, Digest.of(new byte[] {9}))),
        told(
            "a definition that is none",
            "blob.shape",
            new FieldStated(
                at("p_dmitri"), "unit", Field.CHOICE, Digest.of("Retail".getBytes(UTF_8)))),
        told(
            "no value",
            "field.nothing",
            stated(UNIT),
            new ValuesStated(at("p_ada"), MODEL, new TreeMap<>(), List.of())),
        told(
            "stated and emptied",
            "field.twice",
            stated(UNIT),
            new ValuesStated(
                at("p_ada"),
                MODEL,
                new TreeMap<>(Map.of("unit", text("Retail"))),
                List.of("unit"))),
        told(
            "of no model",
            "model.unknown",
            stated(UNIT),
            new ValuesStated(
                at("p_ada"), "m_other", new TreeMap<>(Map.of("unit", text("Retail"))), List.of())),
        told("a value that is gone", "blob.missing", stated(UNIT), valued("unit", "Gone")));
  }

  private static Arguments told(String what, String codes, Act... acts) {
    return arguments(what, codes, List.of(acts));
  }

  private static TestingStory story() {
    TestingStory story = TestingStory.honest();
    DEFINITIONS.forEach(one -> story.put(one.document().canonical()));
    VALUES.forEach(one -> story.put(one.getBytes(UTF_8)));
    return story;
  }

  private static String codes(TestingStory story) {
    return String.join(" ", story.replay().findings().stream().map(Finding::code).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void a_field(String what, String codes, List<Act> acts) {
    TestingStory story = story();
    story.acts.addAll(acts);

    assertThat(codes(story)).as(what).isEqualTo(codes);
  }

  @Test
  void an_inventory_has_thirty_fields_in_use_and_a_retired_one_makes_room() {
    TestingStory story = story();
    List<Act> acts = new ArrayList<>();
    IntStream.range(0, 31)
        .mapToObj(i -> new Field("field-" + i, Field.TEXT, "What it is", List.of()))
        .forEach(
            field -> {
              story.put(field.document().canonical());
              acts.add(stated(field));
            });
    story.acts.addAll(acts);
    assertThat(codes(story)).isEqualTo("field.most");

    story.acts.add(story.acts.size() - 1, retired("field-3"));
    assertThat(codes(story)).isEmpty();
  }

  @Test
  void whoever_states_a_value_takes_no_hand_in_the_model_and_may_still_sign() {
    TestingStory story = story();
    Stamp founding = story.acts.getFirst().stamp();
    story.acts.add(
        story.position(PolicyPublished.class),
        new RoleGiven(founding, "p_bruno", "data-scientist"));
    int opened = story.position(SubmissionOpened.class);
    Instant before = story.acts.get(opened).at();
    story.acts.add(
        opened, new FieldStated(new Stamp(before, "p_dmitri"), "unit", Field.CHOICE, digest(UNIT)));
    story.acts.add(
        opened + 1,
        new ValuesStated(
            new Stamp(before, "p_bruno"),
            MODEL,
            new TreeMap<>(Map.of("unit", text("Retail"))),
            List.of()));

    assertThat(codes(story)).isEmpty();
  }

  private static Stamp at(String by) {
    return new Stamp(LAST.plus(Duration.ofMinutes(10)), by);
  }

  private static Digest digest(Field field) {
    return Digest.of(field.document());
  }

  private static Digest text(String value) {
    return Digest.of(value.getBytes(UTF_8));
  }

  private static FieldStated stated(Field field) {
    return stated("p_dmitri", field);
  }

  private static FieldStated stated(String by, Field field) {
    return new FieldStated(at(by), field.name(), field.kind(), digest(field));
  }

  private static FieldRetired retired(String field) {
    return new FieldRetired(at("p_dmitri"), field);
  }

  private static ValuesStated valued(String field, String value) {
    return valued("p_ada", field, value);
  }

  private static ValuesStated valued(String by, String field, String value) {
    return new ValuesStated(at(by), MODEL, new TreeMap<>(Map.of(field, text(value))), List.of());
  }

  private static ValuesStated emptied(String field) {
    return new ValuesStated(at("p_ada"), MODEL, new TreeMap<>(), List.of(field));
  }
}
