// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyDeclined;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.PolicyAct.PolicyWatched;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy takes two persons whom it does not examine, and there is no staying with an old one. */
class PolicyRulesTest {
  private static final String ID = "y_";

  /** In this story p_tove is the administrator and p_dmitri the risk manager. */
  private final TestingStory story = TestingStory.computedByRunner();

  private final Digest reason = story.put("Losses rose.".getBytes(UTF_8));

  /**
   * A member of the first or the second act that is written otherwise, and everything that is found
   * then.
   */
  record Forged(Class<? extends PolicyAct> of, String member, Json value, List<Found> found) {
    static Forged proposal(String member, Json value, Found... found) {
      return new Forged(PolicyProposed.class, member, value, List.of(found));
    }

    static Forged publication(String member, Json value, Found... found) {
      return new Forged(PolicyPublished.class, member, value, List.of(found));
    }
  }

  /** A code, and whether it stands against the publication or against the proposal before it. */
  record Found(boolean published, String code) {
    static Found first(String code) {
      return new Found(false, code);
    }

    static Found second(String code) {
      return new Found(true, code);
    }

    String at(int proposal) {
      return (published ? proposal + 1 : proposal) + " " + code;
    }
  }

  static Stream<Forged> forged() {
    Json tove = Json.of("p_tove");
    Json bruno = Json.of("p_bruno");
    Json lena = Json.of("p_lena");
    Json taken = Json.of(Digest.of(policy("0.75").getBytes(UTF_8)).toString());
    return Stream.of(
        Forged.proposal(
            "by",
            tove,
            Found.first("policy.role"),
            Found.second("policy.second-person"),
            Found.second("policy.role")),
        Forged.proposal("by", bruno, Found.first("policy.role"), Found.second("policy.role")),
        Forged.proposal(
            "by",
            lena,
            Found.first("policy.role"),
            Found.first("policy.examinee"),
            Found.second("policy.role"),
            Found.second("policy.examinee")),
        Forged.proposal(
            "number", Json.of(3L), Found.first("policy.number"), Found.second("policy.proposal")),
        Forged.proposal(
            "name",
            Json.of("credit"),
            Found.first("policy.name"),
            Found.first("policy.number"),
            Found.second("policy.proposal")),
        Forged.proposal(
            "policy", taken, Found.first("policy.same"), Found.second("policy.proposal")),
        Forged.publication("by", bruno, Found.second("policy.role")),
        Forged.publication("by", Json.of("p_dmitri"), Found.second("policy.second-person")),
        Forged.publication(
            "by", lena, Found.second("policy.role"), Found.second("policy.examinee")),
        Forged.publication("by", Json.of(Stamp.SYSTEM), Found.second("act.by")),
        Forged.publication("number", Json.of(3L), Found.second("policy.proposal")),
        Forged.publication("proposal", Json.of("y_none"), Found.second("policy.proposal")),
        Forged.publication(
            "policy", taken, Found.second("id.taken"), Found.second("policy.proposal")),
        Forged.publication("default", Json.of(false), Found.second("policy.default")));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void a_forged_publication_is_found(Forged forged) {
    int at = story.acts.size();
    publish(at, policy("0.8"));
    int where = forged.of().equals(PolicyProposed.class) ? at : at + 1;
    story.acts.set(where, changed(story.acts.get(where), forged.member(), forged.value()));

    assertThat(story.found())
        .containsExactlyElementsOf(forged.found().stream().map(found -> found.at(at)).toList());
  }

  @Test
  void a_proposal_is_watched_once_by_a_risk_manager_while_it_waits() {
    int at = story.acts.size();
    publish(at, policy("0.8"));
    Act published = story.acts.removeLast();
    String proposal = ((PolicyProposed) story.acts.getLast()).proposal();
    for (String by : List.of("p_tove", "p_dmitri", "p_dmitri")) {
      story.acts.add(new PolicyWatched(stamp(story.acts.size(), by), proposal));
    }
    story.acts.add(
        changed(
            published, "at", Json.of(story.acts.getLast().at().toString().replace("Z", ".000Z"))));
    story.acts.add(new PolicyWatched(stamp(story.acts.size(), "p_dmitri"), proposal));

    assertThat(story.found())
        .containsExactly(
            (at + 1) + " policy.role",
            (at + 2) + " policy.watched",
            (at + 3) + " policy.watched",
            (at + 5) + " policy.proposal",
            (at + 5) + " policy.watched");
  }

  private static Act changed(Act act, String member, Json value) {
    Json.Builder entry = Json.obj();
    ((Json.Obj) Json.parse(act.bytes())).members().forEach(entry::put);
    return Act.parse(entry.put(member, value).build().canonical());
  }

  /** Everything that gives somebody a hand in a model, told by an act of the one who publishes. */
  static Stream<Function<Stamp, Act>> hands() {
    Digest some = TestingPapers.TEST_SET;
    return Stream.of(
        stamp -> new UseStated(stamp, MODEL, some),
        stamp -> new PromisesStated(stamp, MODEL, some),
        stamp -> new RiskAnswered(stamp, MODEL, some, some, "high", "R1"),
        stamp -> new CardFiled(stamp, MODEL, 1, some),
        stamp -> new ModelHanded(stamp, MODEL, stamp.by()),
        stamp -> version(stamp, some, List.of()),
        stamp -> version(new Stamp(stamp.at(), "p_ada"), some, List.of(stamp.by())),
        stamp -> opened(stamp, some),
        stamp -> supplied(stamp, some));
  }

  @ParameterizedTest
  @MethodSource("hands")
  void whoever_had_a_hand_in_a_model_publishes_no_policy_for_it(Function<Stamp, Act> hand) {
    story.acts.add(hand.apply(stamp(story.acts.size(), "p_tove")));
    story.acts.add(new ModelHanded(stamp(story.acts.size(), "p_lena"), MODEL, "p_lena"));
    int at = story.acts.size();
    publish(at, policy("0.8"));

    assertThat(story.found())
        .contains((at + 1) + " policy.examinee")
        .doesNotContain(at + " policy.examinee");
  }

  private static Act version(Stamp stamp, Digest some, List<String> contributors) {
    return new VersionRegistered(stamp, MODEL, 2, some, "0.4", some, contributors, 0, List.of());
  }

  private static Act opened(Stamp stamp, Digest some) {
    return new SubmissionOpened(
        stamp,
        2,
        MODEL,
        1,
        "production",
        some,
        some,
        some,
        some,
        Optional.empty(),
        Optional.empty());
  }

  private static Act supplied(Stamp stamp, Digest some) {
    return new EvidenceRecorded(
        stamp,
        1,
        3,
        "documentation",
        "supplied/notes",
        some,
        List.of(),
        "supplied",
        OptionalLong.empty(),
        Optional.empty());
  }

  @Test
  void a_policy_that_two_persons_bring_in_holds_from_then_on() {
    publish(story.acts.size(), policy("0.8"));
    publish(story.acts.size(), policy("0.85"));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void the_same_text_and_a_second_proposal_beside_one_that_waits_are_found() {
    int at = story.acts.size();
    story.acts.add(proposal(at, TestingPapers.POLICY.replace("gates:", LEVEL)));
    story.acts.add(proposal(at + 1, policy("0.8")));
    story.acts.add(new PolicyDeclined(stamp(at, "p_ada"), ID + at));
    story.acts.add(new PolicyDeclined(stamp(at, "p_tove"), ID + at));

    assertThat(story.found())
        .containsExactly(
            at + " policy.same",
            (at + 1) + " policy.waiting",
            (at + 2) + " policy.role",
            (at + 3) + " policy.proposal");
  }

  @Test
  void a_policy_that_nobody_can_pass_is_found() {
    String crowd = policy("0.8").replace("role: validator,", "role: validator, count: 4,");
    int at = story.acts.size();
    publish(at, crowd);

    assertThat(story.found()).containsExactly((at + 1) + " policy.staffing");
  }

  @Test
  void an_administrator_who_handed_the_proposer_a_link_is_no_second_person() {
    int at = story.acts.size();
    story.acts.add(new LinkIssued(stamp(at, "p_tove"), "p_dmitri"));
    story.acts.add(new CredentialSet(stamp(at, "p_dmitri"), "p_dmitri", "password"));
    publish(at + 2, policy("0.8"));

    assertThat(story.found()).containsExactly((at + 3) + " policy.second-person");
  }

  @Test
  void a_proposer_who_is_risk_manager_no_longer_takes_the_proposal_along() {
    int at = story.acts.size();
    PolicyProposed proposed = proposal(at, policy("0.8"));
    story.acts.add(proposed);
    story.acts.add(new RoleWithdrawn(stamp(at, "p_tove"), "p_dmitri", "risk-manager"));
    story.acts.add(publication(at + 2, proposed));

    assertThat(story.found()).containsExactly((at + 2) + " policy.role");
  }

  @Test
  void a_submission_under_an_older_policy_is_found() {
    publish(story.position(SubmissionOpened.class), policy("0.8"));

    assertThat(story.found()).contains(story.position(SubmissionOpened.class) + " submission.pins");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p_tove", "p_dmitri"})
  void a_submission_by_somebody_who_brought_its_policy_in_is_found(String author) {
    int opened = underNewPolicy();
    story.acts.set(opened, changed(story.acts.get(opened), "by", Json.of(author)));

    assertThat(story.found()).contains(opened + " submission.examinee");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p_tove", "p_dmitri"})
  void a_hand_that_the_author_of_a_policy_takes_afterwards_is_found(String author) {
    int opened = underNewPolicy();
    story.acts.add(opened, new ModelHanded(stamp(opened, "p_lena"), MODEL, author));
    story.acts.add(opened + 1, new ModelHanded(stamp(opened, author), MODEL, "p_lena"));

    assertThat(story.found()).contains((opened + 2) + " submission.examinee");
  }

  @Test
  void a_hand_of_somebody_whom_the_author_of_a_policy_made_is_found() {
    int opened = underNewPolicy();
    story.acts.add(opened, new LinkIssued(stamp(opened, "p_tove"), "p_sam"));
    story.acts.add(opened + 1, new CredentialSet(stamp(opened, "p_sam"), "p_sam", "password"));

    assertThat(story.replay().findings())
        .anyMatch(
            finding ->
                finding.toString().contains("submission.examinee")
                    && finding.toString().contains("p_tove published the policy and counts as")
                    && finding.toString().contains("p_sam"));
  }

  @Test
  void a_submission_under_a_policy_of_people_without_a_hand_in_the_model_is_in_order() {
    int opened = underNewPolicy();

    assertThat(story.found()).noneMatch(found -> found.startsWith(opened + " "));
  }

  /** A second policy holds just before the submission, which pins it; gives where that stands. */
  private int underNewPolicy() {
    String text = policy("0.8");
    publish(story.position(SubmissionOpened.class), text);
    int opened = story.position(SubmissionOpened.class);
    Json digest = Json.of(Digest.of(text.getBytes(UTF_8)).toString());
    story.acts.set(opened, changed(story.acts.get(opened), "policy", digest));
    return opened;
  }

  @Test
  void a_tier_that_other_rules_gave_is_found() {
    String other = policy("0.8").replace("id: R1", "id: R0");
    publish(story.position(RiskConfirmed.class) + 1, other);
    int opened = story.position(SubmissionOpened.class);
    Json digest = Json.of(Digest.of(other.getBytes(UTF_8)).toString());
    story.acts.set(opened, changed(story.acts.get(opened), "policy", digest));

    assertThat(story.found())
        .contains(opened + " risk.outdated")
        .doesNotContain(opened + " submission.pins");
  }

  private static final String LEVEL = "examination: {level: runner}\ngates:";

  private static String policy(String least) {
    return TestingPapers.POLICY
        .replace("gates:", LEVEL)
        .replace("metrics.roc_auc >= 0.75", "metrics.roc_auc >= " + least);
  }

  private void publish(int at, String text) {
    PolicyProposed proposed = proposal(at, text);
    story.acts.add(at, proposed);
    story.acts.add(at + 1, publication(at + 1, proposed));
  }

  private PolicyProposed proposal(int at, String text) {
    long number =
        1 + story.acts.subList(0, at).stream().filter(PolicyPublished.class::isInstance).count();
    return new PolicyProposed(
        stamp(at, "p_dmitri"), ID + at, story.put(text.getBytes(UTF_8)), "lending", number, reason);
  }

  private PolicyPublished publication(int at, PolicyProposed of) {
    return new PolicyPublished(
        stamp(at, "p_tove"),
        of.policy(),
        of.policyName(),
        of.number(),
        true,
        Optional.of(of.proposal()));
  }

  private Stamp stamp(int at, String by) {
    return story.stamp(Math.min(at, story.acts.size() - 1), by);
  }
}
