// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.people.Secret;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.Place;
import org.imprimatur.server.submissions.Proceedings;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.submissions.Submissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request in flight while its sender loses the role, the token or the place. */
class StaleCallersTest {
  @TempDir Path folder;
  private RunningServer server;
  private long number;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder);
    number = server.models().lowTierSubmission("exercise", "sam");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_role_taken_before_the_act_is_recorded_no_longer_counts() {
    Caller ada = caller("ada");
    server.post("tove", "/api/v1/people/ada/roles/withdrawal", "{\"role\":\"data-scientist\"}");

    refused("permission.missing", () -> server.bean(Gates.class).promote(ada, number));
    refused("permission.missing", () -> server.bean(Submissions.class).withdraw(ada, number));
  }

  @Test
  void whoever_has_left_records_nothing_any_more() {
    Caller ada = caller("ada");
    Caller grace = caller("grace");
    server.post("tove", "/api/v1/people/ada/departure", "{\"successor\":\"sam\"}");
    server.post("tove", "/api/v1/people/grace/departure", "{}");

    var proceedings = server.bean(Proceedings.class);
    refused("caller.gone", () -> server.bean(Submissions.class).withdraw(ada, number));
    refused("caller.gone", () -> proceedings.hold(ada, number, "Wait."));
    refused("hold.by", () -> proceedings.hold(grace, number, "Wait."));
  }

  @Test
  void whoever_lost_the_role_here_and_has_one_elsewhere_says_nothing_here_any_more() {
    var elsewhere = new Scope(Optional.empty(), Optional.of("high"), Optional.empty());
    server.bean(Roles.class).ask(caller("tove"), new Roles.Wish("grace", "auditor", elsewhere));
    Caller grace = caller("grace");
    server.post("tove", "/api/v1/people/grace/roles/withdrawal", "{\"role\":\"peer\"}");

    var place = new Place("risk", "", "", Optional.empty());
    var discussions = server.bean(Discussions.class);
    OptionalLong none = OptionalLong.empty();
    refused("permission.missing", () -> discussions.comment(grace, number, place, none, "So."));
  }

  @Test
  void an_administrator_who_is_none_any_more_gives_no_role() {
    Caller tove = caller("tove");
    String asked =
        server
            .post("tove", "/api/v1/people/hanna/roles", "{\"role\":\"administrator\"}")
            .json()
            .string("request");
    server.post("dmitri", "/api/v1/role-requests/" + asked + "/confirmation", "{}");
    server.post("dmitri", "/api/v1/people/tove/roles/withdrawal", "{\"role\":\"administrator\"}");

    var wish = new Roles.Wish("sam", "auditor", Scope.EVERYWHERE);
    refused("permission.missing", () -> server.bean(Roles.class).ask(tove, wish));
    refused("permission.missing", () -> server.bean(Roles.class).withdraw(tove, wish));
  }

  @Test
  void a_token_revoked_before_the_act_is_recorded_no_longer_counts() {
    String secret = server.token("ada");
    Caller ada = server.bean(Logins.class).byToken(secret).orElseThrow();
    var token = (Caller.Credential.Token) ada.credential();
    String tove = caller("tove").id();
    server
        .bean(Audit.class)
        .record(
            moment ->
                Ruling.granted(new TokenRevoked(moment.by(tove), ada.id(), token.id()), number));

    refused("caller.gone", () -> server.bean(Submissions.class).withdraw(ada, number));
    assertThat(server.bean(Logins.class).byToken(secret)).isEmpty();
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_session_that_ended_before_the_act_is_recorded_no_longer_counts() {
    server.browser("ada");
    var logins = server.bean(Logins.class);
    Secret secret = logins.signIn("ada", RunningServer.PASSWORD);
    Caller ada = logins.bySession(secret.text()).orElseThrow();
    logins.signOut(secret.text());

    refused("caller.gone", () -> server.bean(Submissions.class).withdraw(ada, number));
  }

  @Test
  void a_signature_in_flight_is_not_given_once_its_session_has_ended() {
    server.browser("grace");
    var logins = server.bean(Logins.class);
    Secret secret = logins.signIn("grace", RunningServer.PASSWORD);
    Caller grace = logins.bySession(secret.text()).orElseThrow();
    SignOffs signOffs = server.bean(SignOffs.class);
    Digest draft = signOffs.draft(grace, number, "peer").digest();
    var signature = new SignOffs.Signature(draft, "approve", "It is in order.");
    logins.signOut(secret.text());

    refused("caller.gone", () -> signOffs.sign(grace, number, signature, RunningServer.PASSWORD));
  }

  @Test
  void nobody_acts_by_the_credential_of_somebody_else() {
    Caller ada = caller("ada");
    Caller token = server.bean(Logins.class).byToken(server.token("ada")).orElseThrow();
    Person sam = caller("sam").person();

    for (Caller.Credential of : List.of(ada.credential(), token.credential())) {
      var taken = new Caller(sam, of);
      refused("caller.gone", () -> server.bean(Submissions.class).withdraw(taken, number));
    }
  }

  /** As the person was recognised when the request came in. */
  private Caller caller(String username) {
    return server.caller(username);
  }

  private void refused(String code, ThrowingCallable act) {
    long before = server.bean(Audit.class).size();
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    assertThat(server.bean(Audit.class).size()).isEqualTo(before);
  }
}
