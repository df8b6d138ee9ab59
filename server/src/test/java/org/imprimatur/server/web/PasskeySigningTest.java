// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.proof.signature.Site;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Delegations;
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.people.Span;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;

/**
 * Signatures by passkey as they come over HTTP, also from a browser that lies. Whatever the server
 * records, a replay finds nothing against it.
 */
class PasskeySigningTest extends SubmissionToSign {
  private Answer signed() {
    Map<String, String> hidden = grace().read(number);
    return grace().send(number, hidden, passkey.sign(TestingSigner.statement(hidden)));
  }

  @Test
  void what_an_honest_passkey_signs_is_recorded() {
    assertThat(signed().text()).contains("Signed: approve");
    assertThat(signOffs(server, number)).isEqualTo(1);
  }

  @Test
  void a_promotion_rests_on_the_sign_off_that_its_verdict_counted_and_on_no_other() {
    signed();
    String sign = "/submissions/" + number + "/sign";
    server.fill(
        "grace",
        sign + "?role=peer",
        sign,
        Map.of("decision", "approve", "opinion", "", "password", RunningServer.PASSWORD));
    assertThat(signOffs(server, number)).isEqualTo(2);
    promote();
    assertThat(promotions()).as("replaced by a later one before the promotion").isEqualTo("[]");
    assertThat(server.open("grace", "/passkeys/" + id()).text()).doesNotContain("promotion to");

    number = server.models().lowTierSubmission("signing-again-" + count, "sam");
    signed();
    promote();
    assertThat(promotions()).contains("\"to\":\"production\"");
    assertThat(server.open("grace", "/passkeys/" + id()).text())
        .containsOnlyOnce("promotion to production");
  }

  @Test
  void nothing_rests_on_a_delegate_whose_delegator_lost_the_role_before_the_promotion() {
    try (RunningServer own = RunningServer.start(folder.resolve("delegated"))) {
      long there = own.models().lowTierSubmission("delegated", "sam");
      peer(own, "lena");
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      var span = new Span(now, now.plus(Duration.ofDays(2)));
      own.bean(Delegations.class)
          .give(
              own.caller("grace"),
              new Delegations.Mandate("chiara", "peer", Optional.empty(), span));
      var chiara = new TestingSigner(own, "chiara");
      TestingPasskey hers = new TestingPasskey("delegate", site(own));
      assertThat(chiara.enrol("key", hers).status()).isEqualTo(200);
      Map<String, String> hidden = chiara.read(there);
      chiara.send(there, hidden, hers.sign(TestingSigner.statement(hidden)));
      assertThat(signOffs(own, there)).isEqualTo(1);

      String gone = "{\"role\":\"peer\"}";
      assertThat(own.post("tove", "/api/v1/people/grace/roles/withdrawal", gone).status())
          .isEqualTo(200);
      String sign = "/submissions/" + there + "/sign";
      own.fill("lena", sign + "?role=peer", sign, PeerSubmission.decision("approve"));
      Answer promoted = own.post("ada", "/api/v1/submissions/" + there + "/promotion", "{}");
      assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);

      assertThat(own.open("chiara", "/passkeys/" + id(own, "chiara")).text())
          .contains("Submission " + there)
          .doesNotContain("promotion to");
      assertThat(own.found()).isEmpty();
    }
  }

  @Test
  void a_promotion_rests_on_its_sign_off_whatever_is_filed_after_it() {
    signed();
    promote();
    String model = "signed-" + count;
    String card = "/models/" + model + "/v1/card";
    server.fill("ada", card, card, Map.of("text", "# Written after the promotion"));

    assertThat(promotions()).contains("\"to\":\"production\"");
  }

  private static void peer(RunningServer at, String username) {
    Answer asked = at.post("tove", "/api/v1/people/" + username + "/roles", "{\"role\":\"peer\"}");
    String request = "/api/v1/role-requests/" + asked.json().string("request");
    assertThat(at.post("dmitri", request + "/confirmation", "{}").status()).isEqualTo(200);
  }

  private void promote() {
    Answer promoted = server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
  }

  /** What rests on the last sign-off by the passkey. */
  private static String promotions() {
    Json.Obj trace = server.get("hanna", "/api/v1/passkeys/" + id()).json();
    Json.Obj last = (Json.Obj) trace.array("signoffs").values().getLast();
    return last.array("promotions").text();
  }

  private static String id() {
    return id(server, "grace");
  }

  private static String id(RunningServer at, String username) {
    var id =
        Pattern.compile("/account/passkeys/(k_[A-Za-z0-9_-]+)/revocation")
            .matcher(at.open(username, "/account").text());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void what_an_honest_browser_would_not_send_is_not_taken() {
    Site site = site(server);
    lied("passkey.unverified", passkey::touchedOnly);
    passkey.knowing();
    lied("passkey.origin", () -> passkey.on(site.rp(), "http://localhost:9"));
    lied("passkey.rp", () -> passkey.on("example.org", site.origin()));
    passkey.on(site.rp(), site.origin());
    lied("passkey.origin", passkey::embedded);
  }

  private void lied(String code, Supplier<TestingPasskey> lie) {
    Map<String, String> hidden = grace().read(number);
    Answer answer = grace().send(number, hidden, lie.get().sign(TestingSigner.statement(hidden)));
    refused(answer, 422, code);
  }

  @Test
  void the_passkey_of_somebody_else_signs_nothing() {
    server.browser("bruno");
    TestingPasskey other = passkey("other-" + count);
    bruno().enrol("key " + count, other);
    Map<String, String> hidden = grace().read(number);

    refused(
        grace().send(number, hidden, other.sign(TestingSigner.statement(hidden))),
        403,
        "passkey.other-person");
    bruno().end();
  }

  @Test
  void a_passkey_that_the_rows_alone_give_to_somebody_signs_nothing() {
    server.browser("bruno");
    TestingPasskey other = passkey("planted-" + count);
    bruno().enrol("key " + count, other);
    String planted = id(server, "bruno");
    owned(person("bruno"), person("grace"), planted);
    Map<String, String> hidden = grace().read(number);

    refused(
        grace().send(number, hidden, other.sign(TestingSigner.statement(hidden))),
        403,
        "passkey.other-person");
    owned(person("grace"), person("bruno"), planted);
    bruno().end();
  }

  private static String person(String username) {
    return server.get("ada", "/api/v1/people/" + username).json().string("person");
  }

  private static void owned(String from, String to, String passkey) {
    server
        .bean(Database.class)
        .reader()
        .sql("UPDATE passkeys SET person = ?, body = REPLACE(body, ?, ?) WHERE passkey = ?")
        .params(to, from, to, passkey)
        .update();
  }

  @Test
  void a_person_has_ten_passkeys_at_a_time_and_as_many_as_they_lose_in_a_lifetime() {
    var chiara = new TestingSigner(server, "chiara");
    server.browser("chiara");
    for (int i = 1; i <= 10; i++) {
      assertThat(chiara.enrol("key " + i, passkey("c-" + i)).status()).isEqualTo(200);
    }
    Answer eleventh = chiara.enrol("key 11", passkey("c-11"));
    assertThat(eleventh.status()).isEqualTo(409);
    assertThat(eleventh.text()).contains("at most 10 passkeys");

    chiara.end();
    assertThat(chiara.enrol("key 11", passkey("c-11")).status()).isEqualTo(200);
    chiara.end();
  }

  @Test
  void an_assertion_signs_once() {
    Map<String, String> hidden = grace().read(number);
    Map<String, String> assertion = passkey.sign(TestingSigner.statement(hidden));
    grace().send(number, hidden, assertion);
    Answer again = grace().send(number, hidden, assertion);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("signoff.draft");
    assertThat(signOffs(server, number)).isEqualTo(1);
  }

  @Test
  void an_assertion_for_one_submission_signs_no_other() {
    long other = server.models().lowTierSubmission("other-" + count, "sam");
    Map<String, String> first = grace().read(number);
    Map<String, String> second = grace().read(other);
    Map<String, String> assertion = passkey.sign(TestingSigner.statement(first));

    refused(grace().send(other, first, assertion), 409, "signoff.draft");
    refused(grace().send(other, second, assertion), 422, "passkey.challenge");
    assertThat(signOffs(server, other)).isZero();
  }

  @Test
  void a_passkey_that_counts_backwards_signs_nothing_more() {
    passkey.counting(7);
    assertThat(signed().text()).contains("Signed: approve");
    number = server.models().lowTierSubmission("counted-" + count, "sam");
    for (long counter : List.of(7L, 6L, 0L)) {
      passkey.counting(counter);
      refused(signed(), 403, "passkey.counter");
    }
    passkey.counting(8);
    assertThat(signed().text()).contains("Signed: approve");
  }

  @Test
  void a_statement_of_an_instant_that_is_still_to_come_is_not_taken() {
    Map<String, String> hidden = grace().read(number);
    Digest later = shownAt(hidden, Instant.now().plus(Duration.ofMinutes(1)));

    refused(grace().send(number, said(hidden, later), passkey.sign(later)), 422, "passkey.late");
  }

  @Test
  void a_statement_waits_five_minutes_from_the_instant_that_it_names() {
    Map<String, String> hidden = grace().read(number);
    Digest earlier = shownAt(hidden, Instant.now().minus(Duration.ofMinutes(5)).minusMillis(1));
    refused(
        grace().send(number, said(hidden, earlier), passkey.sign(earlier)), 422, "passkey.late");

    Digest inTime = shownAt(hidden, Instant.now().minus(Duration.ofMinutes(4)));
    grace().send(number, said(hidden, inTime), passkey.sign(inTime));
    assertThat(signOffs(server, number)).isEqualTo(1);
  }

  @Test
  void a_passkey_of_another_site_is_not_taken_after_the_server_has_moved() throws IOException {
    Path data = folder.resolve("moved");
    String rp = "models.example.org";
    TestingPasskey moved;
    long there;
    try (RunningServer before = RunningServer.start(data)) {
      there = before.models().lowTierSubmission("moved", "sam");
      moved = new TestingPasskey("moved", new Site("localhost", before.address()));
      assertThat(new TestingSigner(before, "grace").enrol("key " + count, moved).status())
          .isEqualTo(200);
    }
    var elsewhere = new ServerOptions.Passkeys(Optional.of("https://" + rp), false);
    try (RunningServer after = again(data, elsewhere)) {
      Map<String, String> hidden = new TestingSigner(after, "grace").read(there);
      Digest statement = TestingSigner.statement(hidden);
      moved.on(rp, "https://" + rp);
      Answer answer = new TestingSigner(after, "grace").send(there, hidden, moved.sign(statement));

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text()).contains("passkey.rp");
      assertThat(signOffs(after, there)).isZero();
      assertThat(after.found()).isEmpty();
      assertThat(statusAt(after, rp)).as("by the name that its operator gave it").isEqualTo(200);
      assertThat(statusAt(after, "not-" + rp)).as("by another name").isEqualTo(421);
    }
  }

  private static int statusAt(RunningServer server, String name) throws IOException {
    int port = URI.create(server.address()).getPort();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /login HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String line = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return Integer.parseInt(line.split(" ", 3)[1]);
    }
  }

  @Test
  void a_demo_passkey_ends_with_the_option_that_offered_it() {
    Path data = folder.resolve("no-demo");
    TestingPasskey demo;
    long there;
    try (RunningServer before = RunningServer.start(data)) {
      there = before.models().lowTierSubmission("demo", "sam");
      demo = new TestingPasskey("demo", new Site("localhost", before.address())).demo();
      new TestingSigner(before, "grace").enrol("key " + count, demo);
      assertThat(before.open("grace", "/account").text()).contains("no proof of a person");
    }
    try (RunningServer after = again(data, ServerOptions.Passkeys.NONE)) {
      demo.on("localhost", after.address());
      String page = "/submissions/" + there + "/sign";
      Answer none =
          after.fill(
              "grace", page + "?role=peer", page + "/passkey", Map.of("decision", "approve"));
      assertThat(none.text()).contains("you have no passkey yet");
      Answer more =
          new TestingSigner(after, "grace")
              .enrol("key " + count, new TestingPasskey("more", site(after)).demo());
      assertThat(more.status()).isEqualTo(403);
      assertThat(more.text()).contains("this server is no demo");

      // With another passkey of hers a statement can be shown, and the demo one signs it.
      new TestingSigner(after, "grace")
          .enrol("key " + count, new TestingPasskey("device", site(after)));
      Map<String, String> left = new TestingSigner(after, "grace").read(there);
      Answer answer =
          new TestingSigner(after, "grace")
              .send(there, left, demo.sign(TestingSigner.statement(left)));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).contains("passkey.demo");
      assertThat(signOffs(after, there)).isZero();
      assertThat(after.found()).isEmpty();
    }
  }

  private static Site site(RunningServer at) {
    return new Site("localhost", at.address());
  }

  private static RunningServer again(Path data, ServerOptions.Passkeys passkeys) {
    return RunningServer.start(
        new ServerOptions("127.0.0.1", 0, data, Optional.empty(), Optional.empty(), passkeys));
  }

  private static Map<String, String> said(Map<String, String> hidden, Digest statement) {
    Map<String, String> other = new HashMap<>(hidden);
    other.put("statement", statement.toString());
    return other;
  }

  /** The statement that waits, as if the server's clock had been elsewhere when it was shown. */
  private static Digest shownAt(Map<String, String> hidden, Instant at) {
    Json.Obj waits =
        (Json.Obj)
            Json.parse(
                server
                    .bean(Database.class)
                    .reader()
                    .sql("SELECT body FROM passkey_challenges WHERE challenge = ?")
                    .param(TestingSigner.statement(hidden).toString())
                    .query(String.class)
                    .single());
    Json.Obj moved = with(waits.object("statement"), "at", Json.of(at.toString()));
    Digest digest = Digest.of(moved);
    // That it waits still is not what the rule rests on.
    var waiting = new Ceremony(new Site("localhost", server.address()), Instant.now());
    server
        .bean(Passkeys.class)
        .await(digest, moved.string("person"), with(waits, "statement", moved).text(), waiting);
    return digest;
  }

  private static Json.Obj with(Json.Obj json, String name, Json value) {
    Json.Builder changed = Json.obj();
    json.members().forEach(changed::put);
    return changed.put(name, value).build();
  }
}
