// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever owns a model hears of production data that somebody else takes back, and of versions that
 * somebody else goes back to or takes out, since nothing of it comes into anybody's turn. Ada owns
 * the model, Lena sends, Dmitri is a risk manager.
 */
class OwnersNewsTest {
  private static final String PASSWORD = "mail-password-7341";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String KIND = "data-taken-back";
  private static final String WHY = "{\"reason\":\"The file of another week.\"}";
  private static final String TOLD = "Somebody took production data of your model back: batch ";

  @TempDir private Path folder;

  @Test
  void the_owner_is_told_of_what_another_takes_back_and_a_channel_of_all_of_it()
      throws IOException {
    var clock = new TestingClock();
    try (var mail = new TestingMail(PASSWORD);
        var hook = new TestingHook(SECRET)) {
      settings(mail, hook);
      try (RunningServer server = started(clock)) {
        var story =
            new TestingBatches(server, PromisedFigures.MODEL, PromisedFigures.promote(server));
        clock.pass(Duration.ofHours(6));
        for (String person : List.of("ada", "lena", "dmitri")) {
          choose(server, person);
        }
        for (int i = 0; i < 2; i++) {
          assertThat(
                  story.send(TestingRows.read(i * 100, 100 + i * 100).scored(), i, i + 1).status())
              .isEqualTo(201);
          story.awaited(i + 1);
        }

        assertThat(story.withdraw("dmitri", 1, WHY).status()).isEqualTo(200);
        assertThat(story.withdraw("ada", 2, WHY).status()).isEqualTo(200);

        String first = TOLD + "1 of survival v1";
        TestingWait.until("The owner was not told.", () -> mail.subjects("ada").contains(first));
        TestingWait.until("The channel was not told.", () -> hook.posts(KIND).size() == 2);
        assertThat(mail.text("ada", first))
            .contains(server.address() + story.monitoring() + "/batches/1")
            .doesNotContain("another week", "Dmitri");
        assertThat(mail.subjects("ada")).noneMatch(one -> one.startsWith(TOLD + "2"));
        assertThat(mail.subjects("lena")).noneMatch(one -> one.startsWith(TOLD));
        assertThat(mail.subjects("dmitri")).noneMatch(one -> one.startsWith(TOLD));
        assertThat(hook.posts(KIND))
            .allMatch(TestingHook.Post::signed)
            .extracting(post -> post.body().object("data").string("model"))
            .containsOnly("survival");
        assertThat(server.found()).isEmpty();
      }
    }
  }

  @Test
  void the_owner_is_told_where_somebody_else_goes_back_or_takes_a_version_out() throws IOException {
    try (var mail = new TestingMail(PASSWORD);
        var hook = new TestingHook(SECRET)) {
      settings(mail, hook);
      try (RunningServer server = started(new TestingClock())) {
        List.of("ada", "dmitri").forEach(person -> choose(server, person));
        server.models().promising("returning", TestingImpact.KPIS);
        long second =
            server.models().propose("returning", server.models().version("returning", "0.40"));
        server.models().await(second);
        var submission = new PeerSubmission(server, "returning", second);
        assertThat(submission.sign("grace").status()).isEqualTo(200);
        assertThat(submission.promote("ada").status()).isEqualTo(200);
        String versions = "/api/v1/models/returning/versions/";

        done(server.post("dmitri", versions + "1/rollback", WHY));
        done(server.post("ada", versions + "2/rollback", WHY));
        done(server.post("dmitri", versions + "2/withdrawal", WHY));
        done(server.post("dmitri", versions + "1/retirement", WHY));

        String back = "Somebody went back to an earlier version of your model: returning v";
        for (String told :
            List.of(
                back + "1",
                "Somebody withdrew the approval of a version of yours: returning v2",
                "Somebody retired a version of yours: returning v1")) {
          TestingWait.until(told, () -> mail.subjects("ada").contains(told));
          assertThat(mail.text("ada", told))
              .contains(server.address() + "/models/returning/v")
              .doesNotContain("another week", "Dmitri");
        }
        TestingWait.until("The channel hears all.", () -> hook.posts("rolled-back").size() == 2);
        assertThat(mail.subjects("ada")).doesNotContain(back + "2");
        assertThat(mail.subjects("dmitri")).noneMatch(one -> one.contains("returning v"));
        assertThat(server.found()).isEmpty();
      }
    }
  }

  private static void done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private void settings(TestingMail mail, TestingHook hook) throws IOException {
    secret("password", PASSWORD);
    secret("key", SECRET);
    Files.writeString(
        folder.resolve("messages.yaml"),
        """
        imprimatur: messages/v1
        zone: UTC
        mail: {host: 127.0.0.1, port: %d, tls: none, from: imprimatur@example.org, username: imprimatur, password-file: password}
        webhooks:
          - {name: risk, kind: signed, url: "%s/", secret-file: key, tells: [data-taken-back, rolled-back, approval-withdrawn, version-retired]}
        allow: [127.0.0.1/32]
        """
            .formatted(mail.port(), hook.address()));
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private RunningServer started(TestingClock clock) {
    Path setup =
        new TestingSetup()
            .people("person: dmitri, scopes: [", "person: dmitri, scopes: [signal, ")
            .in(folder);
    return RunningServer.start(
        new ServerOptions(
                "127.0.0.1",
                0,
                folder.resolve("data"),
                Optional.empty(),
                Optional.of(setup),
                ServerOptions.Passkeys.NONE)
            .telling(folder.resolve("messages.yaml")),
        clock);
  }

  private static void choose(RunningServer server, String person) {
    Map<String, String> fields = Map.of("address", person + "@example.org", "how", "each");
    Answer answer = server.fill(person, "/account", "/account/mail", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
