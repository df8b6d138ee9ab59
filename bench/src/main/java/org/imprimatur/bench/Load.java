// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many callers, each with the next request as soon as the last was answered. */
record Load(int callers, int seconds) {
  /** One request, done when it returns. */
  interface Request {
    void send() throws Exception;
  }

  /** Answered requests per second, after a second of warming up that does not count. */
  double perSecond(Request request) throws Exception {
    run(request, Duration.ofSeconds(1));
    long start = System.nanoTime();
    long answered = run(request, Duration.ofSeconds(seconds));
    return (double) answered * 1e9 / (double) (System.nanoTime() - start);
  }

  private long run(Request request, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Long>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        futures.add(threads.submit(() -> callUntil(end, request)));
      }
      long answered = 0;
      for (Future<Long> future : futures) {
        answered += future.get();
      }
      return answered;
    }
  }

  private static long callUntil(long end, Request request) throws Exception {
    long answered = 0;
    while (System.nanoTime() < end) {
      request.send();
      answered++;
    }
    return answered;
  }
}
