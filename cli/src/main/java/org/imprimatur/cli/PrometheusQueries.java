// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.monitoring.Measured;

/**
 * Asks Prometheus for the number of each query at the end of a window, by its HTTP API ({@code GET
 * /api/v1/query}, an instant query). What gives no number, several, or none that is finite is no
 * measurement.
 */
final class PrometheusQueries {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 1_000_000;

  /** Beyond it JSON has no whole numbers. */
  private static final BigDecimal MOST_COUNTED = BigDecimal.valueOf(1L << 53);

  /** A number with more digits after the point than a signal has. */
  private static final Pattern SMALL =
      Pattern.compile("[+-]?[0-9]\\.?[0-9]*[eE]-[0-9]+|[+-]?0\\.[0-9]+");

  private final PrometheusFile file;
  private final Wire wire;

  PrometheusQueries(PrometheusFile file, String token) {
    this.file = file;
    this.wire = new Wire(file.server(), token);
  }

  /**
   * What was measured.
   *
   * @param missing why a promise was not, one sentence each
   */
  record Answered(List<SignalFile.Line> signals, List<String> missing) {
    Answered {
      signals = List.copyOf(signals);
      missing = List.copyOf(missing);
    }
  }

  /** The end of the last whole window, counted from the beginning of 1970 in UTC. */
  Instant last(Instant now) {
    long length = file.window().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length);
  }

  Answered ask(Instant to) {
    List<SignalFile.Line> signals = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < file.queries().size(); i++) {
      PrometheusFile.Measured one = file.queries().get(i);
      try {
        Json.Builder signal =
            Json.obj()
                .put("promise", one.promise())
                .put("value", number(one.query(), to))
                .put("from", to.minus(file.window()).toString())
                .put("to", to.toString());
        if (one.n().isPresent()) {
          signal.put("n", whole(number(one.n().get(), to)));
        }
        signals.add(new SignalFile.Line(i + 1, signal.build()));
      } catch (NoNumberException e) {
        missing.add("%s: %s".formatted(one.promise(), e.getMessage()));
      }
    }
    return new Answered(signals, missing);
  }

  /** A count that Prometheus extrapolates is seldom whole. */
  private static long whole(String number) throws NoNumberException {
    BigDecimal whole = new BigDecimal(number).setScale(0, RoundingMode.HALF_UP);
    if (whole.abs().compareTo(MOST_COUNTED) > 0) {
      throw new NoNumberException("the count is " + number + ", which is more than 2^53");
    }
    if (whole.signum() <= 0) {
      throw new NoNumberException("the count is " + number + ", so that it rests on nothing");
    }
    return whole.longValueExact();
  }

  private String number(String query, Instant to) throws NoNumberException {
    String path =
        "/api/v1/query?query=%s&time=%s"
            .formatted(URLEncoder.encode(query, StandardCharsets.UTF_8), to);
    HttpRequest request = wire.request(path, LIMIT).GET().build();
    HttpResponse<byte[]> response =
        wire.send(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    Json.Obj answer = object(response);
    if (response.statusCode() != 200 || !Words.text(answer, "status").equals("success")) {
      String why = Words.text(answer, "error");
      throw new NoNumberException(
          "Prometheus answers %d%s"
              .formatted(response.statusCode(), why.isBlank() ? "" : ": " + why));
    }
    try {
      return number(answer.object("data"));
    } catch (JsonException _) {
      throw new NoNumberException("the answer is none of Prometheus");
    }
  }

  private static Json.Obj object(HttpResponse<byte[]> response) throws NoNumberException {
    try {
      if (Json.parse(response.body()) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonException _) {
      // Told below like JSON that is no object.
    }
    throw new NoNumberException(
        "the answer (%d) is none of Prometheus".formatted(response.statusCode()));
  }

  private static String number(Json.Obj data) throws NoNumberException {
    List<Json> result = data.array("result").values();
    return switch (data.string("resultType")) {
      case "scalar" -> sample(result);
      case "vector" -> {
        if (result.isEmpty()) {
          throw new NoNumberException("nothing was measured");
        }
        if (result.size() > 1 || !(result.getFirst() instanceof Json.Obj one)) {
          throw new NoNumberException(
              "the query gives %d series; make one of them, such as with sum or max"
                  .formatted(result.size()));
        }
        yield sample(one.array("value").values());
      }
      default ->
          throw new NoNumberException(
              "the query gives a %s and not one number".formatted(data.string("resultType")));
    };
  }

  /** A time and a value; Prometheus writes NaN and infinities as well. */
  private static String sample(List<Json> sample) throws NoNumberException {
    if (sample.size() == 2 && sample.get(1) instanceof Json.Str(var text)) {
      Optional<String> plain = Measured.plain(text).or(() -> small(text));
      if (plain.isPresent()) {
        return plain.get();
      }
      throw new NoNumberException("the value is " + text);
    }
    throw new NoNumberException("the answer is none of Prometheus");
  }

  /** What sums of floating numbers leave where nothing should be, such as 2.220446049250313e-16. */
  private static Optional<String> small(String text) {
    return SMALL.matcher(text).matches()
        ? Measured.plain(Double.parseDouble(text))
        : Optional.empty();
  }

  /** Why a query gives no number. */
  private static final class NoNumberException extends Exception {
    private static final long serialVersionUID = 1L;

    NoNumberException(String message) {
      super(message);
    }
  }
}
