// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.imprimatur.engines.EngineVersions;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.monitoring.Reopenings;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What rests on a thing that turned out bad, over the real API and pages: ada makes versions, grace
 * and sam are peers, dmitri and bruno risk managers.
 */
class ImpactTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static TestingImpact impact;
  private static int count;

  private final String model = "resting-%02d".formatted(++count);

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("name: Bruno Keller, roles: [", "name: Bruno Keller, roles: [risk-manager, ")
            .people("Sam Lindqvist, roles: [data-scientist]", "Sam Lindqvist, roles: [peer]")
            .people("person: sam, scopes: [", "person: sam, scopes: [review, ")
            .token("bruno", "read, review, assess")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
    impact = new TestingImpact(server);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void what_a_person_signed_is_traced_condemned_and_signed_again_by_somebody_else() {
    long serving = server.models().promising(model, TestingImpact.KPIS);
    var open = new PeerSubmission(server, model, again("0.40"));
    assertThat(open.sign("grace").status()).isEqualTo(200);

    Json.Obj trace = impact.trace("hanna", "person", "grace");
    assertThat(states(trace))
        .containsEntry(serving, "in production")
        .containsEntry(open.number(), "open");
    assertThat(TestingImpact.sentences(trace, serving))
        .containsExactly(
            "The sign-off of %s as peer (approve) in submission %d was given by this person."
                .formatted(id("grace"), serving));

    Json.Obj done = impact.condemn("dmitri", "person", "grace", "");
    assertThat(numbers(done, "reopened")).contains(serving).doesNotContain(open.number());
    assertThat(codes(open.number())).contains("sign-off.condemned");
    assertThat(open.promote("ada").code()).isEqualTo("gate.refused");
    assertThat(impact.trace("hanna", "person", "grace").array("condemned").values()).hasSize(1);
    assertThat(server.open("ada", "/").text())
        .as("her turn, as owner of the model")
        .contains("Revalidate " + model + " v1", "Condemned: Grace Lim", "It is bad.");

    assertThat(open.sign("sam").status()).isEqualTo(200);
    assertThat(open.promote("ada").status()).as("signed by another peer").isEqualTo(200);
    assertThat(states(impact.trace("hanna", "person", "grace")))
        .containsEntry(serving, "superseded");

    impact.lift(done);
    assertThat(impact.trace("hanna", "person", "grace").array("condemned").values()).isEmpty();
  }

  @Test
  void what_is_opened_again_is_taken_through_its_gate_and_signed_by_another() {
    server.models().promising(model, TestingImpact.KPIS);
    Json.Obj done = impact.condemn("dmitri", "person", "grace", "");
    assertThat(server.open("ada", "/").text()).contains("Revalidate " + model + " v1");

    long number = server.models().propose(model, 1);
    server.models().await(number);
    assertThat(server.open("ada", "/").text())
        .as("on its way")
        .doesNotContain("Revalidate " + model);
    var again = new PeerSubmission(server, model, number);
    assertThat(server.open("sam", "/").text()).contains("Sign as peer on " + model + " v1");
    assertThat(server.open("grace", "/").text())
        .as("what she approves counts nowhere")
        .doesNotContain("Sign as peer on " + model);
    assertThat(server.open("grace", again.page()).text())
        .as("and so says the page: she may only refuse")
        .contains("You stand condemned", "A refusal does.", "Grace Lim stands condemned")
        .doesNotContain("One of them is yours", "Grace Lim has it");
    assertThat(again.sign("grace").status()).isEqualTo(200);
    assertThat(codes(number)).contains("sign-off.condemned");
    assertThat(again.sign("sam").status()).isEqualTo(200);
    assertThat(again.promote("ada").status()).isEqualTo(200);

    assertThat(states(impact.trace("hanna", "person", "grace")))
        .doesNotContainEntry(number, "in production");
    assertThat(server.open("ada", "/").text()).doesNotContain("Revalidate " + model);
    impact.lift(done);
  }

  @Test
  void of_a_bad_file_no_version_passes_and_what_serves_is_suspended_where_that_is_chosen() {
    long serving = server.models().promising(model, TestingImpact.KPIS);
    String file =
        server
            .upload("ada", RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx"))
            .toString();

    Json.Obj done =
        impact.condemn(
            "dmitri", "data", file, ",\"reopen\":[],\"suspend\":[%d]".formatted(serving));

    assertThat(numbers(done, "reopened")).containsExactly(serving);
    assertThat(numbers(done, "suspended")).containsExactly(serving);
    List<Act> acts = acts();
    List<Act> last = acts.subList(acts.size() - 3, acts.size());
    assertThat(last.getFirst()).as("one transaction").isInstanceOf(CauseCondemned.class);
    assertThat(last.get(1)).isInstanceOf(VersionReopened.class);
    assertThat(last.get(2)).isInstanceOf(VersionSuspended.class);

    long later = again("0.40");
    assertThat(impact.obstacles(later))
        .as("it cannot be used again quietly")
        .contains("version.condemned");
    assertThat(new PeerSubmission(server, model, later).promote("ada").text())
        .contains("has it as the file resting-", "Register a version that does not rest on it.");
    impact.lift(done);
    assertThat(impact.obstacles(later)).isEmpty();
  }

  @Test
  void a_promotion_that_races_a_condemnation_is_refused_or_opened_again() throws Exception {
    server.models().promising(model, TestingImpact.KPIS);
    try (var racers = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 6; round++) {
        var open = new PeerSubmission(server, model, again("0.4" + round));
        assertThat(open.sign("grace").status()).isEqualTo(200);
        var start = new CountDownLatch(1);
        Future<Answer> promotion = racers.submit(() -> after(start, () -> open.promote("ada")));
        Future<Json.Obj> condemnation =
            racers.submit(
                () -> after(start, () -> impact.condemn("dmitri", "person", "grace", "")));
        start.countDown();
        boolean promoted = promotion.get().status() == 200;
        List<Long> reopened = numbers(condemnation.get(), "reopened");
        assertThat(reopened.contains(open.number())).as("round " + round).isEqualTo(promoted);
        impact.lift(condemnation.get());
      }
    }
  }

  private static <T> T after(CountDownLatch start, Supplier<T> act) throws InterruptedException {
    start.await();
    return act.get();
  }

  @Test
  void evidence_of_a_bad_engine_is_computed_again_after_its_time() throws Exception {
    long open = server.models().lowTierSubmission(model);
    String before = evidence(open);

    Json.Obj done =
        impact.condemn(
            "dmitri", "engine", "imprimatur", ",\"until\":\"%s\"".formatted(Instant.now()));
    TestingWait.until("Not computed again.", () -> !codes(open).contains("evidence.condemned"));

    assertThat(
            acts().stream()
                .filter(EvidenceRecorded.class::isInstance)
                .map(EvidenceRecorded.class::cast)
                .filter(one -> one.submission() == open && one.item().equals("artifact/1")))
        .as("recorded before and after")
        .hasSize(2);
    assertThat(evidence(open)).as("the same bytes, computed anew").isEqualTo(before);
    impact.lift(done);
  }

  @Test
  void an_engine_in_a_version_is_found_by_what_the_entries_say() {
    long open = server.models().lowTierSubmission(model);
    String engine =
        EngineVersions.here().stream()
            .filter(one -> one.startsWith("duckdb/"))
            .findFirst()
            .orElseThrow();
    assertThat(acts().stream())
        .filteredOn(act -> act instanceof EvidenceRecorded one && one.submission() == open)
        .isNotEmpty()
        .allSatisfy(
            act -> assertThat(((EvidenceRecorded) act).engines()).isEqualTo(EngineVersions.here()));
    assertThat(server.get("ada", "/api/v1/submissions/" + open).text())
        .contains("\"engines\":[\"" + engine);
    assertThat(server.open("ada", "/submissions/" + open + "?class=artifact").text())
        .contains("with " + engine);

    Json.Obj trace = impact.trace("hanna", "engine", engine);
    assertThat(TestingImpact.sentences(trace, open))
        .contains("Evidence artifact/1 of artifact was computed by the engine " + engine + ".");
    assertThat(trace.object("unnamed").integer("items")).as("all say it").isZero();
    assertThat(TestingImpact.sentences(impact.trace("hanna", "engine", "duckdb/0.0.1"), open))
        .isEmpty();
    assertThat(
            server
                .open("hanna", "/impact?kind=engine&thing=" + URLEncoder.encode(engine, UTF_8))
                .text())
        .contains("All computed evidence in the log says which engines computed it.");

    Json.Obj done = impact.condemn("dmitri", "engine", engine, ",\"reopen\":[]");
    assertThat(codes(open)).contains("evidence.condemned");
    impact.lift(done);
    assertThat(codes(open)).doesNotContain("evidence.condemned");
  }

  @Test
  void a_check_in_a_bad_version_is_not_taken_until_it_is_lifted() {
    long open = server.models().lowTierSubmission(model);
    Json.Obj done = impact.condemn("dmitri", "check", "artifact/1", "");

    assertThat(codes(open)).contains("evidence.condemned");
    assertThat(server.get("ada", "/api/v1/submissions/" + open).text())
        .contains("lifts the condemnation or asks for another check");
    impact.lift(done);
    assertThat(codes(open)).doesNotContain("evidence.condemned");
  }

  @Test
  void a_refusal_by_somebody_condemned_stays_a_refusal() {
    long open = server.models().lowTierSubmission(model);
    var peer = new PeerSubmission(server, model, open);
    Map<String, String> rejection = new HashMap<>(PeerSubmission.decision("reject"));
    rejection.putAll(Map.of("category", "evidence", "fixes", "Say where the rows come from."));
    assertThat(peer.send("grace", peer.form("grace"), rejection).status()).isEqualTo(200);
    Json.Obj done = impact.condemn("dmitri", "person", "grace", "");

    assertThat(peer.sign("sam").status()).isEqualTo(200);
    assertThat(codes(open)).contains("sign-off.rejected").doesNotContain("sign-off.condemned");
    assertThat(peer.promote("ada").code()).isEqualTo("gate.refused");
    impact.lift(done);
  }

  @ParameterizedTest
  @CsvSource({
    "condemnation.by, sam, person, grace",
    "condemnation.cause, dmitri, person, dmitri",
    "condemnation.unknown, dmitri, person, p_aaaaaaaaaa",
    "condemnation.unknown, dmitri, credential, k_aaaaaaaaaa",
    "impact.thing, dmitri, person, nobody here",
    "impact.thing, dmitri, team, credit",
    "condemnation.unknown, dmitri, credential, t_aaaaaaaaaa",
    "impact.thing, dmitri, data, sha256:12",
    "model.unknown, dmitri, test-set, nothing",
    "permission.missing, hanna, person, grace"
  })
  void who_may_not_and_what_is_no_thing_is_refused(
      String code, String by, String kind, String thing) {
    assertThat(impact.post(by, kind, thing, "").code()).isEqualTo(code);
  }

  @Test
  void what_is_chosen_must_rest_on_it_and_only_another_person_lifts() {
    long serving = server.models().promising(model, TestingImpact.KPIS);
    String nothing = Digest.of(model.getBytes(UTF_8)).toString();

    assertThat(impact.post("dmitri", "data", nothing, ",\"reopen\":[%d]".formatted(serving)).code())
        .isEqualTo("reopening.unrelated");
    Json.Obj done = impact.condemn("dmitri", "data", nothing, "");
    assertThat(impact.post("dmitri", "data", nothing, "").code()).isEqualTo("condemnation.twice");
    var reopenings = server.bean(Reopenings.class);
    assertThatThrownBy(
            () ->
                reopenings.lift(
                    server.caller("dmitri"), done.string("condemnation"), "It was nothing."))
        .hasMessageContaining("condemned it");
    impact.lift(done);
  }

  @Test
  void a_time_is_that_of_the_log_to_the_millisecond() {
    String day = ",\"from\":\"2026-01-01T00:00:00.0004Z\",\"until\":\"2026-01-02T00:00:00.0009Z\"";
    Json.Obj done = impact.condemn("dmitri", "check", "artifact/1", day);

    assertThat(impact.post("dmitri", "check", "artifact/1", day).code())
        .isEqualTo("condemnation.twice");
    String moment = day.replace("2026-01-02", "2026-01-01");
    assertThat(impact.post("dmitri", "check", "artifact/1", moment).code())
        .as("it could not be read again, and not be lifted")
        .isEqualTo("impact.thing");
    impact.lift(done);
  }

  @Test
  void a_trace_needs_the_permission_and_is_given_in_parts() {
    server.models().promising(model, TestingImpact.KPIS);
    assertThat(server.get("ada", "/api/v1/impact?kind=person&thing=grace").code())
        .isEqualTo("permission.missing");
    server.models().promising(model + "-b", TestingImpact.KPIS);

    Json.Obj first = get("hanna", "/api/v1/impact?kind=person&thing=grace&limit=1");
    Json.Obj second =
        get(
            "hanna",
            "/api/v1/impact?kind=person&thing=grace&limit=1&cursor=" + first.string("next"));

    assertThat(first.array("models").values()).hasSize(1);
    assertThat(first.integer("named")).isGreaterThanOrEqualTo(2);
    assertThat(second.array("models").values())
        .hasSize(1)
        .isNotEqualTo(first.array("models").values());
    Answer nowhere = server.get("hanna", "/api/v1/impact?kind=person&thing=grace&cursor=m_none");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.code()).isEqualTo("model.unknown");
  }

  @Test
  void a_risk_manager_does_all_of_it_on_the_page_and_another_lifts_it() {
    long serving = server.models().promising(model, TestingImpact.KPIS);
    String trace = "/impact?kind=person&thing=" + id("grace");
    assertThat(server.open("hanna", "/people/grace").text()).contains(trace.replace("&", "&amp;"));
    assertThat(server.open("hanna", "/search?q=impact").text()).contains("href=\"/impact\"");
    assertThat(server.open("ada", trace).status()).isEqualTo(403);
    assertThat(server.open("hanna", trace).text())
        .contains("What rests on Grace Lim", "In production", "was given by this person")
        .contains("A risk manager condemns it")
        .doesNotContain("Condemn it</button>");

    Answer page = server.open("dmitri", trace);
    Map<String, String> form = RunningServer.hidden(page);
    assertThat(page.text()).contains("Condemn it</button>", "value=\"" + serving + "\" checked");
    Map<String, String> chosen =
        Map.of(
            "kind", "person",
            "thing", id("grace"),
            "which", "ticked",
            "reopen", "" + serving,
            "suspend", "on",
            "reason", "Her account was shared.");
    Answer done = server.submit(server.browser("dmitri"), form, "/impact/condemnation", chosen);
    assertThat(done.text())
        .contains("Condemned:", "Her account was shared.", "Suspended", "Opened again on")
        .contains("Another risk manager without a hand in it lifts it.");
    assertThat(server.open("ada", "/").text()).contains("Replace or bring back " + model + " v1");

    String id =
        server
            .get("hanna", "/api/v1/impact/condemnations")
            .json()
            .array("condemnations")
            .values()
            .stream()
            .map(one -> ((Json.Obj) one).string("condemnation"))
            .findFirst()
            .orElseThrow();
    Map<String, String> lifting = Map.of("condemnation", id, "reason", "It was a rumour.");
    assertThat(server.submit(server.browser("dmitri"), form, "/impact/lifting", lifting).text())
        .contains("lifting.same", "It was a rumour.");
    Map<String, String> other = RunningServer.hidden(server.open("bruno", trace));
    assertThat(server.submit(server.browser("bruno"), other, "/impact/lifting", lifting).text())
        .doesNotContain("Condemned:");
    assertThat(server.post("bruno", "/api/v1/impact/lifting", "{}").status()).isEqualTo(404);
    assertThat(server.open("hanna", "/impact?kind=data&thing=nonsense").text())
        .contains("names no data", "value=\"nonsense\"");
    assertThat(server.open("hanna", "/impact.json?kind=person&thing=grace").text())
        .contains("\"imprimatur\":\"impact/v1\"");
  }

  private long again(String cutoff) {
    long number = server.models().propose(model, server.models().version(model, cutoff));
    server.models().await(number);
    return number;
  }

  private static List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  private static String id(String username) {
    return server.caller(username).id();
  }

  private static Json.Obj get(String username, String path) {
    Answer answer = server.get(username, path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<Long> numbers(Json.Obj json, String name) {
    return json.array(name).values().stream().map(one -> (long) ((Json.Num) one).value()).toList();
  }

  private static Map<Long, String> states(Json.Obj trace) {
    Map<Long, String> states = new HashMap<>();
    TestingImpact.submissions(trace)
        .forEach(one -> states.put(one.integer("submission"), one.string("state")));
    return states;
  }

  private static List<String> codes(long submission) {
    List<String> codes = new ArrayList<>();
    for (Json result :
        server
            .get("ada", "/api/v1/submissions/" + submission)
            .json()
            .array("requirements")
            .values()) {
      ((Json.Obj) result)
          .array("reasons")
          .values()
          .forEach(reason -> codes.add(((Json.Obj) reason).string("code")));
    }
    return codes;
  }

  private static String evidence(long submission) {
    return acts().stream()
        .filter(EvidenceRecorded.class::isInstance)
        .map(EvidenceRecorded.class::cast)
        .filter(one -> one.submission() == submission && one.item().equals("artifact/1"))
        .reduce((_, last) -> last)
        .orElseThrow()
        .evidence()
        .toString();
  }
}
