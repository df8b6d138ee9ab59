// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate whether or not earlier ones were answered. Each time counts from
 * when its request was due, so that a server that stalls cannot hide it.
 */
final class OpenLoop {
  private static final int WARM_SECONDS = 10;

  private final HttpClient client;
  private final HttpRequest request;
  private final int rate;

  private OpenLoop(HttpRequest request, int rate) {
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.request = request;
    this.rate = rate;
  }

  /** Arguments: address, token, requests per second, seconds. */
  public static void main(String[] words) throws Exception {
    if (words.length != 4) {
      System.err.println("Usage: bench/requests URL TOKEN RATE SECONDS");
      System.exit(2);
    }
    var request =
        HttpRequest.newBuilder(URI.create(words[0]))
            .header("Authorization", "Bearer " + words[1])
            .build();
    var loop = new OpenLoop(request, Integer.parseInt(words[2]));
    loop.run(WARM_SECONDS);
    loop.tell(loop.run(Integer.parseInt(words[3])));
  }

  /** The times from due to answered in nanoseconds, in order of size; a failure counts as -1. */
  private long[] run(int seconds) {
    long[] times = new long[rate * seconds];
    long start = System.nanoTime();
    long between = 1_000_000_000L / rate;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times.length; i++) {
        long due = start + i * between;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        }
        int slot = i;
        threads.execute(() -> times[slot] = answered() ? System.nanoTime() - due : -1);
      }
    }
    Arrays.sort(times);
    return times;
  }

  private boolean answered() {
    try {
      return client.send(request, BodyHandlers.ofByteArray()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(long[] times) {
    long failed = Arrays.stream(times).filter(time -> time < 0).count();
    System.out.printf(
        "%s at %d a second, open loop: %d sent, %d failed, p50 %.2f ms, p99 %.2f ms, max %.1f ms%n",
        request.uri().getPath(),
        rate,
        times.length,
        failed,
        millis(times, 0.50),
        millis(times, 0.99),
        millis(times, 1.0));
  }

  private static double millis(long[] sorted, double share) {
    int at = (int) Math.ceil(share * (double) sorted.length) - 1;
    return (double) sorted[Math.max(0, at)] / 1e6;
  }
}
