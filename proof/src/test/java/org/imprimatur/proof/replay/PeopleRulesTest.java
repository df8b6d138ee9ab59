// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DutyAct.AbsenceEnded;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.DutyAct.DelegationEnded;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.DutyAct.QualificationWithdrawn;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.RoleAct.RoleDeclined;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every act about people is held to who may do it; a forged one is found under a stable code. */
class PeopleRulesTest {
  private static final Digest SOME = Digest.of("some".getBytes(UTF_8));
  private static final Instant FROM = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-12-15T00:00:00Z");

  /** In this story p_tove is the administrator and p_dmitri the risk manager. */
  private final TestingStory story = TestingStory.computedByRunner();

  /** A forged act, by whom, and what is found. */
  record Forged(String by, Function<Stamp, Act> act, String code) {
    @Override
    public String toString() {
      return code + ": " + act.apply(new Stamp(FROM, by)).name();
    }
  }

  static Stream<Forged> forged() {
    return Stream.of(
        new Forged("p_ada", by -> new PersonAdded(by, "p_eve", SOME), "people.role"),
        new Forged("p_tove", by -> new PersonAdded(by, "p_sam", SOME), "id.taken"),
        new Forged("p_tove", by -> new RoleGiven(by, "p_tove", "auditor"), "role.self"),
        new Forged("p_ada", by -> new RoleGiven(by, "p_sam", "auditor"), "people.role"),
        new Forged("p_tove", by -> new RoleGiven(by, "p_ada", "validator"), "role.second-person"),
        new Forged(
            "p_tove", by -> new RoleGiven(by, "p_ada", "risk-manager"), "role.second-person"),
        new Forged("p_dmitri", by -> given(by, "p_ada", "validator", "a_none"), "role.request"),
        new Forged("p_ada", by -> asked(by, "p_sam"), "people.role"),
        new Forged("p_tove", by -> asked(by, "p_tove"), "role.self"),
        new Forged("p_tove", by -> asked(by, "p_nobody"), "person.unknown"),
        new Forged("p_dmitri", by -> new RoleDeclined(by, "a_none"), "role.request"),
        new Forged("p_ada", by -> new RoleWithdrawn(by, "p_bruno", "validator"), "people.role"),
        new Forged("p_tove", by -> new RoleWithdrawn(by, "p_ada", "validator"), "role.not-held"),
        new Forged("p_ada", by -> new TeamJoined(by, "p_ada", "credit"), "people.role"),
        new Forged("p_tove", by -> new TeamLeft(by, "p_ada", "credit"), "team.not-joined"),
        new Forged("p_ada", by -> new LinkIssued(by, "p_sam"), "people.role"),
        new Forged("p_ada", by -> new CredentialSet(by, "p_sam", "password"), "credential.other"),
        new Forged("p_ada", by -> new CredentialSet(by, "p_ada", "password"), "credential.link"),
        new Forged("p_ada", by -> new PersonLeft(by, "p_sam"), "people.role"),
        new Forged("p_tove", by -> new PersonLeft(by, "p_tove"), "person.self"),
        new Forged("p_tove", by -> new PersonLeft(by, "p_lena"), "person.owns"),
        new Forged(
            "p_ada", by -> new ModelHanded(by, TestingPapers.MODEL, "p_ada"), "model.handed"),
        new Forged(
            "p_lena", by -> new ModelHanded(by, TestingPapers.MODEL, "p_eve"), "person.unknown"),
        new Forged("p_ada", by -> away(by, "p_bruno", FROM, UNTIL), "duty.other"),
        new Forged("p_bruno", by -> away(by, "p_bruno", UNTIL, FROM), "duty.dates"),
        new Forged("p_bruno", by -> new AbsenceEnded(by, "b_none"), "duty.unknown"),
        new Forged("p_bruno", by -> covered(by, "p_bruno"), "absence.cover"),
        new Forged("p_bruno", by -> covered(by, "p_nobody"), "person.unknown"),
        new Forged("p_ada", by -> delegation(by, "p_sam", UNTIL), "delegation.role"),
        new Forged("p_bruno", by -> delegation(by, "p_bruno", UNTIL), "delegation.self"),
        new Forged("p_bruno", by -> delegation(by, "p_priya", FROM), "duty.dates"),
        new Forged(
            "p_bruno",
            by -> delegation(by, "p_priya", FROM.plusSeconds(9_000_000)),
            "delegation.long"),
        new Forged("p_bruno", by -> new DelegationEnded(by, "d_none"), "duty.unknown"),
        new Forged("p_ada", by -> qualified(by, "p_sam"), "people.role"),
        new Forged("p_dmitri", by -> qualified(by, "p_dmitri"), "qualification.self"),
        new Forged("p_dmitri", by -> new QualificationWithdrawn(by, "q_none"), "duty.unknown"));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void a_forged_act_is_found(Forged forged) {
    int at = story.position(ModelRegistered.class) + 1;
    story.acts.add(at, forged.act().apply(story.stamp(at, forged.by())));

    assertThat(story.found()).contains(at + " " + forged.code());
  }

  @Test
  void who_asked_for_a_role_cannot_give_it() {
    int at = story.position(ModelRegistered.class) + 1;
    add(at, asked(story.stamp(at, "p_tove"), "p_priya"));
    add(at + 1, given(story.stamp(at, "p_tove"), "p_priya", "validator", "a_asked"));

    assertThat(story.found()).contains((at + 1) + " role.second-person");
  }

  @Test
  void asking_and_confirming_by_two_persons_is_found_right() {
    int at = story.position(ModelRegistered.class) + 1;
    add(at, asked(story.stamp(at, "p_tove"), "p_priya"));
    add(at + 1, given(story.stamp(at, "p_dmitri"), "p_priya", "validator", "a_asked"));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_role_confirmed_for_somebody_whose_link_waits_is_found_until_they_used_it() {
    int at = story.position(ModelRegistered.class) + 1;
    add(at, new LinkIssued(story.stamp(at, "p_tove"), "p_priya"));
    add(at + 1, asked(story.stamp(at, "p_tove"), "p_priya"));
    add(at + 2, given(story.stamp(at, "p_dmitri"), "p_priya", "validator", "a_asked"));
    assertThat(story.found()).contains((at + 2) + " role.link");

    add(at + 2, new CredentialSet(story.stamp(at, "p_priya"), "p_priya", "password"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_link_sets_one_password_and_whoever_was_there_first_needs_none() {
    int at = story.position(ModelRegistered.class) + 1;
    add(at, new CredentialSet(story.stamp(at, "p_priya"), "p_priya", "password"));
    add(at + 1, new LinkIssued(story.stamp(at, "p_tove"), "p_priya"));
    add(at + 2, new CredentialSet(story.stamp(at, "p_priya"), "p_priya", "password"));
    assertThat(story.found()).isEmpty();

    add(at + 3, new CredentialSet(story.stamp(at, "p_priya"), "p_priya", "password"));
    assertThat(story.found()).containsExactly((at + 3) + " credential.link");
  }

  @Test
  void whoever_has_left_does_nothing_more() {
    int at = story.position(ModelRegistered.class) + 1;
    add(at, new PersonLeft(story.stamp(at, "p_tove"), "p_sam"));
    add(at + 1, new RoleWithdrawn(story.stamp(at, "p_sam"), "p_sam", "validator"));

    assertThat(story.found()).contains((at + 1) + " act.by", (at + 1) + " person.gone");
  }

  @Test
  void a_recused_person_who_signs_is_found() {
    int at = story.position(SignoffGiven.class);
    Digest reason = story.put("too close".getBytes(UTF_8));
    add(at, new SignerRecused(story.stamp(at, "p_bruno"), 1, reason));

    assertThat(story.found()).contains((at + 1) + " signoff.recused");
  }

  @Test
  void a_sign_off_that_claims_a_delegation_which_nobody_gave_is_found() {
    int at = story.position(SignoffGiven.class);
    story.acts.set(at, underDelegation(story.first(SignoffGiven.class)));

    assertThat(story.found()).contains(at + " signoff.delegation", at + " statement.differs");
  }

  @Test
  void nobody_records_a_qualification_of_their_own() {
    int at = story.position(ModelRegistered.class) + 1;
    add(at, qualified(story.stamp(at, "p_bruno"), "p_bruno"));

    assertThat(story.found()).contains(at + " people.role", at + " qualification.self");
  }

  private void add(int at, Act act) {
    story.acts.add(at, act);
  }

  private static SignoffGiven underDelegation(SignoffGiven given) {
    return TestingPapers.changed(given, "delegator", Json.of("p_sam"));
  }

  private static Act asked(Stamp by, String person) {
    return new RoleAsked(by, "a_asked", person, "validator", Scope.EVERYWHERE);
  }

  private static Act given(Stamp by, String person, String role, String request) {
    return new RoleGiven(by, person, role, Scope.EVERYWHERE, Optional.of(request));
  }

  private static Act away(Stamp by, String person, Instant from, Instant until) {
    return new AbsenceStated(by, "b_1", person, from, until, Optional.empty());
  }

  private static Act covered(Stamp by, String cover) {
    return new AbsenceStated(by, "b_1", by.by(), FROM, UNTIL, Optional.of(cover));
  }

  private static Act delegation(Stamp by, String to, Instant until) {
    return new DelegationGiven(by, "d_1", to, "validator", Optional.empty(), FROM, until);
  }

  private static Act qualified(Stamp by, String person) {
    return new QualificationRecorded(by, "q_1", person, "credit-models", FROM, UNTIL);
  }
}
