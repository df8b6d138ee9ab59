// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.DutyAct.DelegationEnded;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

/** Who may sign, as acts about people tell it: scopes, stand-ins, qualifications, teams. */
class StaffTest extends TestingStaff {
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
  void staffing_names_the_requirement_whom_to_add_and_whom_it_excludes() {
    contributors = Map.of("bruno", "registered version 1");

    assertThat(Staffing.gaps(gate(), "high", people(now)))
        .containsExactly(
            "review: 1 sign-off as validator asked, 0 people eligible and free for it. Add a"
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
            "production, high tier: legal: 1 sign-off as counsel asked, 0 people eligible and free"
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
}
