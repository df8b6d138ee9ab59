// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.review.Review;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What open findings and unsettled challenges do to a verdict. */
class ReviewAtTheGateTest {
  private static final Digest SOME = Digest.of("some".getBytes(UTF_8));
  private static final Anchor ANCHOR = new Anchor("risk", "", "", Optional.of(SOME));
  private static final String ASKED =
      """
      - {id: findings, kind: findings, tiers: [high], worst: medium, most: {medium: 1}}
      - {id: decision, kind: signoff, role: owner, meaning: approval, tiers: [high], covers: all, challenges: 1}
      """;

  private final Map<String, Set<String>> roles =
      new HashMap<>(
          Map.of(
              "bruno", Set.of("validator"),
              "dmitri", Set.of("risk-manager"),
              "lena", Set.of("owner"),
              "ada", Set.of("data-scientist", "validator", "risk-manager")));
  private final Map<String, Set<String>> creators = new HashMap<>();
  private final Map<String, String> contributors = new HashMap<>(Map.of("ada", "registered it"));
  private final List<Act> acts = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-25T09:00:00Z");

  @Test
  void a_settled_challenge_and_no_finding_let_a_signed_version_through() {
    settledChallenge("bruno", "validator", "accepted", OptionalLong.empty());

    assertThat(verdict().passes()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"low,true", "medium,true", "high,false", "critical,false"})
  void an_open_finding_blocks_above_the_severity_that_the_policy_bears(
      String severity, boolean passes) {
    settledChallenge("bruno", "validator", "accepted", OptionalLong.empty());
    raise(1, severity);

    assertThat(verdict().passes()).isEqualTo(passes);
    assertThat(sentences("findings")).contains("Finding 1 (" + severity + ") is open");
  }

  @Test
  void no_more_of_a_severity_stay_open_than_the_policy_counts() {
    raise(1, "medium");
    assertThat(state("findings")).isEqualTo(State.SATISFIED);

    raise(2, "medium");
    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
    assertThat(sentences("findings")).contains("at most 1 of medium severity");
  }

  @Test
  void a_severity_that_nobody_knows_counts_as_the_worst() {
    raise(1, "harmless");

    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
  }

  @Test
  void a_fix_alone_closes_nothing_and_a_failed_retest_opens_again() {
    raise(1, "high");
    acts.add(new FindingFixed(by("ada"), 1, "m", 1, SOME));
    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
    assertThat(sentences("findings")).contains("waits for a retest");

    acts.add(new FindingRetested(by("bruno"), 1, "m", 1, true, Optional.empty(), SOME));
    assertThat(state("findings")).isEqualTo(State.SATISFIED);

    acts.add(new FindingRetested(by("bruno"), 1, "m", 1, false, Optional.empty(), SOME));
    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "sam,contributed to the version",
    "ada,owns or fixed finding 1",
    "chiara,owns or fixed finding 1"
  })
  void a_retest_by_whom_the_judged_version_does_not_suit_closes_nothing_for_it(
      String person, String why) {
    creators.put("chiara", Set.of("ada"));
    contributors.put("sam", "registered it");
    raise(1, "high");
    acts.add(new FindingFixed(by("ada"), 1, "m", 1, SOME));
    acts.add(new FindingRetested(by(person), 1, "m", 1, true, Optional.empty(), SOME));

    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
    assertThat(sentences("findings")).contains("does not count").contains(why);
    assertThat(result("findings").turn().role()).isEqualTo("validator");

    acts.add(new FindingRetested(by("bruno"), 1, "m", 1, true, Optional.empty(), SOME));
    assertThat(state("findings")).isEqualTo(State.SATISFIED);
  }

  @Test
  void a_retest_before_the_last_fix_closes_nothing() {
    raise(1, "high");
    acts.add(new FindingFixed(by("ada"), 1, "m", 1, SOME));
    acts.add(new FindingRetested(by("bruno"), 1, "m", 1, true, Optional.empty(), SOME));
    acts.add(new FindingRetested(by("bruno"), 1, "m", 1, false, Optional.empty(), SOME));
    acts.add(new FindingFixed(by("ada"), 1, "m", 1, SOME));

    assertThat(sentences("findings")).contains("waits for a retest");
  }

  @Test
  void an_accepted_risk_holds_through_its_last_day_and_no_longer() {
    raise(1, "high");
    acts.add(new FindingAccepted(by("dmitri"), 1, "m", 1, "risk-manager", "2026-12-01", SOME));

    now = Instant.parse("2026-12-01T23:59:59.999Z");
    assertThat(state("findings")).isEqualTo(State.SATISFIED);
    now = Instant.parse("2026-12-02T00:00:00Z");
    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "bruno,validator,which this gate does not ask",
    "bruno,risk-manager,does not hold the role",
    "ada,risk-manager,counts as its owner"
  })
  void an_acceptance_of_somebody_who_cannot_answer_for_it_is_void(
      String person, String role, String why) {
    raise(1, "high");
    acts.add(new FindingAccepted(by(person), 1, "m", 1, role, "2026-12-01", SOME));

    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
    assertThat(sentences("findings")).contains(why);
  }

  @Test
  void whom_the_owner_created_does_not_accept_the_risk_either() {
    raise(1, "high");
    creators.put("dmitri", Set.of("ada"));
    acts.add(new FindingAccepted(by("dmitri"), 1, "m", 1, "risk-manager", "2026-12-01", SOME));

    assertThat(state("findings")).isEqualTo(State.UNSATISFIED);
  }

  @Test
  void an_approval_does_not_count_before_a_challenge_is_answered_and_resolved() {
    assertThat(sentences("decision")).contains("0 of 1 challenges");
    acts.add(new ChallengeRaised(by("bruno"), 1, "m", 1, "validator", "ada", ANCHOR, SOME));
    assertThat(sentences("decision")).contains("nobody has answered it");
    acts.add(new ChallengeAnswered(by("ada"), 1, "m", 1, SOME));
    assertThat(sentences("decision")).contains("has not said what comes of the answer");
    assertThat(state("decision")).isEqualTo(State.WAITING);

    acts.add(
        new ChallengeResolved(
            by("bruno"), 1, "m", 1, "accepted", OptionalLong.empty(), Optional.empty()));
    assertThat(state("decision")).isEqualTo(State.SATISFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "bruno,validator,withdrawn,it was withdrawn",
    "bruno,validator,upheld,no finding carries it on",
    "lena,owner,accepted,who decides",
    "lena,validator,accepted,does not hold the role",
    "ada,validator,accepted,contributed to the version"
  })
  void a_challenge_that_challenges_nobody_does_not_count(
      String person, String role, String outcome, String why) {
    settledChallenge(person, role, outcome, OptionalLong.empty());

    assertThat(state("decision")).isEqualTo(State.WAITING);
    assertThat(sentences("decision")).contains(why);
  }

  @Test
  void whoever_signs_cannot_have_challenged_under_another_role() {
    roles.put("lena", Set.of("owner", "validator"));
    settledChallenge("lena", "validator", "accepted", OptionalLong.empty());

    assertThat(sentences("decision")).contains("lena signs the decision");
    assertThat(state("decision")).isEqualTo(State.WAITING);
  }

  @Test
  void an_upheld_challenge_counts_once_a_finding_carries_it_on() {
    settledChallenge("bruno", "validator", "upheld", OptionalLong.of(1));

    assertThat(state("decision")).isEqualTo(State.SATISFIED);
  }

  @Test
  void a_challenge_of_another_submission_does_not_count() {
    acts.add(new ChallengeRaised(by("bruno"), 1, "m", 2, "validator", "ada", ANCHOR, SOME));
    acts.add(new ChallengeAnswered(by("ada"), 1, "m", 2, SOME));
    acts.add(
        new ChallengeResolved(
            by("bruno"), 1, "m", 2, "accepted", OptionalLong.empty(), Optional.empty()));

    assertThat(state("decision")).isEqualTo(State.WAITING);
  }

  @Test
  void what_is_found_after_a_promotion_does_not_change_what_the_gate_said() {
    settledChallenge("bruno", "validator", "accepted", OptionalLong.empty());
    acts.add(new VersionPromoted(by("lena"), "m", 1, 1, "development", "production"));
    raise(1, "critical");

    assertThat(verdict().passes()).isTrue();
  }

  private void raise(long number, String severity) {
    acts.add(
        new FindingRaised(
            by("bruno"),
            number,
            "m",
            1,
            severity,
            "ada",
            "2026-12-24",
            ANCHOR,
            Optional.empty(),
            OptionalLong.empty(),
            SOME));
  }

  private void settledChallenge(String person, String role, String outcome, OptionalLong finding) {
    acts.add(new ChallengeRaised(by(person), 1, "m", 1, role, "ada", ANCHOR, SOME));
    acts.add(new ChallengeAnswered(by("ada"), 1, "m", 1, SOME));
    acts.add(new ChallengeResolved(by(person), 1, "m", 1, outcome, finding, Optional.empty()));
  }

  private Stamp by(String person) {
    return new Stamp(now, person);
  }

  private State state(String requirement) {
    return result(requirement).state();
  }

  private String sentences(String requirement) {
    return String.join(
        " ", result(requirement).reasons().stream().map(Verdict.Reason::sentence).toList());
  }

  private Verdict.Result result(String requirement) {
    return verdict().results().stream()
        .filter(result -> result.requirement().equals(requirement))
        .findFirst()
        .orElseThrow();
  }

  private Verdict verdict() {
    SortedMap<String, Dossier.Item> items = new TreeMap<>();
    Json.Obj content = Json.obj().put("tier", "high").build();
    items.put(
        "assessment", new Dossier.Item(SOME, Policy.Level.COMPUTED_HERE, List.of(SOME), content));
    var dossier = new Dossier(new TreeMap<>(Map.of("risk", items)), Review.at(acts, 1));
    var subject =
        new GateInput.Subject(
            SOME,
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(SOME, "0.5"),
            Optional.empty());
    var people = new People(roles, contributors, 0, creators);
    var signed =
        new SignOff(
            "s", "lena", "owner", "approval", Decision.APPROVE, "password", dossier.digests());
    return Gate.evaluate(
        new GateInput(TestingPolicy.asking(ASKED), subject, dossier, List.of(signed), people, now));
  }
}
