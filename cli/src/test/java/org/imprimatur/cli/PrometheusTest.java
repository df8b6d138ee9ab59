// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measurements that Prometheus gives. Its answers are those that its documentation of the HTTP API
 * shows, given by a server on loopback; the command asks it and nobody else.
 */
class PrometheusTest {
  private static final String SIGNALS = "POST /api/v1/models/loans/versions/14/signals";
  private static final String LATENCY =
      "histogram_quantile(0.95, sum by (le) (rate(s_bucket[1d])))";
  private static final String COUNT = "sum(increase(s_count[1d]))";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();
  private final PlayedServer prometheus = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
    prometheus.close();
  }

  private static String asked(String query) {
    return "GET /api/v1/query?query=%s&time=2026-11-26T00:00:00Z"
        .formatted(URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private void gives(String query, String type, String result) {
    prometheus.answers(
        asked(query),
        200,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}"
            .formatted(type, result));
  }

  private Ran pull(String yaml, String... more) throws IOException {
    return pull(Map.of(), yaml, more);
  }

  private Ran pull(Map<String, String> environment, String yaml, String... more)
      throws IOException {
    Path file = Files.writeString(home.resolve("prometheus.yaml"), yaml);
    var variables = new HashMap<>(environment);
    variables.put("IMPRIMATUR_URL", server.url());
    variables.put("IMPRIMATUR_TOKEN", Ran.TOKEN);
    var arguments =
        new ArrayList<>(List.of("signal", "loans", "14", "--prometheus", file.toString()));
    arguments.addAll(List.of(more));
    return Ran.command(variables, home, arguments.toArray(String[]::new));
  }

  private String file() {
    return """
    imprimatur: prometheus/v1
    server: %s
    window: day
    queries:
      - promise: p95 latency
        query: %s
        n: %s
    """
        .formatted(prometheus.url(), LATENCY, COUNT);
  }

  private void answers(boolean keeps) {
    server.answers(
        SIGNALS,
        200,
        "{\"recorded\":1,\"signals\":[{\"promise\":\"p95 latency\",\"value\":\"0.21\",\"keeps\":%s}]}"
            .formatted(keeps));
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 1"})
  void a_number_for_the_window_is_sent_with_how_many_it_rests_on(boolean keeps, int exit)
      throws IOException {
    gives(LATENCY, "vector", "[{\"metric\":{},\"value\":[1764115200.781,\"0.21\"]}]");
    gives(COUNT, "scalar", "[1764115200,\"41203.6\"]");
    answers(keeps);

    Ran ran = pull(file(), "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(Json.parse(server.asked(SIGNALS).getFirst().text()).text())
        .isEqualTo(
            "{\"signals\":[{\"from\":\"2026-11-25T00:00:00Z\",\"n\":41204,\"promise\":\"p95"
                + " latency\",\"to\":\"2026-11-26T00:00:00Z\",\"value\":\"0.21\"}]}");
    assertThat(prometheus.asked()).noneMatch(one -> !one.header("Authorization").isEmpty());
  }

  @Test
  void the_last_whole_window_is_asked_where_no_end_is_said() throws IOException {
    answers(true);
    pull(file());

    assertThat(prometheus.asked().getFirst().line()).endsWith("T00:00:00Z");
  }

  @Test
  void the_token_of_prometheus_goes_to_prometheus_and_that_of_the_server_to_the_server()
      throws IOException {
    gives(LATENCY, "vector", "[{\"metric\":{},\"value\":[1,\"0.21\"]}]");
    gives(COUNT, "scalar", "[1,\"9\"]");
    answers(true);

    pull(Map.of("PROMETHEUS_TOKEN", "of-prometheus"), file(), "--to", "2026-11-26T00:00:00Z");

    assertThat(prometheus.asked())
        .allMatch(one -> one.header("Authorization").equals("Bearer of-prometheus"));
    assertThat(server.asked()).noneMatch(one -> one.header("Authorization").contains("prometheus"));
    Ran plain =
        pull(
            Map.of("PROMETHEUS_TOKEN", "of-prometheus"),
            file().replace(prometheus.url(), "http://metrics.example"));
    assertThat(plain.exit()).isEqualTo(2);
    assertThat(plain.err()).contains("credentials.plain-http");
  }

  @Test
  void neither_a_password_in_the_address_nor_a_token_is_repeated_where_they_cannot_be_used()
      throws IOException {
    Ran address = pull(file().replace("http://", "http://me:hunter2@"));
    assertThat(address.exit()).isEqualTo(2);
    assertThat(address.err())
        .contains("[credentials.url]", "without a user name", "@localhost")
        .doesNotContain("hunter2");

    Ran token = pull(Map.of("PROMETHEUS_TOKEN", "hunter\r\n2"), file());
    assertThat(token.exit()).isEqualTo(2);
    assertThat(token.err()).contains("[prometheus.token]").doesNotContain("hunter");
    assertThat(prometheus.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "vector; []; nothing was measured",
        "vector; [{\"metric\":{},\"value\":[1,\"1\"]},{\"metric\":{},\"value\":[1,\"2\"]}]; gives 2"
            + " series",
        "vector; [{\"metric\":{},\"value\":[1,\"NaN\"]}]; the value is NaN",
        "vector; [{\"metric\":{},\"value\":[1,\"+Inf\"]}]; the value is +Inf",
        "vector; [{\"metric\":{},\"value\":[1,2]}]; none of Prometheus",
        "vector; [1]; gives 1 series",
        "matrix; []; gives a matrix and not one number",
        "string; [1,\"up\"]; gives a string",
      })
  void what_is_no_number_is_no_measurement_and_is_told(String type, String result, String why)
      throws IOException {
    gives(LATENCY, type, result);

    Ran ran = pull(file(), "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("Not measured: p95 latency:", why);
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1e+19, 10000000000000000000", "9007199254740993, 9007199254740993"})
  void a_count_that_is_too_large_is_no_measurement_and_is_told(String count, String told)
      throws IOException {
    gives(LATENCY, "vector", "[{\"metric\":{},\"value\":[1,\"0.21\"]}]");
    gives(COUNT, "scalar", "[1,\"" + count + "\"]");

    Ran ran = pull(file(), "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("Not measured: p95 latency: the count is " + told);
    assertThat(server.asked()).isEmpty();
  }

  /** One of them refused everything that was measured beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "0.4", "-3"})
  void a_value_that_rests_on_nothing_is_no_measurement_and_the_rest_is_sent(String count)
      throws IOException {
    gives(LATENCY, "vector", "[{\"metric\":{},\"value\":[1,\"0\"]}]");
    gives(COUNT, "scalar", "[1,\"" + count + "\"]");
    gives("up", "vector", "[{\"metric\":{},\"value\":[1,\"3\"]}]");
    answers(true);

    Ran ran = pull(file() + "  - {promise: alive, query: up}\n", "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("Not measured: p95 latency: the count is " + count + ", so that it rests on");
    assertThat(server.asked(SIGNALS).getFirst().text())
        .contains("alive")
        .doesNotContain("p95 latency");
  }

  /** What floating sums leave has more digits than a signal; it is none the less a measurement. */
  @ParameterizedTest
  @CsvSource({
    "2.220446049250313e-16, 0.000000000000000222044604925031",
    "-1.1102230246251565e-16, -0.000000000000000111022302462516",
    "0.00000000000000022204460492503131, 0.000000000000000222044604925031",
    "4.9e-324, 0",
    "1.5e-30, 0.000000000000000000000000000002"
  })
  void a_number_that_is_nearly_nothing_is_told_to_thirty_digits(String value, String told)
      throws IOException {
    gives(LATENCY, "vector", "[{\"metric\":{},\"value\":[1,\"" + value + "\"]}]");
    gives(COUNT, "scalar", "[1,\"5\"]");
    answers(true);

    Ran ran = pull(file(), "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(server.asked(SIGNALS).getFirst().text()).contains("\"value\":\"" + told + "\"");
  }

  @Test
  void what_prometheus_refuses_is_told_in_its_words() throws IOException {
    prometheus.answers(
        asked(LATENCY),
        400,
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error\"}");

    Ran ran = pull(file(), "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("Prometheus answers 400: 1:3: parse error");
  }

  @Test
  void a_page_that_is_none_of_prometheus_is_told_and_no_redirect_is_followed() throws IOException {
    prometheus.answers(asked(LATENCY), 200, "<html>Sign in</html>");
    assertThat(pull(file(), "--to", "2026-11-26T00:00:00Z").err()).contains("none of Prometheus");

    var elsewhere = new PlayedServer();
    prometheus.answers(
        asked(LATENCY), PlayedServer.Played.redirect(elsewhere.url() + "/api/v1/query"));
    Ran ran = pull(file(), "--to", "2026-11-26T00:00:00Z");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(elsewhere.asked()).isEmpty();
    elsewhere.close();
  }

  @Test
  void what_is_measured_is_sent_where_another_is_not() throws IOException {
    gives(LATENCY, "vector", "[]");
    gives("up", "vector", "[{\"metric\":{},\"value\":[1,\"1e-2\"]}]");
    answers(true);

    Ran ran =
        pull(
            file() + "  - {promise: share of errors, query: up}\n", "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(server.asked(SIGNALS).getFirst().text()).contains("share of errors", "\"0.01\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "window: day; window: month; no fixed length",
        "window: day; window: soon; window is not",
        "window: day; windows: day; there is no windows, but queries, server, window",
        "promise: p95 latency; promis: p95; there is no queries[0].promis",
        "promise: p95 latency; promise: ''; queries[0].promise and queries[0].query are needed",
        "imprimatur: prometheus/v1; imprimatur: signals/v1; Begin it with the line",
      })
  void a_file_that_cannot_be_used_is_told_and_nobody_is_asked(
      String right, String wrong, String why) throws IOException {
    Ran ran = pull(file().replace(right, wrong));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(why);
    assertThat(prometheus.asked()).isEmpty();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void nothing_else_is_said_beside_it() throws IOException {
    assertThat(pull(file(), "--n", "4").err()).contains("signal.usage");
    assertThat(pull(file(), "--from", "2026-11-26T00:00:00Z").err()).contains("signal.usage");
    assertThat(pull(file(), "--to", "yesterday").err()).contains("signal.time");
  }
}
