// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRetrain.envelope;
import static org.imprimatur.proof.replay.TestingRetrain.outside;
import static org.imprimatur.proof.replay.TestingRetrain.state;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bruno and Lena signed version 1 with a change envelope. Inside it a retrain needs every check and
 * no new signature; outside it, or where anything cannot be told, people sign as always.
 */
class EnvelopeRulesTest {
  private static final String SIGNED = "By the change envelope of submission 1, signed by ";
  private static final Digest OTHER = Digest.of("other".getBytes(UTF_8));

  @Test
  void inside_it_a_retrain_passes_by_the_signatures_of_before_and_a_replay_agrees() {
    var retrain = new TestingRetrain();
    long number = retrain.submit(2);
    Verdict verdict = retrain.verdict(number);

    assertThat(verdict.envelope().orElseThrow().outside()).isEmpty();
    assertThat(verdict.open()).isEmpty();
    assertThat(sentences(verdict, "validation")).contains(SIGNED + "p_bruno.");
    assertThat(sentences(verdict, "decision")).contains(SIGNED + "p_lena.");
    assertThat(verdict.waived()).isEmpty();
    assertThat(Verdict.read(verdict.trace()).trace()).isEqualTo(verdict.trace());

    retrain.promote(number, 2);
    assertThat(retrain.story.found()).isEmpty();
  }

  @Test
  void what_was_only_watched_when_people_signed_is_asked_of_a_retrain_from_its_day_on() {
    String second =
        "- {id: second, kind: signoff, role: risk-manager, meaning: review, tiers: [high],"
            + " covers: [performance], enforced: {from: 2026-12-15}}";
    String watching =
        TestingRetrain.POLICY.replaceFirst("(?m)^(.*id: decision,)", second.indent(6) + "$1");
    var before = new TestingRetrain(watching, envelope().build());
    assertThat(before.verdict(before.submit(2)).passes()).isTrue();

    var after = new TestingRetrain(watching, envelope().build()).later(Duration.ofDays(30));
    Verdict verdict = after.verdict(after.submit(2));
    assertThat(verdict.envelope().orElseThrow().outside()).isEmpty();
    assertThat(state(verdict, "second")).as("nobody signed it to lend it").isEqualTo(State.WAITING);
    assertThat(state(verdict, "validation")).isEqualTo(State.SATISFIED);
  }

  static Stream<Arguments> retrains() {
    return Stream.of(
        changed("another cut-off", "cut-off bound on roc_auc", one -> one.cutoff = "0.5"),
        changed("the same cut-off in other digits", "", one -> one.cutoff = "0.40"),
        changed("data that are not named", "data", one -> one.data = List.of("scraped")),
        changed(
            "one named set and one that is not",
            "data",
            one -> one.data = List.of("loans-2026", "scraped")),
        changed("another named set", "", one -> one.data = List.of("loans-2027")),
        changed("nothing said of the data", "data", one -> one.data = List.of()),
        changed(
            "a feature more",
            "features",
            one -> one.inputs = Map.of("income", "tensor(float)", "age", "tensor(float)")),
        changed("a feature less", "features", one -> one.inputs = Map.of()),
        changed(
            "a feature of another type",
            "features",
            one -> one.inputs = Map.of("income", "tensor(string)")),
        changed(
            "another family of algorithms",
            "algorithm",
            one -> one.operators = List.of("TreeEnsembleClassifier")),
        changed(
            "an operator that was signed and not used before",
            "",
            one -> one.operators = List.of("LinearClassifier", "Scaler")),
        changed("no operator at all", "algorithm", one -> one.operators = List.of()),
        changed(
            "code beside the model that nobody signed",
            "files",
            one -> one.files = List.of(new Manifest.File("prepare.py", OTHER, 9))),
        changed("another output as the score", "algorithm", one -> one.output = Optional.of("raw")),
        changed(
            "an artifact that nobody read",
            "features algorithm files",
            one -> one.measured = List.of("performance", "documentation")),
        changed(
            "a figure that was not measured",
            "bound on roc_auc",
            one -> one.measured = List.of("artifact", "documentation")),
        changed("its last day is over", "in force", one -> one.later(Duration.ofDays(91))),
        changed("the day before", "", one -> one.later(Duration.ofDays(89))));
  }

  private static Arguments changed(String what, String members, Consumer<TestingRetrain> change) {
    return arguments(what, members, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("retrains")
  void what_is_outside_or_cannot_be_told_asks_people_again(
      String what, String members, Consumer<TestingRetrain> change) {
    var retrain = new TestingRetrain();
    change.accept(retrain);
    long number = retrain.submit(2);
    Verdict verdict = retrain.verdict(number);

    assertThat(outside(verdict)).as(what).isEqualTo(members);
    assertThat(state(verdict, "decision"))
        .isEqualTo(members.isEmpty() ? State.SATISFIED : State.WAITING);
    retrain.promote(number, 2);
    assertThat(retrain.codes())
        .isEqualTo(members.isEmpty() ? "" : "verdict.passes promotion.refused");
  }

  static Stream<Arguments> events() {
    return Stream.of(
        arguments(
            "the use moved",
            "gate.moved",
            event(one -> one.act(new UseStated(one.by("p_ada"), MODEL, put(one, "use/v1"))))),
        arguments(
            "the promises moved",
            "gate.moved",
            event(
                one ->
                    one.act(new PromisesStated(one.by("p_ada"), MODEL, put(one, "promises/v1"))))),
        arguments(
            "another envelope is stated",
            "outside ground",
            event(
                one ->
                    one.act(new EnvelopeStated(one.by("p_ada"), MODEL, put(one, "envelope/v1"))))),
        arguments(
            "the tier was confirmed as another",
            "outside in force ground",
            event(
                one ->
                    one.act(
                        new RiskConfirmed(
                            one.by("p_dmitri"),
                            MODEL,
                            one.signed.risk(),
                            "low",
                            "R1",
                            Optional.of("It decides nothing."))))),
        arguments(
            "the signed version was suspended",
            "outside in force",
            event(
                one ->
                    one.act(
                        new VersionSuspended(
                            one.by("p_dmitri"),
                            MODEL,
                            1,
                            1,
                            new Cause.Ordered("risk-manager", OTHER))))),
        arguments(
            "a signer left",
            "WAITING validation",
            event(one -> one.act(new PersonLeft(one.by("p_dmitri"), "p_bruno")))),
        arguments(
            "a signer lost the role",
            "WAITING decision",
            event(
                one ->
                    one.act(new RoleWithdrawn(one.by("p_dmitri"), "p_lena", "business-owner")))));
  }

  private static Consumer<TestingRetrain> event(Consumer<TestingRetrain> event) {
    return event;
  }

  private static Digest put(TestingRetrain retrain, String kind) {
    return retrain.story.put(TestingPapers.document(kind).put("other", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void what_moved_since_it_was_signed_ends_it(
      String what, String expected, Consumer<TestingRetrain> event) {
    var retrain = new TestingRetrain();
    long number = retrain.submit(2);
    event.accept(retrain);
    Verdict verdict = retrain.verdict(number);

    assertThat(verdict.passes()).as(what).isFalse();
    switch (expected.split(" ", 2)[0]) {
      case "gate.moved" ->
          assertThat(verdict.obstacles().getFirst().code()).isEqualTo("gate.moved");
      case "outside" -> assertThat("outside " + outside(verdict)).isEqualTo(expected);
      default ->
          assertThat("WAITING " + verdict.open().getFirst().requirement()).isEqualTo(expected);
    }
  }

  @Test
  void a_signer_with_a_hand_in_the_retrain_is_not_counted_and_a_forged_promotion_is_found() {
    var retrain = new TestingRetrain();
    retrain.contributors = List.of("p_bruno");
    long number = retrain.submit(2);
    Verdict verdict = retrain.verdict(number);

    assertThat(verdict.envelope().orElseThrow().inside()).isTrue();
    assertThat(state(verdict, "validation")).isEqualTo(State.WAITING);
    assertThat(sentences(verdict, "validation"))
        .anyMatch(sentence -> sentence.contains("contributed to version 2"));
    retrain.promote(number, 2);
    assertThat(retrain.codes()).isEqualTo("verdict.passes promotion.refused");
  }

  @Test
  void every_promotion_under_it_takes_a_place_and_one_more_than_there_are_is_found() {
    var retrain = new TestingRetrain();
    for (long version = 2; version <= 3; version++) {
      retrain.promote(retrain.submit(version), version);
    }
    assertThat(retrain.story.found()).isEmpty();

    long third = retrain.submit(4);
    assertThat(outside(retrain.verdict(third))).isEqualTo("count");
    retrain.promote(third, 4);
    assertThat(retrain.codes()).isEqualTo("verdict.passes promotion.refused");
  }

  @Test
  void a_version_that_came_in_under_it_is_not_renewed_under_it() {
    var retrain = new TestingRetrain();
    long first = retrain.submit(2);
    retrain.promote(first, 2);
    Digest manifest = retrain.registered(2).manifest();

    assertThat(outside(retrain.verdict(retrain.open(2, manifest)))).isEqualTo("version");
  }

  @Test
  void a_retrain_has_the_time_that_was_left_to_the_approval_that_it_rests_on() {
    String policy =
        TestingRetrain.POLICY.replace(
            "    envelope:", "    revalidate: {tiers: {high: 30}}\n    envelope:");
    var retrain = new TestingRetrain(policy, envelope().build());
    Instant signed = retrain.now;
    retrain.later(Duration.ofDays(20)).promote(retrain.submit(2), 2);
    Watch watch = Optional.ofNullable(Watch.all(retrain.story.acts).get(2L)).orElseThrow();

    assertThat(Renewal.of(watch, policy(policy), _ -> List.of()).orElseThrow().due())
        .isEqualTo(signed.plus(Duration.ofDays(30)));
  }

  private static Policy policy(String text) {
    return switch (PolicyReader.read(text.getBytes(UTF_8))) {
      case Reading.Read(Policy policy) -> policy;
      case Reading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  @Test
  void a_later_approval_without_an_envelope_ends_the_one_before() {
    var retrain = new TestingRetrain();
    retrain.under = OptionalLong.empty();
    long full = retrain.submit(2);
    retrain.promote(full, 2);
    retrain.under = OptionalLong.of(1);
    long third = retrain.submit(3);

    // Whoever forged the promotion of submission 2 signed an envelope with it; it is another one.
    assertThat(outside(retrain.verdict(third))).isEqualTo("in force");
    assertThat(retrain.story.found()).anyMatch(found -> found.endsWith(" submission.envelope"));
  }

  @Test
  void what_left_production_does_not_come_back_by_a_retrain() {
    var retrain = new TestingRetrain();
    retrain.promote(retrain.submit(2), 2);
    retrain.act(leaving(retrain, 1));
    long third = retrain.submit(3);
    assertThat(outside(retrain.verdict(third))).as("version 2 took its place before").isEmpty();

    retrain.act(leaving(retrain, 2));

    assertThat(outside(retrain.verdict(third))).isEqualTo("in force");
    retrain.promote(third, 3);
    assertThat(retrain.codes()).contains("verdict.passes promotion.refused");
  }

  private static VersionPromoted leaving(TestingRetrain retrain, long version) {
    return new VersionPromoted(
        retrain.by("p_ada"), TestingPapers.MODEL, version, version, "production", "archived");
  }

  @Test
  void no_other_submission_lends_its_signatures() {
    var retrain = new TestingRetrain();
    retrain.under = OptionalLong.of(7);
    long number = retrain.submit(2);

    assertThat(outside(retrain.verdict(number))).isEqualTo("in force");
    retrain.promote(number, 2);
    assertThat(retrain.codes()).isEqualTo("submission.envelope verdict.passes promotion.refused");
  }

  @Test
  void a_signature_whose_statement_names_another_envelope_or_none_is_found() {
    var retrain = new TestingRetrain();
    TestingStory story = retrain.story;
    int position = story.position(SignoffGiven.class);
    SignoffGiven given = story.first(SignoffGiven.class);
    SortedMap<String, Json> members =
        new TreeMap<>(
            ((Json.Obj) Json.parse(story.blobs.getOrDefault(given.statement(), new byte[0])))
                .members());
    members.put("envelope", Json.of(OTHER.toString()));
    Digest another = story.put(new Json.Obj(members).canonical());
    members.remove("envelope");
    Digest none = story.put(new Json.Obj(members).canonical());

    assertThat(retrain.codes()).isEmpty();
    for (Digest forged : List.of(another, none)) {
      story.acts.set(position, TestingPapers.signed(given, forged));
      assertThat(story.found()).contains(position + " statement.differs");
    }
  }

  @Test
  void whoever_stated_the_envelope_signs_neither_it_nor_a_retrain() {
    var retrain = new TestingRetrain();
    int stated = retrain.story.position(EnvelopeStated.class);
    retrain.story.acts.set(
        stated,
        new EnvelopeStated(
            retrain.story.stamp(stated, "p_bruno"),
            MODEL,
            retrain.signed.envelope().orElseThrow()));
    long number = retrain.submit(2);

    assertThat(retrain.codes()).contains("signoff.contributor").contains("promotion.refused");
    assertThat(sentences(retrain.verdict(number), "validation"))
        .noneMatch(sentence -> sentence.startsWith(SIGNED));
  }

  private static List<String> sentences(Verdict verdict, String requirement) {
    return verdict.results().stream()
        .filter(result -> result.requirement().equals(requirement))
        .flatMap(result -> result.reasons().stream())
        .map(Verdict.Reason::sentence)
        .toList();
  }
}
