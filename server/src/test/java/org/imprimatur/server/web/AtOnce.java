// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.server.audit.RefusedException;

/** Has several things done within a few milliseconds, in an order that nobody knows. */
record AtOnce(Random random) {
  private static final int LATEST_MILLIS = 12;

  /** What somebody does. */
  interface Deed {
    void take() throws Exception;
  }

  List<String> take(Deed... deeds) throws Exception {
    return take(List.of(deeds));
  }

  /** What became of each, in their order: done, or the code of its refusal. */
  List<String> take(List<Deed> deeds) throws Exception {
    List<Callable<String>> late = new ArrayList<>();
    for (Deed deed : deeds) {
      int millis = random.nextInt(LATEST_MILLIS);
      late.add(
          () -> {
            Thread.sleep(millis);
            return outcome(deed);
          });
    }
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(deeds.size())) {
      for (Future<String> one : pool.invokeAll(late)) {
        outcomes.add(one.get());
      }
    }
    return outcomes;
  }

  private static String outcome(Deed deed) throws Exception {
    try {
      deed.take();
      return "done";
    } catch (RefusedException e) {
      return e.refusal().code();
    }
  }
}
