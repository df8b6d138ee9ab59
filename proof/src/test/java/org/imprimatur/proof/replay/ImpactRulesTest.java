// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Link;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What turned out bad is condemned, and what rests on it is opened again: who may, what it names,
 * and that no gate passes on it afterwards.
 */
class ImpactRulesTest {
  private static final String DATA = TestingPapers.TEST_SET.toString();
  private static final String OTHER = Digest.of("other".getBytes(UTF_8)).toString();
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));
  private static final Digest BLANK = Digest.of(" \n".getBytes(UTF_8));

  private final TestingStory story = story();

  private static TestingStory story() {
    TestingStory story = TestingStory.honest();
    story.put("because".getBytes(UTF_8));
    story.put(" \n".getBytes(UTF_8));
    var founding = new Stamp(story.acts.getFirst().at(), Stamp.SYSTEM);
    story.acts.add(2, new PersonAdded(founding, "p_grace", WORDS));
    story.acts.add(3, new RoleGiven(founding, "p_grace", "risk-manager"));
    return story;
  }

  @Test
  void a_test_set_is_condemned_its_approval_opened_again_and_lifted_by_another_person() {
    assertThat(
            found(
                condemned(1, "p_dmitri", "data", DATA),
                reopened(1, "p_dmitri", 1, 1),
                lifted(3, "p_grace"),
                condemned(4, "p_grace", "data", DATA, "i_again")))
        .isEmpty();
  }

  static Stream<Arguments> forged() {
    Act known = condemned(1, "p_dmitri", "data", DATA);
    return Stream.of(
        arguments(
            "by somebody who is no risk manager",
            "condemnation.by",
            List.of(condemned(1, "p_lena", "data", DATA))),
        arguments(
            "a kind that there is none",
            "condemnation.thing",
            List.of(condemned(1, "p_dmitri", "team", "credit"))),
        arguments(
            "a thing of another kind",
            "condemnation.thing",
            List.of(condemned(1, "p_dmitri", "person", DATA))),
        arguments(
            "a person who is not there",
            "condemnation.unknown",
            List.of(condemned(1, "p_dmitri", "person", "p_nobody"))),
        arguments(
            "a passkey that is not there",
            "condemnation.unknown",
            List.of(condemned(1, "p_dmitri", "credential", "k_nothing"))),
        arguments(
            "a runner that is not there",
            "condemnation.unknown",
            List.of(condemned(1, "p_dmitri", "engine", "r_nothing"))),
        arguments(
            "oneself",
            "condemnation.cause",
            List.of(condemned(1, "p_dmitri", "person", "p_dmitri"))),
        arguments(
            "the same twice",
            "condemnation.twice",
            List.of(known, condemned(2, "p_dmitri", "data", DATA, "i_again"))),
        arguments(
            "an id that is taken",
            "id.taken",
            List.of(known, condemned(2, "p_dmitri", "data", OTHER))),
        arguments(
            "what will be bad",
            "condemnation.period",
            List.of(engine(1, Optional.empty(), Optional.of(1_000)))),
        arguments(
            "a period that ends before it begins",
            "condemnation.thing",
            List.of(engine(9, Optional.of(3), Optional.of(2)))),
        arguments(
            "nothing said",
            "condemnation.words",
            List.of(
                new CauseCondemned(
                    at(1, "p_dmitri"),
                    "i_bad",
                    "data",
                    DATA,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    BLANK))),
        arguments(
            "an approval that does not rest on it",
            "reopening.unrelated",
            List.of(condemned(1, "p_dmitri", "data", OTHER), reopened(2, "p_dmitri", 1, 1))),
        arguments(
            "another version of it",
            "version.unknown",
            List.of(known, reopened(2, "p_dmitri", 2, 1))),
        arguments(
            "another submission",
            "reopening.unrelated",
            List.of(known, reopened(2, "p_dmitri", 1, 7))),
        arguments(
            "opened again by its owner",
            "reopening.by",
            List.of(known, reopened(2, "p_lena", 1, 1))),
        arguments(
            "opened again by whoever is the cause",
            "reopening.cause",
            List.of(condemned(1, "p_grace", "person", "p_dmitri"), reopened(2, "p_dmitri", 1, 1))),
        arguments(
            "opened again twice",
            "reopening.twice",
            List.of(known, reopened(2, "p_dmitri", 1, 1), reopened(3, "p_dmitri", 1, 1))),
        arguments(
            "opened again for nothing", "reopening.none", List.of(reopened(2, "p_dmitri", 1, 1))),
        arguments(
            "opened again after it was lifted",
            "reopening.none",
            List.of(known, lifted(2, "p_grace"), reopened(3, "p_dmitri", 1, 1))),
        arguments(
            "lifted by whoever condemned it",
            "lifting.same",
            List.of(known, lifted(2, "p_dmitri"))),
        arguments("lifted by somebody else", "lifting.by", List.of(known, lifted(2, "p_bruno"))),
        arguments(
            "lifted by whoever is the cause",
            "lifting.cause",
            List.of(condemned(1, "p_grace", "person", "p_dmitri"), lifted(2, "p_dmitri"))),
        arguments(
            "lifted by an author",
            "lifting.hand",
            List.of(role("p_sam"), known, lifted(2, "p_sam"))),
        arguments(
            "lifted by the custodian of the test set",
            "lifting.hand",
            List.of(role("p_priya"), known, lifted(2, "p_priya"))),
        arguments("lifted where nothing is", "lifting.none", List.of(lifted(2, "p_grace"))),
        arguments(
            "lifted twice",
            "lifting.none",
            List.of(known, lifted(2, "p_grace"), lifted(3, "p_grace"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void what_could_not_be_recorded_is_found(String what, String code, List<Act> acts) {
    assertThat(found(acts.toArray(Act[]::new))).as(what).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({
    "data, TEST_SET",
    "check, performance/1",
    "check, documentation.card/1",
    "engine, imprimatur",
    "person, p_bruno",
    "person, p_lena",
    "person, p_ada",
    "person, p_sam",
    "person, p_priya",
    "person, p_dmitri"
  })
  void a_version_that_was_promoted_on_something_condemned_is_found(String kind, String thing) {
    story.acts.add(
        story.acts.size() - 2,
        condemned(0, "p_grace", kind, thing.equals("TEST_SET") ? DATA : thing));

    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @ParameterizedTest
  @CsvSource({
    "data, OTHER",
    "check, fairness/1",
    "engine, imprimatur",
    "person, p_grace",
  })
  void what_does_not_rest_on_it_passes_as_before(String kind, String thing) {
    Instant founded = story.acts.getFirst().at();
    Act act =
        kind.equals("engine")
            ? new CauseCondemned(
                at(0, "p_dmitri"),
                "i_bad",
                kind,
                thing,
                Optional.of(founded.minusSeconds(9)),
                Optional.of(founded),
                Optional.empty(),
                WORDS)
            : condemned(0, "p_dmitri", kind, thing.equals("OTHER") ? OTHER : thing);
    story.acts.add(story.acts.size() - 2, act);

    assertThat(codes()).isEmpty();
  }

  @Test
  void what_is_lifted_counts_again() {
    int before = story.acts.size() - 2;
    story.acts.add(before, condemned(0, "p_dmitri", "person", "p_bruno"));
    story.acts.add(before + 1, lifted(0, "p_grace"));

    assertThat(codes()).isEmpty();
  }

  @Test
  void a_promotion_of_before_is_judged_by_what_was_condemned_then() {
    assertThat(found(condemned(1, "p_dmitri", "person", "p_bruno"))).isEmpty();
  }

  @Test
  void a_refusal_of_somebody_condemned_stands() throws Exception {
    before("p_sam", "reject", "s_before");
    story.acts.add(story.acts.size() - 2, condemned(0, "p_dmitri", "person", "p_sam"));

    assertThat(traced()).contains("sign-off.rejected");
    assertThat(codes()).contains("promotion.refused");
  }

  @Test
  void an_approval_that_is_taken_away_ends_no_refusal_of_before() throws Exception {
    before("p_bruno", "reject", "s_before");
    assertThat(codes()).as("Bruno ended it himself").doesNotContain("promotion.refused");

    story.acts.add(story.acts.size() - 2, condemned(0, "p_dmitri", "person", "p_bruno"));

    assertThat(traced()).contains("sign-off.rejected", "sign-off.condemned");
    assertThat(codes()).contains("promotion.refused");
  }

  @Test
  void the_sentence_names_the_link() {
    assertThat(sentences(Cause.Kind.DATA, DATA))
        .containsExactly(
            "Evidence performance/1 of performance was computed from it.",
            "Evidence documentation.card/1 of documentation was computed from it.",
            "Version 1 has it as the file model.onnx.");
    assertThat(sentences(Cause.Kind.PERSON, "p_bruno"))
        .containsExactly(
            "The sign-off of p_bruno as validator (approve) in submission 1 was given by this"
                + " person.");
    assertThat(sentences(Cause.Kind.PERSON, "p_sam"))
        .containsExactly("Version 1 has a contribution of p_sam.");
    assertThat(sentences(Cause.Kind.PERSON, "p_dmitri"))
        .containsExactly("The tier high was confirmed by p_dmitri.");
    assertThat(sentences(Cause.Kind.ENGINE, "imprimatur")).hasSize(2);
    assertThat(sentences(Cause.Kind.DATA, OTHER)).isEmpty();
  }

  private List<String> sentences(Cause.Kind kind, String thing) {
    return Impact.of(
            Cause.of(kind, thing), story.acts, blobs().origins(), List.of(), Watch::current)
        .stream()
        .peek(one -> assertThat(one.state()).isEqualTo(Impact.State.IN_PRODUCTION))
        .flatMap(one -> one.links().stream())
        .map(Link::sentence)
        .toList();
  }

  /** In a submission out of turn, which is withdrawn. */
  private void before(String person, String decision, String id) {
    SubmissionOpened opened = story.first(SubmissionOpened.class);
    int at = story.acts.indexOf(opened);
    SignoffGiven given = story.first(SignoffGiven.class);
    var stamp = new Stamp(story.acts.get(at - 1).at(), person);
    story.acts.add(
        at,
        new SubmissionOpened(
            new Stamp(stamp.at(), "p_ada"),
            0,
            opened.model(),
            1,
            opened.gate(),
            opened.manifest(),
            opened.use(),
            opened.policy(),
            opened.risk(),
            opened.examination(),
            opened.promises()));
    story.acts.add(
        at + 1,
        new SignoffGiven(
            stamp,
            id,
            0,
            "validator",
            "review",
            decision,
            "password",
            given.covers(),
            WORDS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty()));
    story.acts.add(at + 2, new SubmissionWithdrawn(new Stamp(stamp.at(), "p_ada"), 0));
  }

  /** The codes that the gate says now, before the promotion. */
  private List<String> traced() throws UnestablishedException {
    var facts = new Facts();
    story.acts.subList(0, story.acts.size() - 2).forEach(facts::apply);
    Verdict verdict =
        Gate.evaluate(
            new Dockets(facts, blobs())
                .docket(facts.submission(1))
                .input(story.acts.getLast().at()));
    return verdict.results().stream()
        .flatMap(result -> result.reasons().stream())
        .map(Verdict.Reason::code)
        .toList();
  }

  private HashedBlobs blobs() {
    return new HashedBlobs(digest -> Optional.ofNullable(story.blobs.get(digest)));
  }

  private static Stamp at(int minutes, String person) {
    return new Stamp(story().acts.getLast().at().plusSeconds(60L * minutes), person);
  }

  private static Act role(String person) {
    Instant founded = story().acts.getFirst().at();
    return new RoleGiven(new Stamp(founded, Stamp.SYSTEM), person, "risk-manager");
  }

  private static Act condemned(int minutes, String by, String kind, String thing) {
    return condemned(minutes, by, kind, thing, "i_bad");
  }

  private static Act condemned(int minutes, String by, String kind, String thing, String id) {
    return new CauseCondemned(
        at(minutes, by),
        id,
        kind,
        thing,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        WORDS);
  }

  private static Act engine(int minutes, Optional<Integer> from, Optional<Integer> until) {
    return new CauseCondemned(
        at(minutes, "p_dmitri"),
        "i_bad",
        "engine",
        "imprimatur",
        from.map(minute -> at(minute, "").at()),
        until.map(minute -> at(minute, "").at()),
        Optional.empty(),
        WORDS);
  }

  private static Act reopened(int minutes, String by, long version, long submission) {
    return new VersionReopened(
        at(minutes, by), TestingPapers.MODEL, version, submission, "i_bad", Optional.empty());
  }

  private static Act lifted(int minutes, String by) {
    return new CondemnationLifted(at(minutes, by), "i_bad", WORDS);
  }

  private List<String> found(Act... acts) {
    for (Act act : acts) {
      if (act instanceof RoleGiven) {
        story.acts.add(story.position(PolicyPublished.class), act);
      } else {
        story.acts.add(act);
      }
    }
    return codes();
  }

  private List<String> codes() {
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
