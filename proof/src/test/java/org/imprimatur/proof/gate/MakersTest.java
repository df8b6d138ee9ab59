// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.policy.Policy;
import org.junit.jupiter.api.Test;

/** Who counts as whom: accounts that one person made, links, and a second person who vouches. */
class MakersTest extends TestingStaff {
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
}
