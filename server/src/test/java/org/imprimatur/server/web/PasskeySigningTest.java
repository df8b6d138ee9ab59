// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.replay.Replay;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.proof.signature.Site;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signatures by passkey as they come over HTTP, also from a browser that lies. Whatever the server
 * records, a replay finds nothing against it.
 */
class PasskeySigningTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static int count;

  private TestingPasskey passkey = passkey("unused");
  private long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void submit() {
    number = server.lowTierSubmission("signing-" + ++count, "sam");
    passkey = passkey("grace-" + count);
    assertThat(enrol(server, "grace", passkey).text()).contains("key " + count);
  }

  @AfterEach
  void a_replay_finds_nothing() {
    List<byte[]> entries = new ArrayList<>();
    server.bean(Audit.class).forEach((_, entry) -> entries.add(entry));
    assertThat(Replay.verify(entries, server.bean(Blobs.class)::find).findings()).isEmpty();
    end("grace");
  }

  private static TestingPasskey passkey(String credential) {
    return new TestingPasskey(
        credential, new Site("localhost", server == null ? "http://localhost" : server.address()));
  }

  private static Answer enrol(RunningServer at, String person, TestingPasskey passkey) {
    Map<String, String> hidden = RunningServer.hidden(at.open(person, "/account"));
    Map<String, String> filled = new HashMap<>(passkey.enrol(hidden.getOrDefault("challenge", "")));
    filled.put("label", "key " + count);
    filled.put("password", RunningServer.PASSWORD);
    return at.submit(at.browser(person), hidden, "/account/passkeys", filled);
  }

  /** Ends every passkey of a person, as they would on their account. */
  private static void end(String person) {
    var passkeys = server.bean(Passkeys.class);
    String account = server.open(person, "/account").text();
    var hidden = RunningServer.hidden(server.open(person, "/account"));
    for (String id : ids(account)) {
      assertThat(passkeys.find(id)).isPresent();
      server.submit(
          server.browser(person),
          hidden,
          "/account/passkeys/" + id + "/revocation",
          Map.of("reason", "replaced"));
    }
  }

  private static List<String> ids(String account) {
    return Pattern.compile("/account/passkeys/(k_[A-Za-z0-9_-]+)/revocation")
        .matcher(account)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The page on which the whole statement stands, before the passkey signs it. */
  private static Answer shown(
      RunningServer at, String person, long number, Map<String, String> filled) {
    String page = "/submissions/" + number + "/sign";
    Map<String, String> fields = new HashMap<>(Map.of("opinion", "It does what it says."));
    fields.putAll(filled);
    Answer shown = at.fill(person, page + "?role=peer", page + "/passkey", fields);
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    return shown;
  }

  /** The fields that this page sends back. */
  private static Map<String, String> read(RunningServer at, String person, long number) {
    return RunningServer.hidden(shown(at, person, number, Map.of("decision", "approve")));
  }

  private static Digest statement(Map<String, String> hidden) {
    return Digest.parse(hidden.getOrDefault("statement", ""));
  }

  private static Answer send(
      RunningServer at,
      String person,
      long number,
      Map<String, String> hidden,
      Map<String, String> signed) {
    return at.submit(
        at.browser(person), hidden, "/submissions/" + number + "/sign/passkey/assertion", signed);
  }

  private Answer signed() {
    Map<String, String> hidden = read(server, "grace", number);
    return send(server, "grace", number, hidden, passkey.sign(statement(hidden)));
  }

  private static int signOffs(RunningServer at, long number) {
    return at.get("ada", "/api/v1/submissions/" + number).json().array("signoffs").values().size();
  }

  private void refused(Answer answer, int status, String code) {
    assertThat(answer.text()).contains(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(signOffs(server, number)).isZero();
  }

  @Test
  void what_an_honest_passkey_signs_is_recorded() {
    assertThat(signed().text()).contains("Signed: approve");
    assertThat(signOffs(server, number)).isEqualTo(1);
  }

  @Test
  void everything_that_a_stand_in_signs_under_a_condition_is_on_the_page() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    server.fill(
        "grace",
        "/people/grace",
        "/people/grace/delegations",
        Map.of("to", "bruno", "role", "peer", "from", "" + today, "until", "" + today.plusDays(7)));
    server.browser("bruno");
    TestingPasskey own = passkey("bruno-" + count);
    enrol(server, "bruno", own);
    Answer page =
        shown(
            server,
            "bruno",
            number,
            Map.of(
                "decision",
                "approve-with-conditions",
                "condition-1",
                "Measure again",
                "owner-1",
                "ada",
                "due-1",
                "" + today.plusDays(30)));
    Json.Obj statement = (Json.Obj) Json.parse(asSigned(page));

    assertThat(Digest.of(statement)).isEqualTo(statement(RunningServer.hidden(page)));
    assertThat(statement.string("delegator")).startsWith("p_");
    assertThat(facts(page))
        .contains("Signed for GL Grace Lim", "Model signing-" + count + ", version 1")
        .contains("Role peer", "Meaning approval", "Decision approve-with-conditions")
        .contains("Gate production", "Requirement peer", "an exercise", "lending@")
        .contains("Measure again; Ada Okafor, until " + today.plusDays(30))
        .contains("It does what it says.", "Signed on " + server.address());
    assertThat(digests(statement)).allSatisfy(digest -> assertThat(page.text()).contains(digest));

    Map<String, String> hidden = RunningServer.hidden(page);
    send(server, "bruno", number, hidden, own.sign(statement(hidden)));
    assertThat(signOffs(server, number)).isEqualTo(1);
    end("bruno");
  }

  /** The canonical statement as it stands on the page. */
  private static String asSigned(Answer page) {
    var found = Pattern.compile("canonical JSON\">([^<]+)</pre>").matcher(page.text());
    assertThat(found.find()).isTrue();
    return found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** The words of the page without its marks. */
  private static String facts(Answer page) {
    return page.text().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  private static List<String> digests(Json.Obj statement) {
    return Pattern.compile("sha256:[0-9a-f]{64}")
        .matcher(statement.text())
        .results()
        .map(found -> "data-copy=\"" + found.group() + "\"")
        .filter(copy -> !copy.contains(statement.string("commitment")))
        .filter(copy -> !copy.contains(statement.string("delegatorCommitment")))
        .toList();
  }

  @Test
  void a_statement_of_an_instant_that_is_still_to_come_is_not_taken() {
    Map<String, String> hidden = read(server, "grace", number);
    Digest later = shownAt(hidden, Instant.now().plus(Duration.ofMinutes(1)));

    refused(
        send(server, "grace", number, said(hidden, later), passkey.sign(later)),
        422,
        "passkey.late");
  }

  @Test
  void a_statement_waits_five_minutes_from_the_instant_that_it_names() {
    Map<String, String> hidden = read(server, "grace", number);
    Digest earlier = shownAt(hidden, Instant.now().minus(Duration.ofMinutes(5)).minusMillis(1));
    refused(
        send(server, "grace", number, said(hidden, earlier), passkey.sign(earlier)),
        422,
        "passkey.late");

    Digest inTime = shownAt(hidden, Instant.now().minus(Duration.ofMinutes(4)));
    send(server, "grace", number, said(hidden, inTime), passkey.sign(inTime));
    assertThat(signOffs(server, number)).isEqualTo(1);
  }

  @Test
  void a_passkey_of_another_site_is_not_taken_after_the_server_has_moved() {
    Path data = folder.resolve("moved");
    String rp = "models.example.org";
    TestingPasskey moved;
    long there;
    try (RunningServer before = RunningServer.start(data)) {
      there = before.lowTierSubmission("moved", "sam");
      moved = new TestingPasskey("moved", new Site("localhost", before.address()));
      assertThat(enrol(before, "grace", moved).status()).isEqualTo(200);
    }
    var elsewhere = new ServerOptions.Passkeys(Optional.of("https://" + rp), false);
    try (RunningServer after = again(data, elsewhere)) {
      Map<String, String> hidden = read(after, "grace", there);
      Digest statement = statement(hidden);
      moved.on(rp, "https://" + rp);
      Answer answer = send(after, "grace", there, hidden, moved.sign(statement));

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text()).contains("passkey.rp");
      assertThat(signOffs(after, there)).isZero();
    }
  }

  @Test
  void a_demo_passkey_ends_with_the_option_that_offered_it() {
    Path data = folder.resolve("no-demo");
    TestingPasskey demo;
    long there;
    try (RunningServer before = RunningServer.start(data)) {
      there = before.lowTierSubmission("demo", "sam");
      demo = new TestingPasskey("demo", new Site("localhost", before.address())).demo();
      enrol(before, "grace", demo);
      assertThat(before.open("grace", "/account").text()).contains("no proof of a person");
    }
    try (RunningServer after = again(data, ServerOptions.Passkeys.NONE)) {
      demo.on("localhost", after.address());
      String page = "/submissions/" + there + "/sign";
      Answer none =
          after.fill(
              "grace", page + "?role=peer", page + "/passkey", Map.of("decision", "approve"));
      assertThat(none.text()).contains("you have no passkey yet");
      Answer more = enrol(after, "grace", new TestingPasskey("more", site(after)).demo());
      assertThat(more.status()).isEqualTo(403);
      assertThat(more.text()).contains("this server is no demo");

      // With another passkey of hers a statement can be shown, and the demo one signs it.
      enrol(after, "grace", new TestingPasskey("device", site(after)));
      Map<String, String> left = read(after, "grace", there);
      Answer answer = send(after, "grace", there, left, demo.sign(statement(left)));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).contains("passkey.demo");
      assertThat(signOffs(after, there)).isZero();
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
                    .param(statement(hidden).toString())
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
