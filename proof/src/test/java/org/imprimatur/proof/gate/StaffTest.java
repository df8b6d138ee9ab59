// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.DutyAct.DelegationEnded;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

/** Who may sign, as acts about people tell it: scopes, stand-ins, qualifications, teams, makers. */
class StaffTest {
  private static final Digest NAME = Digest.of("name".getBytes(UTF_8));
  private static final Policy POLICY =
      TestingPolicy.asking(
          "- " + "{id: review, kind: signoff, role: validator, meaning: approval, tiers: [high]}");

  private final List<PeopleAct> acts = new ArrayList<>();
  private final Set<String> recused = new HashSet<>();
  private Instant now = Instant.parse("2026-11-25T09:00:00Z");
  private final Instant since;
  private Map<String, String> contributors = Map.of("ada", "registered version 1");

  StaffTest() {
    for (String person : List.of("ada", "bruno", "grace", "lena", "dmitri", "tove")) {
      acts.add(new PersonAdded(by(Stamp.SYSTEM), person, NAME));
    }
    role("bruno", "validator");
    role("dmitri", "risk-manager");
    role("tove", "administrator");
    team("ada", "credit");
    team("lena", "lending");
    team("bruno", "validation");
    since = by("ada").at();
  }

  @Test
  void a_role_counts_only_where_its_scope_says() {
    given("grace", "validator", new Scope(Optional.of("m_other"), Optional.empty(), none()));
    assertThat(eligible()).containsExactly("bruno");

    given("grace", "validator", new Scope(Optional.of("m_loans"), Optional.empty(), none()));
    assertThat(eligible()).containsExactly("bruno", "grace");
  }

  @Test
  void a_role_for_a_tier_or_a_business_line_counts_there_alone() {
    given("grace", "validator", new Scope(none(), Optional.of("low"), none()));
    given("dmitri", "validator", new Scope(none(), none(), Optional.of("credit")));
    assertThat(eligible()).containsExactly("bruno");

    given("dmitri", "validator", new Scope(none(), Optional.of("high"), Optional.of("lending")));
    assertThat(eligible())
        .as("lena, of lending, owns the model")
        .containsExactly("bruno", "dmitri");
  }

  @Test
  void whoever_has_left_signs_nothing_and_stands_in_for_nobody() {
    delegate("bruno", "grace");
    acts.add(new PersonLeft(by("tove"), "bruno"));

    assertThat(eligible()).isEmpty();
  }

  @Test
  void a_delegate_is_eligible_while_the_delegation_lasts() {
    acts.add(delegation("bruno", "grace", now.plusSeconds(3_600), now.plusSeconds(7_200)));
    assertThat(eligible()).containsExactly("bruno");

    now = now.plusSeconds(4_000);
    assertThat(eligible()).containsExactly("bruno", "grace");

    now = now.plusSeconds(4_000);
    assertThat(eligible()).containsExactly("bruno");
  }

  @Test
  void a_delegation_for_one_model_is_none_for_another() {
    acts.add(
        new DelegationGiven(
            by("bruno"),
            "d_1",
            "grace",
            "validator",
            Optional.of("m_other"),
            now,
            now.plusSeconds(9)));

    assertThat(eligible()).containsExactly("bruno");
  }

  @Test
  void neither_a_delegate_nor_a_delegator_who_contributed_leads_to_a_signature() {
    delegate("bruno", "grace");

    contributors = Map.of("grace", "filed the model card of version 1");
    assertThat(bar("grace", "bruno")).contains("contributor grace");

    contributors = Map.of("bruno", "filed the model card of version 1");
    assertThat(bar("grace", "bruno")).contains("contributor bruno");
    assertThat(eligible()).isEmpty();
  }

  @Test
  void a_delegate_hands_nothing_on() {
    delegate("bruno", "grace");
    acts.add(delegation("grace", "lena", now, now.plusSeconds(9_000)));

    assertThat(eligible()).containsExactly("bruno", "grace");
    assertThat(bar("lena", "grace")).contains("role grace");
  }

  @Test
  void a_delegation_that_was_ended_takes_its_signatures_along_and_one_that_ran_out_does_not() {
    acts.add(delegation("bruno", "grace", now, now.plusSeconds(60)));
    now = now.plusSeconds(3_600);
    assertThat(bar("grace", "bruno")).as("it ran out after the signature").isEmpty();

    acts.add(new DelegationEnded(by("bruno"), "d_bruno"));
    assertThat(bar("grace", "bruno")).contains("delegation grace");
  }

  @Test
  void a_recused_person_signs_neither_as_oneself_nor_through_a_delegate() {
    delegate("bruno", "grace");
    recused.add("bruno");

    assertThat(eligible()).isEmpty();
    assertThat(bar("grace", "bruno")).contains("recused bruno");
  }

  @Test
  void a_qualification_counts_from_its_first_instant_and_not_at_its_last() {
    Requirement.SignOff asked =
        asked(
            TestingPolicy.asking(
                "- {id: review, kind: signoff, role: validator, meaning: approval, tiers: [high],"
                    + " qualified: credit-models}"));
    acts.add(
        new QualificationRecorded(
            by("dmitri"), "q_1", "bruno", "credit-models", at(1_000), at(2_000)));

    assertThat(people(at(999)).eligible(asked)).isEmpty();
    assertThat(people(at(1_000)).eligible(asked)).containsExactly("bruno");
    assertThat(people(at(1_999)).eligible(asked)).containsExactly("bruno");
    assertThat(people(at(2_000)).eligible(asked)).isEmpty();
  }

  @Test
  void another_team_is_shown_and_never_supposed() {
    Requirement.SignOff asked =
        asked(
            TestingPolicy.asking(
                "- {id: review, kind: signoff, role: validator, meaning: approval, tiers: [high],"
                    + " team: another}"));
    role("grace", "validator");
    assertThat(people(now).eligible(asked)).as("grace has no team").containsExactly("bruno");
    contributors = Map.of("ada", "registered version 1", "dmitri", "contributed to version 1");
    assertThat(people(now).eligible(asked)).as("dmitri has no team").isEmpty();
    team("dmitri", "risk");
    assertThat(people(now).eligible(asked)).containsExactly("bruno");

    team("bruno", "credit");
    assertThat(people(now).eligible(asked)).as("ada is of credit").isEmpty();

    acts.add(new TeamLeft(by("tove"), "bruno", "credit"));
    assertThat(people(now).eligible(asked)).as("it was so since the model is there").isEmpty();
  }

  @Test
  void whom_one_person_alone_made_is_that_person_and_whom_a_second_confirmed_is_not() {
    added("eve");
    added("eva");
    single("eve", "validator");
    single("eva", "validator");
    Staff alone = Staff.of(acts);
    assertThat(alone.independent("eve", "eva")).isFalse();
    assertThat(eligible()).as("nobody confirmed the role").containsExactly("bruno");

    confirmed("eve", "validator");
    confirmed("eva", "validator");
    assertThat(Staff.of(acts).independent("eve", "eva")).isTrue();
    assertThat(eligible()).containsExactly("bruno", "eva", "eve");
  }

  @Test
  void whoever_brought_a_signer_in_is_bound_to_them_even_where_another_confirmed() {
    added("eve");
    confirmed("eve", "validator");

    contributors = Map.of("tove", "registered version 1");
    assertThat(bar("eve")).contains("contributor eve");
    contributors = Map.of("dmitri", "registered version 1");
    assertThat(bar("eve")).contains("contributor eve");
    contributors = Map.of("eve", "registered version 1");
    assertThat(people(now).conflict("tove")).isPresent();
  }

  @Test
  void a_new_link_makes_its_issuer_the_same_person_again() {
    added("eve");
    confirmed("eve", "validator");
    acts.add(new LinkIssued(by("tove"), "eve"));

    assertThat(people(now).sameAs("eve")).contains("tove");
  }

  @Test
  void a_link_from_before_the_model_makes_its_issuer_the_person_who_uses_it_after() {
    acts.add(1, new LinkIssued(new Stamp(acts.getFirst().at(), "tove"), "bruno"));
    assertThat(people(now).sameAs("bruno")).as("nobody used it").doesNotContain("tove");

    acts.add(new CredentialSet(by("bruno"), "bruno", "password"));
    assertThat(people(now).sameAs("bruno")).contains("tove");
    contributors = Map.of("tove", "registered version 1");
    assertThat(bar("bruno")).contains("contributor bruno");
  }

  @Test
  void a_link_that_was_used_before_the_model_was_there_makes_nobody() {
    acts.add(1, new CredentialSet(new Stamp(acts.getFirst().at(), "bruno"), "bruno", "password"));
    acts.add(1, new LinkIssued(new Stamp(acts.getFirst().at(), "tove"), "bruno"));

    assertThat(people(now).sameAs("bruno")).containsExactly("bruno");
  }

  @Test
  void a_link_used_after_a_second_person_vouched_makes_its_issuer_the_same_person_again() {
    added("eve");
    confirmed("eve", "validator");
    assertThat(Staff.of(acts).hasOpenLink("eve")).isTrue();
    acts.add(new CredentialSet(by("eve"), "eve", "password"));

    assertThat(Staff.of(acts).hasOpenLink("eve")).isFalse();
    assertThat(people(now).sameAs("eve")).contains("tove");
  }

  @Test
  void a_role_that_becomes_a_signing_role_later_does_not_sign_until_a_second_person_confirms() {
    single("grace", "validator");
    assertThat(eligible()).containsExactly("bruno");

    confirmed("grace", "validator");
    assertThat(eligible()).containsExactly("bruno", "grace");
  }

  @Test
  void a_role_that_grants_waivers_or_accepts_risks_counts_once_a_second_person_confirmed_it() {
    Policy policy =
        TestingPolicy.asking(
            """
            - {id: findings, kind: findings, tiers: [high], accepted-by: [head-of-risk]}
            - {id: review, kind: signoff, role: validator, meaning: approval, tiers: [high]}
            """,
            "waivers: {longest: 30d, by: [deputy]}");
    for (String role : List.of("head-of-risk", "deputy")) {
      single("grace", role);
      assertThat(people(policy).holds("grace", role)).isFalse();
      assertThat(Staff.needsTwo(role, policy.signingRoles())).isTrue();
      confirmed("grace", role);
      assertThat(people(policy).holds("grace", role)).isTrue();
    }
  }

  @Test
  void staffing_names_the_requirement_whom_to_add_and_whom_it_excludes() {
    contributors = Map.of("bruno", "registered version 1");

    assertThat(Staffing.gaps(gate(), "high", people(now)))
        .containsExactly(
            "review: 1 sign-offs as validator asked, 0 people eligible and free for it. Add a"
                + " person with the role validator, without a hand in the version. Excluded: bruno"
                + " contributed to the version: registered version 1.");
  }

  @Test
  void staffing_before_a_policy_is_published_says_which_tier_nobody_can_pass() {
    Policy wants =
        TestingPolicy.asking(
            "- " + "{id: legal, kind: signoff, role: counsel, meaning: approval, tiers: [high]}");

    assertThat(Staffing.gaps(wants, Staff.of(acts), now))
        .containsExactly(
            "production, high tier: legal: 1 sign-offs as counsel asked, 0 people eligible and free"
                + " for it. Add a person with the role counsel, without a hand in the version.");
    assertThat(Staffing.gaps(POLICY, Staff.of(acts), now)).isEmpty();
  }

  @Test
  void absence_warns_and_excludes_nobody() {
    acts.add(new AbsenceStated(by("bruno"), "b_1", "bruno", at(0), at(90_000), none()));

    assertThat(eligible()).containsExactly("bruno");
    assertThat(Staffing.away(gate(), "high", people(now)))
        .singleElement()
        .asString()
        .contains("bruno is away until");
  }

  private static Policy.Gate gate() {
    return POLICY.gates().values().iterator().next();
  }

  private Set<String> eligible() {
    return people(now).eligible(asked(POLICY));
  }

  private Optional<String> bar(String signer) {
    return shown(people(now).bar(Signer.inOwnRole(signer), asked(POLICY)));
  }

  private Optional<String> bar(String delegate, String delegator) {
    return shown(people(now).bar(new Signer(delegate, Optional.of(delegator)), asked(POLICY)));
  }

  private static Optional<String> shown(Optional<Bar> bar) {
    return bar.map(one -> one.code() + " " + one.person());
  }

  private People people(Instant at) {
    return people(POLICY).at(at);
  }

  private People people(Policy policy) {
    Matter matter = Matter.of("m_loans", "lena", "high", policy, since);
    return Staff.of(acts).people(matter, contributors, 0, recused, now);
  }

  private static Requirement.SignOff asked(Policy policy) {
    return (Requirement.SignOff)
        policy.gates().values().iterator().next().requirements().getFirst();
  }

  private void role(String person, String role) {
    acts.add(new RoleGiven(by(Stamp.SYSTEM), person, role));
  }

  private void given(String person, String role, Scope scope) {
    acts.add(new RoleGiven(by(Stamp.SYSTEM), person, role, scope, Optional.empty()));
  }

  private void team(String person, String team) {
    acts.add(new TeamJoined(by("tove"), person, team));
  }

  private void added(String person) {
    acts.add(new PersonAdded(by("tove"), person, NAME));
    acts.add(new LinkIssued(by("tove"), person));
  }

  private void single(String person, String role) {
    acts.add(new RoleGiven(by("tove"), person, role));
  }

  private void confirmed(String person, String role) {
    String request = "a_" + person;
    acts.add(new RoleAsked(by("tove"), request, person, role, Scope.EVERYWHERE));
    acts.add(new RoleGiven(by("dmitri"), person, role, Scope.EVERYWHERE, Optional.of(request)));
  }

  private void delegate(String from, String to) {
    acts.add(delegation(from, to, now, now.plus(Duration.ofDays(7))));
  }

  private DelegationGiven delegation(String from, String to, Instant begins, Instant ends) {
    return new DelegationGiven(by(from), "d_" + from, to, "validator", none(), begins, ends);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private Instant at(long seconds) {
    return since.plusSeconds(seconds);
  }

  private Stamp by(String person) {
    now = now.plusMillis(1);
    return new Stamp(now, person);
  }
}
