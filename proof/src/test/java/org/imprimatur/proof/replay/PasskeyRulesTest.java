// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.Assertion;
import org.imprimatur.proof.signature.CoseKey.Algorithm;
import org.imprimatur.proof.signature.Enrolment;
import org.imprimatur.proof.signature.Site;
import org.imprimatur.proof.signature.TestingAuthenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every signature by passkey is verified again from the log and its blobs alone. */
class PasskeyRulesTest {
  private static final Site SITE = TestingAuthenticator.SITE;

  private TestingStory story = TestingStory.honest();
  private int position = story.position(SignoffGiven.class);
  private SignoffGiven byPassword = story.first(SignoffGiven.class);
  private TestingAuthenticator authenticator =
      TestingAuthenticator.of(Algorithm.ES256, "credential");

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void an_honest_signature_by_passkey_is_sound(Algorithm algorithm) {
    authenticator = TestingAuthenticator.of(algorithm, "credential");
    enrol("p_bruno");
    signed(statement("p_bruno", Duration.ofMinutes(4)));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_passkey_of_somebody_else_is_found() {
    enrol("p_lena");
    signed(statement("p_bruno", Duration.ZERO));

    assertThat(story.found()).containsExactly((position + 1) + " passkey.other-person");
  }

  @Test
  void a_passkey_that_was_never_enrolled_is_found() {
    signed(statement("p_bruno", Duration.ZERO), position);

    assertThat(story.found()).containsExactly(position + " passkey.unknown");
  }

  @Test
  void a_passkey_enrolled_only_afterwards_is_found() {
    signed(statement("p_bruno", Duration.ZERO), position);
    story.acts.add(position + 1, enrolment("p_bruno", "p_bruno"));

    assertThat(story.found()).containsExactly(position + " passkey.unknown");
  }

  @Test
  void a_revoked_passkey_signs_nothing_and_what_it_signed_before_stands() {
    enrol("p_bruno");
    signed(statement("p_bruno", Duration.ZERO));
    story.acts.add(
        position + 2,
        new PasskeyRevoked(story.stamp(position + 1, "p_bruno"), "p_bruno", "k_first", "lost"));
    assertThat(story.found()).isEmpty();

    story.acts.remove(position + 2);
    story.acts.add(
        position + 1,
        new PasskeyRevoked(story.stamp(position, "p_bruno"), "p_bruno", "k_first", "lost"));
    assertThat(story.found()).containsExactly((position + 2) + " passkey.revoked");
  }

  @ParameterizedTest
  @CsvSource({"p_bruno, true", "p_tove, true", "p_lena, false"})
  void only_its_owner_and_an_administrator_end_a_passkey(String by, boolean may) {
    // In this story p_tove is the administrator.
    tell(TestingStory.computedByRunner());
    enrol("p_bruno");
    signed(statement("p_bruno", Duration.ZERO));
    story.acts.add(
        position + 2,
        new PasskeyRevoked(story.stamp(position + 1, by), "p_bruno", "k_first", "lost"));

    assertThat(story.found())
        .isEqualTo(may ? List.of() : List.of((position + 2) + " passkey.not-own"));
  }

  @Test
  void only_the_person_enrols_and_a_passkey_made_for_another_makes_them_one() {
    story.acts.add(position, enrolment("p_ada", "p_bruno"));
    signed(statement("p_bruno", Duration.ZERO));

    assertThat(story.found())
        .contains(position + " passkey.not-own", (position + 1) + " signoff.contributor");
  }

  @Test
  void an_assertion_over_another_statement_is_found() {
    enrol("p_bruno");
    Json.Obj statement = statement("p_bruno", Duration.ZERO);
    Assertion other = authenticator.sign(Digest.of("another statement".getBytes(UTF_8)));
    signed(statement, other, position + 1);

    assertThat(story.found()).containsExactly((position + 1) + " passkey.challenge");
  }

  @Test
  void another_page_and_an_unverified_person_are_found() {
    enrol("p_bruno");
    authenticator.on("localhost", "http://localhost:9999");
    signed(statement("p_bruno", Duration.ZERO));
    assertThat(story.found()).containsExactly((position + 1) + " passkey.origin");

    authenticator.on(SITE.rp(), SITE.origin()).flagged(0x01);
    signed(statement("p_bruno", Duration.ZERO));
    assertThat(story.found()).containsExactly((position + 1) + " passkey.unverified");
  }

  @Test
  void a_statement_that_waited_longer_than_five_minutes_is_found() {
    enrol("p_bruno");
    signed(statement("p_bruno", Duration.ofMinutes(6)));

    assertThat(story.found()).containsExactly((position + 1) + " passkey.late");
  }

  @Test
  void a_statement_without_its_site_is_found() {
    enrol("p_bruno");
    Json.Builder without = Json.obj();
    statement("p_bruno", Duration.ZERO)
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals("site")) {
                without.put(name, value);
              }
            });
    signed(without.build());

    assertThat(story.found()).containsExactly((position + 1) + " statement.differs");
  }

  @Test
  void the_word_passkey_without_an_assertion_is_found() {
    enrol("p_bruno");
    Digest statement = put(statement("p_bruno", Duration.ZERO));
    story.acts.set(position + 1, given("passkey", statement, Optional.empty()));
    story.answerAgain();

    assertThat(story.found()).contains((position + 1) + " signoff.method");
  }

  @Test
  void a_statement_signs_once() {
    enrol("p_bruno");
    signed(statement("p_bruno", Duration.ZERO));
    SignoffGiven first = (SignoffGiven) story.acts.get(position + 1);
    var again = TestingPapers.changed(first, "signoff", Json.of("s_again"));
    story.acts.add(position + 2, again);

    assertThat(story.found()).contains((position + 2) + " signoff.repeated");
  }

  @Test
  void a_counter_that_goes_back_is_found() {
    enrol("p_bruno");
    authenticator.counting(7);
    signed(statement("p_bruno", Duration.ZERO));
    assertThat(story.found()).isEmpty();

    SignoffGiven first = (SignoffGiven) story.acts.get(position + 1);
    authenticator.counting(6);
    signed(statement("p_bruno", Duration.ofSeconds(1)));
    story.acts.add(position + 1, first);
    assertThat(story.found()).contains((position + 2) + " passkey.counter");
  }

  @ParameterizedTest
  @CsvSource({"8, true", "7, false", "6, false", "0, false"})
  void an_authenticator_counts_on_from_its_enrolment(long counter, boolean sound) {
    authenticator.counting(7);
    enrol("p_bruno");
    authenticator.counting(counter);
    signed(statement("p_bruno", Duration.ZERO));

    assertThat(story.found())
        .isEqualTo(sound ? List.of() : List.of((position + 1) + " passkey.counter"));
  }

  @Test
  void an_enrolment_that_says_something_else_than_its_act_is_found() {
    PasskeyEnrolled honest = enrolment("p_bruno", "p_bruno");
    String otherKey =
        TestingAuthenticator.of(Algorithm.ES256, "other").enrol(new byte[1]).key().base64Url();
    story.acts.add(
        position,
        new PasskeyEnrolled(
            honest.stamp(),
            "p_bruno",
            "k_first",
            honest.credential(),
            otherKey,
            honest.rp(),
            honest.origin(),
            honest.enrolment(),
            honest.authenticator()));
    signed(statement("p_bruno", Duration.ZERO));

    assertThat(story.found())
        .containsExactly(position + " passkey.differs", (position + 1) + " passkey.signature");
  }

  @Test
  void one_credential_cannot_be_enrolled_for_two() {
    enrol("p_bruno");
    story.acts.add(position + 1, enrolment("p_lena", "p_lena"));

    assertThat(story.found())
        .contains((position + 1) + " id.taken", (position + 1) + " passkey.taken");
  }

  @Test
  void a_password_where_the_policy_asks_for_a_passkey_is_found() {
    TestingStory strict = TestingStory.askingForPasskeys();

    assertThat(strict.found())
        .contains(
            strict.position(SignoffGiven.class) + " signoff.method",
            strict.position(VerdictGiven.class, 2) + " verdict.passes");
  }

  private void tell(TestingStory other) {
    story = other;
    position = story.position(SignoffGiven.class);
    byPassword = story.first(SignoffGiven.class);
  }

  private void enrol(String person) {
    story.acts.add(position, enrolment(person, person));
  }

  private PasskeyEnrolled enrolment(String by, String person) {
    Enrolment made = authenticator.enrol(new byte[32]);
    return new PasskeyEnrolled(
        story.stamp(position, by),
        person,
        "k_first",
        made.credential(),
        made.key().base64Url(),
        SITE.rp(),
        SITE.origin(),
        put(made.toJson()),
        made.authenticator());
  }

  /** What bruno was shown so long before the sign-off was recorded. */
  private Json.Obj statement(String person, Duration before) {
    assertThat(byPassword.by()).isEqualTo(person);
    return TestingPapers.statement(byPassword, story.first(SubmissionOpened.class))
        .put("at", byPassword.at().minus(before).toString())
        .put("site", SITE.toJson())
        .build();
  }

  private void signed(Json.Obj statement) {
    signed(statement, position + 1);
  }

  private void signed(Json.Obj statement, int at) {
    signed(statement, authenticator.sign(Digest.of(statement)), at);
  }

  private void signed(Json.Obj statement, Assertion assertion, int at) {
    var asserted = new SignoffGiven.Asserted("k_first", put(assertion.toJson()));
    story.acts.set(at, given("passkey", put(statement), Optional.of(asserted)));
    story.answerAgain();
  }

  private SignoffGiven given(
      String method, Digest statement, Optional<SignoffGiven.Asserted> asserted) {
    return new SignoffGiven(
        byPassword.stamp(),
        byPassword.signoff(),
        byPassword.submission(),
        byPassword.role(),
        byPassword.meaning(),
        byPassword.decision(),
        method,
        byPassword.covers(),
        statement,
        byPassword.opinion(),
        asserted,
        byPassword.terms(),
        byPassword.answers(),
        byPassword.delegator(),
        byPassword.requirement());
  }

  private Digest put(Json.Obj document) {
    return story.put(document.canonical());
  }
}
