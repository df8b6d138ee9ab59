// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.proof.json.Json;

/**
 * Sends signals of one promise of the example, each of a window of its own, and then one that
 * breaks the promise. Every answer came after the signals of its request were durable.
 */
final class SignalTimes {
  private static final String VERSION = "/api/v1/models/mortgage-fast-track/versions/2";
  private static final String PROMISE = "four-fifths ratio of the fast track by afam";
  private static final int BATCH = 1_000;
  private static final int LOOKS = 50;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final String token;

  private SignalTimes(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** Arguments: address, token, how many signals, how many callers at once. */
  public static void main(String[] words) throws Exception {
    if (words.length != 4) {
      System.err.println("Usage: bench/signals URL TOKEN [COUNT] [CALLERS]");
      System.exit(2);
    }
    var times = new SignalTimes(words[0], words[1]);
    times.flood(Integer.parseInt(words[2]) / BATCH, Integer.parseInt(words[3]));
    times.look("after the flood");
    times.breaks();
  }

  private void flood(int batches, int callers) throws Exception {
    Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long[] nanos = new long[batches];
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
      List<Callable<Long>> calls = new ArrayList<>();
      for (int i = 0; i < batches; i++) {
        String body = batch(end, (long) i * BATCH);
        calls.add(() -> timed(body));
      }
      int place = 0;
      for (Future<Long> call : pool.invokeAll(calls)) {
        nanos[place++] = call.get();
      }
    }
    double seconds = (double) (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        "%,d signals in %.1f s: %,.0f a second durable; a request of %,d p50 %.0f ms, p95 %.0f"
            + " ms%n",
        batches * BATCH,
        seconds,
        batches * BATCH / seconds,
        BATCH,
        (double) nanos[batches / 2] / 1e6,
        (double) nanos[batches * 95 / 100] / 1e6);
  }

  private static String batch(Instant end, long first) {
    var list = new StringBuilder("{\"signals\":[");
    for (int i = 0; i < BATCH; i++) {
      list.append(i == 0 ? "" : ",")
          .append(signal("0.86", end.minusMillis(first + i + 1), end).build().text());
    }
    return list.append("]}").toString();
  }

  private static Json.Builder signal(String value, Instant from, Instant to) {
    return Json.obj()
        .put("promise", PROMISE)
        .put("value", value)
        .put("from", from.toString())
        .put("to", to.toString());
  }

  private long timed(String body) throws IOException, InterruptedException {
    long start = System.nanoTime();
    send(request("/signals").POST(HttpRequest.BodyPublishers.ofString(body)));
    return System.nanoTime() - start;
  }

  /** The state of the promises, read again and again. */
  private void look(String when) throws IOException, InterruptedException {
    long[] nanos = new long[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
      long start = System.nanoTime();
      state();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "promises read %s: p50 %.1f ms, p95 %.1f ms%n",
        when, (double) nanos[LOOKS / 2] / 1e6, (double) nanos[LOOKS * 95 / 100] / 1e6);
  }

  private void breaks() throws IOException, InterruptedException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long start = System.nanoTime();
    timed(signal("0.5", now, now).build().text());
    while (!state().equals("broken")) {
      Thread.sleep(5);
    }
    System.out.printf(
        "a broken promise is answered %.0f ms after it was sent%n",
        (double) (System.nanoTime() - start) / 1e6);
  }

  private String state() throws IOException, InterruptedException {
    Json.Obj answer =
        (Json.Obj)
            Json.parse(send(request("/promises").GET()).body().getBytes(StandardCharsets.UTF_8));
    Json.Obj promise = (Json.Obj) answer.array("promises").values().getFirst();
    return promise.string("state");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + VERSION + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }
}
