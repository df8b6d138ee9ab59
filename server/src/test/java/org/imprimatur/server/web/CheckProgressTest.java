// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody asks again and again how far the checks are, as {@code status --wait} does. */
class CheckProgressTest {
  private static final int ASKERS = 4;

  @TempDir Path data;

  @Test
  void whoever_reads_that_a_check_has_ended_reads_its_evidence_and_the_verdict_on_it()
      throws Exception {
    try (RunningServer server = RunningServer.start(data);
        var askers = Executors.newFixedThreadPool(ASKERS)) {
      new TestingMortgage(server).prepare();
      for (long version = 1; version <= 3; version++) {
        long number = server.models().propose("mortgage-fast-track", version);
        Callable<Boolean> asking = () -> isToldWhole(server, number);
        List<Callable<Boolean>> all = LongStream.range(0, ASKERS).mapToObj(i -> asking).toList();
        for (var answer : askers.invokeAll(all)) {
          assertThat(answer.get()).isTrue();
        }
      }
    }
  }

  /** Asks until all checks have ended, without a pause, so that no moment between is missed. */
  private static boolean isToldWhole(RunningServer server, long number) {
    for (int asked = 0; asked < 20_000; asked++) {
      Json.Obj answer = server.get("ada", "/api/v1/submissions/" + number).json();
      List<Json.Obj> checks = objects(answer, "checks");
      List<String> ended =
          checks.stream()
              .filter(check -> check.string("state").equals("recorded"))
              .map(check -> check.string("check"))
              .toList();
      List<String> filed =
          objects(answer, "evidence").stream().map(item -> item.string("item")).toList();
      assertThat(ended).allMatch(check -> filed.stream().anyMatch(item -> isOf(check, item)));
      if (!ended.isEmpty() && ended.size() == checks.size()) {
        return true;
      }
    }
    return false;
  }

  private static List<Json.Obj> objects(Json.Obj answer, String name) {
    return answer.array(name).values().stream().map(Json.Obj.class::cast).toList();
  }

  /** What a check files is called as the check is, or has a further part: fairness.four-fifths. */
  private static boolean isOf(String check, String item) {
    String name = check.substring(0, check.indexOf('/'));
    return item.startsWith(name + "/") || item.startsWith(name + ".");
  }
}
