// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The classes of approval bypass that other systems had, each tried over API, page and token, on
 * both databases. Old versions under a new policy (A5) are in {@link PolicyBypassTest}, races (A15)
 * in {@link RacesTest}; what delegates, waivers and roles add is beside their own rules.
 */
class ApprovalBypassTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<Dialect, RunningServer> SERVERS = new EnumMap<>(Dialect.class);
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    // Whoever can sign has a token as well.
    Path setup = new TestingSetup().token("grace", "read, discuss, review").in(folder);
    SERVERS.put(
        Dialect.SQLITE, RunningServer.start(folder.resolve("sqlite"), Optional.empty(), setup));
    SERVERS.put(
        Dialect.POSTGRESQL,
        RunningServer.start(
            folder.resolve("postgresql"),
            Optional.of(postgres.getJdbcUrl("postgres", "postgres")),
            setup));
  }

  @AfterAll
  static void stop() throws IOException {
    SERVERS.values().forEach(RunningServer::close);
    postgres.close();
  }

  /** A submission of the low tier, which one peer can approve. */
  private static PeerSubmission open(Dialect dialect, String... contributors) {
    RunningServer server = Optional.ofNullable(SERVERS.get(dialect)).orElseThrow();
    String model = "bypassed-" + COUNT.incrementAndGet();
    return new PeerSubmission(
        server, model, server.models().lowTierSubmission(model, contributors));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a1_what_changes_after_the_approval_takes_the_approval_with_it(Dialect dialect)
      throws IOException {
    PeerSubmission of = open(dialect, "sam");
    assertThat(of.sign("grace").status()).isEqualTo(200);
    assertThat(of.supply("Something that nobody has seen.").status()).isEqualTo(200);

    Answer refused = of.promote("ada");

    assertThat(refused.code()).isEqualTo("gate.refused");
    assertThat(refused.text()).contains("lapsed: documentation changed");
    assertThat(of.isPromoted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a1_bytes_cannot_be_replaced_under_their_digest(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    Digest model = Digest.of("some other bytes".getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder other =
        of.server()
            .request("/api/v1/blobs/" + model.hex())
            .header("Authorization", "Bearer " + of.server().token("ada"))
            .PUT(HttpRequest.BodyPublishers.ofString("not those bytes"));
    assertThat(of.server().send(other).status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a2_no_route_changes_a_rule_for_nobody(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    for (String username : List.of("ada", "dmitri", "tove", "lena", "priya")) {
      for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
        HttpRequest.Builder edit =
            of.server()
                .request("/api/v1/policies/lending/1")
                .header("Authorization", "Bearer " + of.server().token(username))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"));
        int status = of.server().send(edit).status();
        assertThat(status).as("%s as %s", method, username).isBetween(400, 499);
      }
    }
    assertThat(of.promote("ada").code()).isEqualTo("gate.refused");
  }

  @Test
  void a3_a_policy_that_is_gone_lets_nothing_through() throws IOException {
    Path data = folder.resolve("policy-gone");
    Path setup = RunningServer.EXAMPLES.resolve("setup.yaml");
    long number;
    try (RunningServer before = RunningServer.start(data, Optional.empty(), setup)) {
      number = before.models().lowTierSubmission("orphaned", "sam");
      assertThat(new PeerSubmission(before, "orphaned", number).sign("grace").status())
          .isEqualTo(200);
    }
    String hex = Digest.of(Files.readAllBytes(setup.resolveSibling("policies/lending.yaml"))).hex();
    Path policy = data.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
    Files.delete(policy);
    try (RunningServer after = RunningServer.start(data, Optional.empty(), setup)) {
      PeerSubmission of = new PeerSubmission(after, "orphaned", number);
      assertThat(of.promote("ada").status()).isGreaterThanOrEqualTo(400);
      assertThat(of.isPromoted()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a4_a_name_that_looks_like_another_is_no_model_and_nobody(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    for (String name :
        List.of(
            of.model().toUpperCase(Locale.ROOT),
            of.model() + " ",
            of.model() + "\u200b",
            of.model().replace('b', '\u0432'),
            of.model().replace('-', '\u2011'),
            "../" + of.model(),
            "a".repeat(100_000))) {
      Answer refused =
          of.server()
              .post(
                  "ada",
                  "/api/v1/models",
                  Json.obj()
                      .put("name", name)
                      .put("use", Json.obj().put("purpose", "a").put("population", "b").build())
                      .build()
                      .text());
      assertThat(refused.status()).as(name.length() > 50 ? "long" : name).isBetween(400, 499);
    }
    Answer taken =
        of.server()
            .post(
                "sam",
                "/api/v1/models",
                "{\"name\":\"%s\",\"use\":{\"purpose\":\"a\",\"population\":\"b\"}}"
                    .formatted(of.model()));
    assertThat(taken.status()).isEqualTo(409);
    for (String name :
        List.of("Grace Lim", "GRACE\u00a0Lim", "Grace Lim\u200b", "Gr\u0430ce Lim")) {
      String person = Json.obj().put("username", "another").put("name", name).build().text();
      Answer another = of.server().post("tove", "/api/v1/people", person);
      assertThat(another.code()).as(name).isEqualTo("person.name");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a6_an_own_result_passes_no_check(Dialect dialect) throws IOException {
    PeerSubmission of = open(dialect, "sam");
    assertThat(of.supply("{\"check\":\"artifact/1\",\"outcome\":\"computed\"}").status())
        .isEqualTo(200);
    String shown = of.server().get("ada", of.api()).text();
    assertThat(shown).contains("\"level\":\"supplied\"");
    assertThat(of.server().post("ada", "/api/v1/runners/r_aaaaaaaaaa/jobs", "{}").status())
        .isBetween(400, 499);
    assertThat(of.promote("ada").code()).isEqualTo("gate.refused");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a7_a_token_signs_nowhere(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    Map<String, String> signing = new HashMap<>(of.form("grace"));
    signing.putAll(PeerSubmission.decision("approve"));
    for (String username : List.of("grace", "ada", "tove", "dmitri", "hanna")) {
      for (String path :
          List.of(
              of.page() + "/sign",
              of.api() + "/sign",
              of.api() + "/signoffs",
              of.api() + "/sign-offs")) {
        int status =
            of.server()
                .post(username, path, "{\"role\":\"peer\",\"decision\":\"approve\"}")
                .status();
        assertThat(status).as("%s by %s", path, username).isBetween(400, 499);
      }
      Answer form = of.server().submitByToken(username, signing, of.page() + "/sign");
      assertThat(form.status())
          .as("the page's own form by %s is sent to sign in", username)
          .isEqualTo(302);
    }
    assertThat(of.signOffs()).isEmpty();
    assertThat(of.send("grace", signing, Map.of()).status()).as("in a session").isEqualTo(200);
    assertThat(of.signOffs()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a8_the_signer_is_who_signed_in_whatever_the_form_says(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    Map<String, String> named = new HashMap<>(PeerSubmission.decision("approve"));
    List.of("by", "person", "signer", "username", "on_behalf_of", "committer")
        .forEach(field -> named.put(field, "ada"));
    assertThat(of.send("grace", of.form("grace"), named).status()).isEqualTo(200);
    String grace = of.signOffs().getFirst().by();

    Map<String, String> forged = new HashMap<>(of.form("grace"));
    Answer other = of.send("ada", forged, named);

    assertThat(other.status()).isBetween(400, 499);
    assertThat(of.signOffs()).singleElement().extracting(SignoffGiven::by).isEqualTo(grace);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a9_an_author_who_did_not_upload_cannot_sign_either(Dialect dialect) {
    RunningServer server = Optional.ofNullable(SERVERS.get(dialect)).orElseThrow();
    String model = "bypassed-" + COUNT.incrementAndGet();
    long number = server.models().lowTierSubmission("helped-" + model, "sam");
    PeerSubmission of = new PeerSubmission(server, "helped-" + model, number);
    long version = server.models().version(of.model(), "0.61", "grace");

    Answer opened =
        server.post(
            "ada",
            "/api/v1/models/" + of.model() + "/versions/" + version + "/submissions",
            "{\"gate\":\"production\"}");

    assertThat(opened.code()).isEqualTo("submission.unsatisfiable");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a10_a_sign_off_cannot_be_taken_back_once_it_has_promoted(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    assertThat(of.sign("grace").status()).isEqualTo(200);
    assertThat(of.promote("ada").status()).isEqualTo(200);
    String id = of.signOffs().getFirst().signoff();

    Answer back =
        of.server()
            .fill("grace", "/models", of.page() + "/sign-offs/" + id + "/withdrawal", Map.of());

    assertThat(back.status()).isEqualTo(409);
    assertThat(of.signOffs()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a11_what_was_shown_is_what_is_signed_or_nothing_is(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    Map<String, String> form = new HashMap<>(of.form("grace"));
    form.replaceAll(
        (name, value) ->
            value.startsWith("sha256:") ? Digest.of(value.getBytes(UTF_8)).toString() : value);

    assertThat(of.send("grace", form, PeerSubmission.decision("approve")).status())
        .isBetween(400, 499);
    assertThat(of.signOffs()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a12_no_role_and_no_flag_leads_past_the_gate(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    for (String username : List.of("tove", "lena", "ada", "sam")) {
      for (String flag :
          List.of("", "?force=true", "?bypass=1", "?override=true&reason=urgent", "?admin=true")) {
        Answer answer = of.server().post(username, of.api() + "/promotion" + flag, "{}");
        assertThat(answer.status()).as(username + flag).isBetween(400, 499);
      }
      assertThat(of.server().post(username, of.api() + "/promotion", "{\"force\":true}").status())
          .isBetween(400, 499);
    }
    assertThat(of.isPromoted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a12_two_persons_break_no_glass_where_the_policy_names_nobody(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    String page = of.page() + "/break-glass";
    for (String username : List.of("dmitri", "bruno", "lena")) {
      Answer asked =
          of.server()
              .fill(username, page, page, Map.of("reason", "It is urgent.", "incident", "INC-7"));
      assertThat(asked.status()).as(username).isEqualTo(409);
      assertThat(asked.text()).contains("bypass.policy");
    }
    assertThat(of.server().get("ada", of.api() + "/break-glass").text()).contains("bypass.policy");
    assertThat(of.isPromoted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a13_who_cannot_be_found_may_nothing(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    String token = of.server().token("ada");
    for (String wrong : List.of("", token.substring(1), token + "a", "Bearer", "null", "0")) {
      HttpRequest.Builder request =
          of.server()
              .request(of.api() + "/promotion")
              .header("Authorization", "Bearer " + wrong)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      assertThat(of.server().send(request).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a14_a_person_s_words_stay_words(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    Map<String, String> words = new HashMap<>(PeerSubmission.decision("reject"));
    String fields = "\",\"decision\":\"approve\",\"x\":\"";
    String header = "\r\nX-Decision: approve\r\n\r\n";
    words.put("opinion", "No." + fields + header);
    words.put("category", "evidence");
    words.put("fixes", "Say more.");

    assertThat(of.send("grace", of.form("grace"), words).status()).isEqualTo(200);

    assertThat(of.signOffs()).extracting(SignoffGiven::decision).containsExactly("reject");
    assertThat(of.promote("ada").code()).isEqualTo("gate.refused");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a14_the_character_nul_stands_in_no_request(Dialect dialect) {
    RunningServer server = Optional.ofNullable(SERVERS.get(dialect)).orElseThrow();
    assertThat(server.get("ada", "/api/v1/models?cursor=%00").code()).isEqualTo("request.nul");
    assertThat(server.send(server.request("/login?username=a%00").GET()).code())
        .isEqualTo("request.nul");
    Map<String, String> form = Map.of("username", "a\u0000", "password", "b");
    assertThat(server.submitByToken("ada", form, "/login").code()).isEqualTo("request.nul");
    String body = "{\"name\":\"a\",\"use\":{\"purpose\":\"b\",\"population\":\"\\u0000\"}}";
    assertThat(server.post("ada", "/api/v1/models", body).code()).isEqualTo("request.nul");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a15_what_is_sent_many_times_at_once_happens_once(Dialect dialect) throws Exception {
    PeerSubmission submission = open(dialect);
    RunningServer server = submission.server();
    Map<String, String> form = submission.form("grace");
    String asked =
        server
            .post(
                "tove",
                "/api/v1/people/bruno/roles",
                "{\"role\":\"peer\",\"model\":\"%s\"}".formatted(submission.model()))
            .json()
            .string("request");
    int before = server.entries().size();

    atOnce(() -> submission.send("grace", form, PeerSubmission.decision("approve")));
    atOnce(() -> server.post("dmitri", "/api/v1/role-requests/" + asked + "/confirmation", "{}"));
    List<Answer> promoted = atOnce(() -> submission.promote("ada"));

    List<String> acts =
        server.entries().stream().skip(before).map(Act::parse).map(Act::name).toList();
    assertThat(acts)
        .filteredOn(act -> !act.equals("attestation.issued"))
        .containsExactly("signoff.given", "role.given", "verdict.given", "version.promoted");
    assertThat(promoted).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(promoted)
        .filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.code().equals("submission.closed"));
    assertThat(server.found()).isEmpty();
  }

  /** The same from six threads that wait for each other. */
  private static List<Answer> atOnce(Callable<Answer> request) throws Exception {
    var ready = new CyclicBarrier(6);
    Callable<Answer> together =
        () -> {
          ready.await();
          return request.call();
        };
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(6, together))) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a16_an_earlier_approval_does_not_bring_a_version_back(Dialect dialect) {
    PeerSubmission of = open(dialect, "sam");
    assertThat(of.sign("grace").status()).isEqualTo(200);
    assertThat(of.promote("ada").status()).isEqualTo(200);
    assertThat(of.promote("ada").code()).isEqualTo("submission.closed");
    for (String path :
        List.of(
            "/api/2.0/mlflow/model-versions/transition-stage",
            "/api/2.0/mlflow/registered-models/alias",
            "/api/v1/models/" + of.model() + "/versions/1/stage",
            "/api/v1/models/" + of.model() + "/stage")) {
      assertThat(of.server().post("ada", path, "{\"stage\":\"Production\"}").status())
          .as(path)
          .isBetween(400, 499);
    }
    long promotions =
        of.acts().stream()
            .filter(act -> act instanceof VersionPromoted to && to.submission() == of.number())
            .count();
    assertThat(promotions).isEqualTo(1);
  }
}
