// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals, promises and suspensions of a version in production, over the real API and pages. */
class MonitoringTest {
  private static final String KPIS =
      """
      [{"name":"overdue loans","unit":"percent","direction":"at-most","limit":"2.5",
        "owner":"lena","every":"P7D","breach":"suspend"},
       {"name":"four-fifths ratio","unit":"ratio","direction":"at-least","limit":"0.80",
        "owner":"lena","every":"month"}]\
      """;

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;
  private static int count;

  private String model = "";
  private long submission;
  private Instant promoted = Instant.EPOCH;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
            .token("bruno", "read, review")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    // A one-time link ends after seven days, and the clock is set ahead further than that.
    List.of("ada", "bruno", "dmitri", "grace", "hanna", "lena", "tove").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @BeforeEach
  void promote() {
    model = "watched-%02d".formatted(++count);
    submission = server.models().promising(model, KPIS);
    promoted =
        Instant.parse(
            server
                .get("ada", "/api/v1/submissions/" + submission)
                .json()
                .object("promotion")
                .string("at"));
  }

  @Test
  void a_signal_stands_beside_its_limit_and_the_same_one_again_is_the_first() {
    String signal = signal("four-fifths ratio", "0.85", at(1), at(2));
    Answer first = signals("lena", signal);
    Answer again = signals("lena", signal.replace("0.85", "0.850"));

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(again.json().integer("known")).isEqualTo(1);
    assertThat(again.json().array("signals").values())
        .as("the first answer")
        .isEqualTo(known(first).values());
    assertThat(recorded()).hasSize(1);
    assertThat(recorded().getFirst().token()).as("the credential").isPresent();
    Json.Obj ratio = promise("four-fifths ratio");
    assertThat(ratio.string("state")).isEqualTo("kept");
    assertThat(ratio.object("last").string("value")).isEqualTo("0.85");
    assertThat(promise("overdue loans").string("state")).isEqualTo("awaited");
  }

  @Test
  void another_value_for_the_same_window_is_refused_with_both() {
    signals("lena", signal("four-fifths ratio", "0.85", at(1), at(2)));
    Answer other = signals("ada", signal("four-fifths ratio", "0.95", at(1), at(2)));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("signal.contradicts");
    assertThat(other.text()).contains("0.85", "0.95");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "signal.promise, four-fifth ratio, 1, 1, 2",
        "signal.value, overdue loans, NaN, 1, 2",
        "signal.value, overdue loans, -Infinity, 1, 2",
        "signal.value, overdue loans, about 2, 1, 2",
        "signal.future, overdue loans, 1, 2, 600",
        "signal.window, overdue loans, 1, 2, 1",
        "signal.window, overdue loans, 1, -31556800000000000, 1",
        "signal.future, overdue loans, 1, 31556800000000000, 31556800000000000",
        "signal.early, overdue loans, 1, -86401, -86400",
      })
  void what_is_no_signal_is_refused_by_its_code(
      String code, String promise, String value, long from, long to) {
    Answer refused = signals("lena", signal(promise, value, at(from), at(to)));

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_mistyped_promise_is_told_the_nearest_name() {
    assertThat(signals("lena", signal("overdue loan", "1", at(1), at(2))).text())
        .contains("Did you mean \\\"overdue loans\\\"?");
  }

  @Test
  void of_a_batch_with_one_bad_signal_nothing_is_recorded() {
    String good = signal("four-fifths ratio", "0.85", at(1), at(2));
    String bad = signal("four-fifths ratio", "NaN", at(3), at(4));
    Answer refused = signals("lena", "{\"signals\":[" + good + "," + bad + "]}");

    assertThat(refused.code()).isEqualTo("signal.value");
    assertThat(refused.text()).contains("signals[1]");
    assertThat(recorded()).isEmpty();
    assertThat(signals("lena", "{\"signals\":[" + many(1_001) + "]}").code())
        .isEqualTo("signal.count");
    assertThat(signals("lena", "{\"signals\":[" + many(1_000) + "]}").json().integer("recorded"))
        .isEqualTo(1_000);
  }

  @Test
  void late_windows_are_put_in_their_place_and_the_newest_window_says_where_it_stands() {
    signals("lena", signal("four-fifths ratio", "0.90", at(3), at(4)));
    signals("lena", signal("four-fifths ratio", "0.10", at(1), at(2)));

    assertThat(promise("four-fifths ratio").string("state")).isEqualTo("kept");
  }

  @Test
  void a_token_without_the_scope_and_a_version_that_never_served_take_no_signal() {
    String signal = signal("four-fifths ratio", "0.85", at(1), at(2));
    assertThat(signals("dmitri", signal).code()).isEqualTo("permission.missing");
    long other = server.models().version(model, "0.40");
    assertThat(server.post("lena", path(other) + "/signals", signal).code())
        .isEqualTo("signal.version");
  }

  @Test
  void an_envelope_under_a_policy_that_allows_none_is_not_stated() {
    String terms =
        """
        {"change":"Trained again","impact":"It follows the market","data":["loans"],
         "features":[{"name":"a","type":"tensor(float)[N,1]"}],"operators":["Scaler"],
         "bounds":[{"class":"performance","metric":"roc_auc","at-least":"0.7"}],
         "cutoff":"same","most":1,"until":"2090-12-31"}\
        """;

    Answer refused = server.post("ada", "/api/v1/models/" + model + "/envelope", terms);

    assertThat(refused.code()).as(refused.text()).isEqualTo("model.envelope");
    assertThat(refused.text())
        .contains("No gate of the policy lending allows", "envelope: at the gate production");
  }

  @ParameterizedTest
  @ValueSource(strings = {"often", "P0D", "30 minutes"})
  void a_period_that_nobody_understands_is_not_promised(String every) {
    String kpis = "{\"kpis\":" + KPIS.replace("P7D", every) + "}";
    Answer refused = server.post("ada", "/api/v1/models/" + model + "/promises", kpis);

    assertThat(refused.code()).isEqualTo("model.promises");
    assertThat(refused.text()).contains("kpis[0].every", every, "P7D");
  }

  @Test
  void a_broken_promise_suspends_once_and_two_persons_let_the_version_serve_again() {
    signals("lena", signal("overdue loans", "2.6", at(1), at(2)));
    signals("lena", signal("overdue loans", "2.7", at(2), at(3)));
    awaitSuspended();

    assertThat(watch().suspensions(submission)).hasSize(1);
    assertThat(watch().suspensions(submission).getFirst().by()).isEqualTo(Stamp.SYSTEM);
    Json.Obj whole = server.get("ada", "/api/v1/submissions/" + submission).json();
    assertThat(whole.bool("suspended")).isTrue();
    assertThat(whole.object("verdict").string("sentence")).contains("suspended since");
    for (String page : List.of("/models/" + model, "/models/" + model + "/v1", own(), watching())) {
      assertThat(server.open("dmitri", page).text()).as(page).containsIgnoringCase("suspended");
    }

    Json.Obj listed = listed();
    assertThat(listed.bool("suspended")).isTrue();
    assertThat(listed.object("use").string("purpose")).isNotEmpty();
    assertThat(watch().status(submission)).isEqualTo(StatusList.SUSPENDED);
    assertThat(act("ada", "reinstatement", Map.of("reason", "A false alarm.")).status())
        .isEqualTo(200);
    assertThat(server.open("dmitri", watching()).text()).contains("serve again: A false alarm.");
    assertThat(act("ada", "reinstatement/confirmation", Map.of()).text())
        .contains("reinstatement.role");
    assertThat(act("dmitri", "reinstatement/confirmation", Map.of()).status()).isEqualTo(200);
    assertThat(server.get("ada", path(1) + "/promises").json().bool("serves")).isTrue();
    assertThat(watch().status(submission)).isEqualTo(StatusList.VALID);
    signals("lena", signal("overdue loans", "2.8", at(3), at(4)));
    awaitSuspended();
    assertThat(watch().suspensions(submission)).as("a later window breaks it again").hasSize(2);
  }

  @Test
  void what_is_not_measured_in_time_suspends_when_it_is_due_and_not_before() {
    CLOCK.pass(Duration.ofDays(7).minusMinutes(10));
    server.forgetSessions();
    assertThat(promise("overdue loans").string("state")).isEqualTo("awaited");
    watch().awaitLooks();
    assertThat(watch().suspensions(submission)).isEmpty();

    CLOCK.pass(Duration.ofMinutes(10));
    awaitSuspended();
    assertThat(server.get("ada", path(1) + "/promises").json().find("approval"))
        .as("a policy that says nothing approves for ever")
        .contains(Json.nothing());

    assertThat(watch().suspensions(submission))
        .singleElement()
        .extracting(VersionSuspended::cause)
        .isEqualTo(
            new Cause.Broken(
                new Breach("overdue loans", Breach.MISSING, promoted.plus(Duration.ofDays(7)))));
  }

  @Test
  void a_follower_that_reads_the_log_again_suspends_nothing_twice() {
    signals("lena", signal("overdue loans", "2.6", at(1), at(2)));
    awaitSuspended();
    watch().readTheLogAgain();

    assertThat(watch().suspensions(submission)).hasSize(1);
  }

  @Test
  void a_wish_that_was_read_before_another_one_lets_nothing_serve() {
    suspendAndAsk("Complaints.", "They were wrong.");
    Map<String, String> read = RunningServer.hidden(server.open("dmitri", watching()));
    assertThat(act("dmitri", "reinstatement/confirmation", Map.of()).status()).isEqualTo(200);
    suspendAndAsk("More complaints.", "These were wrong as well.");

    Answer stale =
        server.submit(
            server.browser("dmitri"), read, watching() + "/reinstatement/confirmation", Map.of());

    assertThat(stale.text()).contains("reinstatement.moved");
    assertThat(server.get("ada", path(1) + "/promises").json().bool("serves")).isFalse();
    assertThat(server.open("dmitri", watching()).text())
        .contains("The reason: More complaints.", "These were wrong as well.");
  }

  private void suspendAndAsk(String reason, String wish) {
    assertThat(act("ada", "suspension", Map.of("reason", reason)).status()).isEqualTo(200);
    assertThat(act("ada", "reinstatement", Map.of("reason", wish)).status()).isEqualTo(200);
  }

  @Test
  void its_owner_or_a_risk_manager_suspends_and_nobody_else() {
    String why = "{\"reason\":\"Complaints.\"}";
    assertThat(server.post("bruno", path(1) + "/suspension", why).code())
        .isEqualTo("suspension.by");
    assertThat(act("dmitri", "suspension", Map.of("reason", "Complaints.")).status())
        .isEqualTo(200);
    assertThat(watch().suspensions(submission)).hasSize(1);
    assertThat(act("dmitri", "reinstatement", Map.of("reason", "Gone.")).status()).isEqualTo(200);
    assertThat(act("dmitri", "reinstatement/confirmation", Map.of()).text())
        .contains("reinstatement.same");
  }

  @Test
  void nothing_is_done_twice() {
    suspendAndAsk("Complaints.", "They were wrong.");
    Map<String, String> more = Map.of("reason", "Once more.");
    assertThat(act("dmitri", "suspension", more).text()).contains("suspension.twice");
    assertThat(act("dmitri", "reinstatement", more).text()).contains("reinstatement.asked");
    Map<String, String> read = RunningServer.hidden(server.open("dmitri", watching()));
    assertThat(act("dmitri", "reinstatement/confirmation", Map.of()).status()).isEqualTo(200);

    Answer again =
        server.submit(
            server.browser("dmitri"), read, watching() + "/reinstatement/confirmation", Map.of());

    assertThat(again.text()).contains("reinstatement.none");
    assertThat(act("ada", "reinstatement", more).text()).contains("reinstatement.none");
    assertThat(watch().suspensions(submission)).hasSize(1);
    assertThat(server.found()).as("the whole log is in order").isEmpty();
  }

  @Test
  void neither_an_administrator_nor_a_token_decides_here() {
    Map<String, String> why = Map.of("reason", "Complaints.");
    assertThat(act("tove", "suspension", why).text()).contains("permission.missing");
    assertThat(server.post("ada", path(1) + "/suspension", "{\"reason\":\"Why\"}").code())
        .as("a token without the scope")
        .isEqualTo("permission.missing");
    suspendAndAsk("Complaints.", "They were wrong.");
    assertThat(act("tove", "reinstatement/confirmation", Map.of()).text())
        .contains("permission.missing");

    String confirmation = watching() + "/reinstatement/confirmation";
    Map<String, String> form = RunningServer.hidden(server.open("dmitri", watching()));
    assertThat(server.submitByToken("dmitri", form, confirmation).status())
        .as("sent to sign in, whatever the form")
        .isEqualTo(302);
    assertThat(server.get("ada", path(1) + "/promises").json().bool("serves")).isFalse();
    assertThat(server.submit(server.browser("dmitri"), form, confirmation, Map.of()).status())
        .as("the same form in a session")
        .isEqualTo(200);
    assertThat(server.get("ada", path(1) + "/promises").json().bool("serves")).isTrue();
  }

  @Test
  void a_risk_manager_with_a_hand_in_the_model_lets_nothing_serve() {
    model += "-with-dmitri";
    server.models().promising(model, KPIS, "dmitri");
    suspendAndAsk("Complaints.", "They were wrong.");

    assertThat(server.open("dmitri", watching()).text()).contains("has a hand in the model");
    assertThat(act("dmitri", "reinstatement/confirmation", Map.of()).text())
        .contains("reinstatement.hand");
    assertThat(server.get("ada", path(1) + "/promises").json().bool("serves")).isFalse();
  }

  @Test
  void a_breach_is_in_its_owners_turn_until_it_is_explained() {
    signals("lena", signal("four-fifths ratio", "0.70", at(1), at(2)));
    assertThat(server.open("lena", "/").text()).contains("four-fifths ratio", model);
    assertThat(server.open("grace", "/").text()).doesNotContain(model);

    Map<String, String> answer =
        Map.of(
            "promise", "four-fifths ratio",
            "breach", "broken",
            "reason", "A holiday week; measured again on Monday.",
            "until", LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC).plusDays(7).toString());
    assertThat(act("bruno", "answer", answer).text()).contains("answer.by");
    assertThat(act("lena", "answer", answer).status()).isEqualTo(200);
    assertThat(server.open("lena", "/").text()).doesNotContain(model);
    assertThat(act("lena", "answer", answer).text()).contains("answer.twice");
    assertThat(promise("four-fifths ratio").array("breaches").text()).contains("\"borne\":true");
  }

  @Test
  void the_page_shows_each_promise_with_its_windows_and_filters_them() {
    for (int i = 5; i > 0; i--) {
      signals("lena", signal("four-fifths ratio", "0.8" + i, at(5 - i), at(6 - i)));
    }
    watch().awaitLooks();
    String page = server.open("hanna", "/monitoring").text();

    assertThat(page).contains(model, "four-fifths ratio", "at least 0.80 ratio", "<svg", "0.81");
    assertThat(server.open("hanna", "/monitoring?state=kept").text()).contains(model);
    assertThat(server.open("hanna", watching()).text())
        .contains("0.85", "0.81", "measured every 7 days by")
        .doesNotContain("P7D")
        .doesNotContainPattern(">[^<]*\\d{4}-\\d{2}-\\d{2}T\\d{2}:");
    String id = server.get("ada", "/api/v1/models/" + model).json().string("id");
    assertThat(server.open("hanna", "/monitoring?after=" + id).text()).doesNotContain(model);
  }

  private static TestingWatch watch() {
    return new TestingWatch(server, CLOCK);
  }

  private Answer act(String username, String what, Map<String, String> filled) {
    return server.fill(username, watching(), watching() + "/" + what, filled);
  }

  private String watching() {
    return "/models/" + model + "/v1/monitoring";
  }

  private String own() {
    return "/submissions/" + submission;
  }

  private String path(long version) {
    return "/api/v1/models/" + model + "/versions/" + version;
  }

  private Answer signals(String username, String body) {
    return server.post(username, path(1) + "/signals", body);
  }

  private static String signal(String promise, String value, Instant from, Instant to) {
    return Json.obj()
        .put("promise", promise)
        .put("value", value)
        .put("from", from.toString())
        .put("to", to.toString())
        .build()
        .text();
  }

  private String many(int signals) {
    return IntStream.range(0, signals)
        .mapToObj(i -> signal("four-fifths ratio", "0.9", at(1), at(1).plusMillis(i)))
        .collect(Collectors.joining(","));
  }

  private static Json.Arr known(Answer first) {
    return (Json.Arr)
        Json.parse(
            first.json().array("signals").text().replace("\"known\":false", "\"known\":true"));
  }

  private Json.Obj promise(String name) {
    return server.get("ada", path(1) + "/promises").json().array("promises").values().stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The model as the inventory lists it. */
  private Json.Obj listed() {
    return server.get("ada", "/api/v1/models?limit=200").json().array("models").values().stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("name").equals(model))
        .findFirst()
        .orElseThrow();
  }

  private List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  private List<SignalRecorded> recorded() {
    String id = server.get("ada", "/api/v1/models/" + model).json().string("id");
    return acts().stream()
        .filter(SignalRecorded.class::isInstance)
        .map(SignalRecorded.class::cast)
        .filter(act -> act.model().equals(id))
        .toList();
  }

  private void awaitSuspended() {
    TestingWait.until(
        "The version was not suspended.",
        () ->
            !(server.get("ada", path(1) + "/promises").json().find("suspended").orElseThrow()
                instanceof Json.Null));
  }

  /** So many seconds after the promotion; a sender's clock may be some minutes ahead. */
  private Instant at(long seconds) {
    return promoted.plusSeconds(seconds);
  }
}
