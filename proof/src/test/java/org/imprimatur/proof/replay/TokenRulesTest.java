// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Link;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With which token an entry came is held to the life of that token; and what rests on what came
 * with a token that leaked is found, passes no gate, and is opened again.
 */
class TokenRulesTest {
  private static final String TOKEN = "t_leaked2345";
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));

  /** Beside these the tier can be confirmed with a token, but then signatures cover another act. */
  private static final List<Class<? extends Act>> SENT =
      List.of(
          ModelRegistered.class,
          PromisesStated.class,
          RiskAnswered.class,
          ExaminationRegistered.class,
          VersionRegistered.class,
          CardFiled.class,
          SubmissionOpened.class);

  private TestingStory story = story(TestingStory.honest());

  private static TestingStory story(TestingStory story) {
    story.put("because".getBytes(UTF_8));
    return story;
  }

  @Test
  void whatever_came_with_a_token_of_whoever_acts_is_in_order() {
    for (Class<? extends Act> sent : SENT) {
      story = story(TestingStory.honest());
      brought(sent);
      assertThat(codes()).as(sent.getSimpleName()).isEmpty();
    }
    assertThat(
            new String(story.first(SubmissionOpened.class).bytes(), UTF_8)
                .contains("\"with\":\"" + TOKEN + "\""))
        .isTrue();
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        wrong(
            "a token that nobody was given",
            "act.token",
            story -> story.bring(VersionRegistered.class)),
        wrong(
            "another person's token",
            "act.token",
            story -> {
              story.issue("p_lena");
              story.bring(VersionRegistered.class);
            }),
        wrong(
            "a token that was revoked",
            "act.token",
            story -> {
              story.issue("p_ada");
              int at = story.of().position(VersionRegistered.class);
              story
                  .of()
                  .acts
                  .add(at, new TokenRevoked(story.of().stamp(at, "p_ada"), "p_ada", TOKEN));
              story.bring(VersionRegistered.class);
            }),
        wrong(
            "a token that had ended",
            "act.token",
            story -> {
              Act sent = story.of().first(VersionRegistered.class);
              story.issue("p_ada", Optional.of(sent.at()));
              story.bring(VersionRegistered.class);
            }),
        wrong(
            "a token that was made for something else",
            "act.scope",
            story -> {
              story.issue("p_ada", List.of("read", "discuss", "signal"));
              story.bring(VersionRegistered.class);
            }),
        wrong(
            "the making of another token",
            "act.page",
            story -> {
              story.issue("p_ada");
              story.of().acts.add(with(made(story.of().acts.getLast().at())));
            }),
        wrong(
            "a token that was issued later",
            "act.token",
            story -> {
              story.bring(VersionRegistered.class);
              story
                  .of()
                  .acts
                  .add(
                      new TokenIssued(
                          new Stamp(story.of().acts.getLast().at(), "p_ada"),
                          "p_ada",
                          TOKEN,
                          List.of("propose"),
                          Optional.of(story.of().acts.getLast().at().plusSeconds(60))));
            }),
        wrong(
            "what Imprimatur does itself",
            "act.token",
            story -> {
              story.issue("p_ada");
              story.bring(EvidenceRecorded.class);
            }),
        wrong(
            "a sign-off",
            "act.page",
            story -> {
              story.issue("p_bruno");
              story.bring(SignoffGiven.class);
            }),
        wrong(
            "an absence of whoever holds it",
            "act.page",
            story -> {
              story.issue("p_ada");
              Stamp stamp = new Stamp(story.of().acts.getLast().at(), "p_ada", Optional.of(TOKEN));
              story.of().acts.add(absence(stamp));
            }),
        wrong(
            "a model that its owner hands on by a program",
            "act.scope",
            story -> {
              story.issue("p_lena");
              Stamp stamp = new Stamp(story.of().acts.getLast().at(), "p_lena", Optional.of(TOKEN));
              story.of().acts.add(new ModelHanded(stamp, TestingPapers.MODEL, "p_bruno"));
            }),
        wrong(
            "a signal that says it twice",
            "act.token-twice",
            story -> {
              story.issue("p_ada");
              story.of().acts.add(signal(story.of().acts.getLast().at()));
            }));
  }

  private static Act absence(Stamp stamp) {
    return new AbsenceStated(
        stamp, "b_1", "p_ada", stamp.at(), stamp.at().plusSeconds(60), Optional.empty());
  }

  private static Act made(Instant at) {
    return new TokenIssued(
        new Stamp(at, "p_ada"),
        "p_ada",
        "t_another",
        List.of("signal"),
        Optional.of(at.plusSeconds(60)));
  }

  private static Arguments wrong(String what, String code, Consumer<Forger> forgery) {
    return arguments(what, code, forgery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void what_a_token_could_not_have_brought_is_found(
      String what, String code, Consumer<Forger> forgery) {
    forgery.accept(new Forger(story));

    assertThat(codes()).as(what).containsExactly(code);
  }

  @Test
  void what_a_runner_computed_is_filed_with_a_token_of_whoever_answers_for_it() {
    story = story(TestingStory.computedByRunner());
    String owner =
        story.acts.stream()
            .filter(RunnerRegistered.class::isInstance)
            .map(one -> ((RunnerRegistered) one).owner())
            .findFirst()
            .orElseThrow();
    int at = evidenceOf(TestingStory.RUNNER);
    issue(owner);
    story.acts.set(at + 1, with(story.acts.get(at + 1)));
    assertThat(codes()).isEmpty();
    assertThat(sentences())
        .containsExactly(
            "Evidence performance/1 of performance was filed with the token " + TOKEN + ".");

    story = story(TestingStory.computedByRunner());
    issue("p_bruno");
    story.acts.set(at + 1, with(story.acts.get(at + 1)));
    assertThat(codes()).containsExactly("act.token");
  }

  private int evidenceOf(String by) {
    for (int i = 0; i < story.acts.size(); i++) {
      if (story.acts.get(i) instanceof EvidenceRecorded one && one.by().equals(by)) {
        return i;
      }
    }
    throw new AssertionError("Nothing was computed by " + by);
  }

  static Stream<Arguments> links() {
    String with = " with the token " + TOKEN + ".";
    return Stream.of(
        arguments(ModelRegistered.class, "Submission 1 pins the use that was stated" + with),
        arguments(PromisesStated.class, "Submission 1 pins the promises that were stated" + with),
        arguments(
            RiskAnswered.class, "Submission 1 pins the risk questions that were answered" + with),
        arguments(RiskConfirmed.class, "The tier high was confirmed by p_dmitri" + with),
        arguments(
            ExaminationRegistered.class,
            "Evidence performance/1 of performance was computed on the test set that was registered"
                + with),
        arguments(VersionRegistered.class, "Version 1 was registered" + with),
        arguments(CardFiled.class, "Version 1 has a model card that was filed" + with),
        arguments(SubmissionOpened.class, "Submission 1 was opened" + with));
  }

  @ParameterizedTest
  @MethodSource("links")
  void what_rests_on_it_is_found_passes_no_gate_and_is_opened_again(
      Class<? extends Act> sent, String sentence) {
    brought(sent);
    assertThat(sentences()).contains(sentence);

    if (SENT.contains(sent)) {
      assertThat(found(condemned("p_dmitri"), reopened("p_dmitri"))).isEmpty();
    }

    story = story(TestingStory.honest());
    brought(sent);
    int at = story.position(VerdictGiven.class);
    story.acts.add(at, condemned(story.acts.get(at).at(), "p_dmitri"));
    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @Test
  void what_is_stated_anew_before_it_is_submitted_rests_on_it_no_more() {
    brought(PromisesStated.class);
    int at = story.position(SubmissionOpened.class);
    PromisesStated first = story.first(PromisesStated.class);
    story.acts.add(
        at, new PromisesStated(story.stamp(at, first.by()), first.model(), first.promises()));

    assertThat(sentences()).isEmpty();
    assertThat(found(condemned("p_dmitri"), reopened("p_dmitri")))
        .containsExactly("reopening.unrelated");
  }

  @Test
  void a_token_that_was_bad_for_a_time_takes_what_came_in_that_time_alone() {
    brought(VersionRegistered.class);
    Instant sent = story.first(VersionRegistered.class).at();

    assertThat(sentences(Optional.of(sent), Optional.empty())).hasSize(1);
    assertThat(sentences(Optional.of(sent.plusMillis(1)), Optional.empty())).isEmpty();
    assertThat(sentences(Optional.empty(), Optional.of(sent))).isEmpty();
  }

  @Test
  void who_holds_the_token_decides_nothing_about_it_and_nobody_condemns_one_that_is_not() {
    assertThat(found(condemned("p_dmitri"))).containsExactly("condemnation.unknown");

    story = story(TestingStory.honest());
    issue("p_dmitri");
    assertThat(found(condemned("p_dmitri"))).containsExactly("condemnation.cause");

    story = story(TestingStory.honest());
    brought(VersionRegistered.class);
    assertThat(found(condemned("p_dmitri"), lifted("p_dmitri"))).containsExactly("lifting.same");
  }

  /** A story that a test forges something into. */
  record Forger(TestingStory of) {
    void issue(String person) {
      issue(person, Optional.empty());
    }

    void issue(String person, Optional<Instant> expires) {
      issue(person, List.of("propose", "examine", "review", "run", "signal"), expires);
    }

    void issue(String person, List<String> scopes) {
      issue(person, scopes, Optional.empty());
    }

    private void issue(String person, List<String> scopes, Optional<Instant> expires) {
      var founding = new Stamp(of.acts.getFirst().at(), Stamp.SYSTEM);
      of.acts.add(
          of.position(PolicyPublished.class),
          new TokenIssued(founding, person, TOKEN, scopes, expires));
    }

    void bring(Class<? extends Act> type) {
      int at = of.position(type);
      of.acts.set(at, with(of.acts.get(at)));
    }
  }

  private void issue(String person) {
    new Forger(story).issue(person);
  }

  /** The first act of a kind came with a token of whoever did it. */
  private void brought(Class<? extends Act> type) {
    issue(story.first(type).by());
    new Forger(story).bring(type);
  }

  private static Act with(Act act) {
    Json.Builder json = Json.obj();
    ((Json.Obj) Json.parse(act.bytes())).members().forEach(json::put);
    return Act.parse(json.put("with", TOKEN).build().canonical());
  }

  private static SignalRecorded signal(Instant at) {
    return new SignalRecorded(
        new Stamp(at.plusSeconds(60), "p_ada", Optional.of(TOKEN)),
        TestingPapers.MODEL,
        1,
        "overdue loans",
        "0.01",
        OptionalLong.empty(),
        at,
        at.plusSeconds(60),
        Optional.of(TOKEN),
        Optional.empty());
  }

  private List<String> sentences() {
    return sentences(Optional.empty(), Optional.empty());
  }

  private List<String> sentences(Optional<Instant> from, Optional<Instant> until) {
    var blobs = new HashedBlobs(digest -> Optional.ofNullable(story.blobs.get(digest)));
    var cause = new Cause(Cause.Kind.CREDENTIAL, TOKEN, from, until);
    return Impact.of(cause, story.acts, blobs.origins(), List.of(), Watch::current).stream()
        .flatMap(one -> one.links().stream())
        .map(Link::sentence)
        .toList();
  }

  private Stamp later(String by) {
    return new Stamp(story.acts.getLast().at().plusSeconds(60), by);
  }

  private Act condemned(String by) {
    return condemned(later(by).at(), by);
  }

  private static Act condemned(Instant at, String by) {
    return new CauseCondemned(
        new Stamp(at, by),
        "i_bad",
        "credential",
        TOKEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        WORDS);
  }

  private Act reopened(String by) {
    return new VersionReopened(later(by), TestingPapers.MODEL, 1, 1, "i_bad", Optional.empty());
  }

  private Act lifted(String by) {
    return new CondemnationLifted(later(by), "i_bad", WORDS);
  }

  private List<String> found(Act... acts) {
    story.acts.addAll(new ArrayList<>(List.of(acts)));
    return codes();
  }

  private List<String> codes() {
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
