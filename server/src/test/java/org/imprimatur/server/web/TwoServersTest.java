// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes' worth of state on one PostgreSQL and one folder. */
class TwoServersTest {
  @TempDir Path folder;

  @Test
  void of_all_who_promote_at_once_on_two_servers_one_promotes() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        RunningServer one = server(postgres);
        RunningServer other = server(postgres)) {
      long number = one.models().lowTierSubmission("exercise");
      sign(one, number);

      List<Answer> answers = together(one, other, number);

      assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() != 200))
          .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("submission.closed"));
      assertThat(promotions(other)).isEqualTo(1);
    }
  }

  private RunningServer server(EmbeddedPostgres postgres) {
    return RunningServer.start(
        folder.resolve("data"),
        Optional.of(postgres.getJdbcUrl("postgres", "postgres")),
        RunningServer.EXAMPLES.resolve("setup.yaml"));
  }

  private static void sign(RunningServer server, long number) {
    server.browser("grace");
    Logins logins = server.bean(Logins.class);
    Caller grace =
        logins.bySession(logins.signIn("grace", RunningServer.PASSWORD).text()).orElseThrow();
    SignOffs signOffs = server.bean(SignOffs.class);
    Digest draft = signOffs.draft(grace, number, "peer").digest();
    signOffs.sign(
        grace, number, new SignOffs.Signature(draft, "approve", ""), RunningServer.PASSWORD);
  }

  private static List<Answer> together(RunningServer one, RunningServer other, long number)
      throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      List<Future<Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        RunningServer server = i % 2 == 0 ? one : other;
        asked.add(
            pool.submit(
                () -> server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}")));
      }
      for (Future<Answer> answer : asked) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  /** How many promotions the log holds, as a replay counts them, which also finds it sound. */
  private static long promotions(RunningServer server) throws IOException {
    var report = server.replay();
    assertThat(report.findings()).isEmpty();
    return report.counts().promotions();
  }
}
