// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whose turn it is is told so, once, by real mail and real webhooks, and nobody else is. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MessagesTest {
  private static final String PASSWORD = "mail-password-7341";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String HOOK = "hook-path-5529";
  private static final String ASKED = "Your sign-off is asked as peer: ";
  private static final Pattern RETRY = Pattern.compile("action=\"(/messages/msg_[^\"]+/retry)\"");

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static TestingMail mail;
  private static TestingHook hook;
  private static RunningServer server;
  private static long first;

  @BeforeAll
  static void start() throws IOException {
    mail = new TestingMail(PASSWORD);
    hook = new TestingHook(SECRET);
    secret("password", PASSWORD);
    secret("hook", hook.address() + "/" + HOOK);
    secret("key", SECRET);
    Files.writeString(
        folder.resolve("messages.yaml"),
        """
        imprimatur: messages/v1
        zone: UTC
        mail: {host: 127.0.0.1, port: %d, tls: none, from: imprimatur@example.org, username: imprimatur, password-file: password}
        webhooks:
          - {name: reviews, kind: signed, url-file: hook, secret-file: key, tells: [sign-off-asked, promoted]}
          - {name: inner, kind: slack, url: "https://10.0.0.7/%s", tells: [promoted]}
        allow: [127.0.0.1/32]
        """
            .formatted(mail.port(), HOOK));
    server = started();
    choose("grace", "grace@example.org", "each");
    choose("bruno", "bruno@example.org", "each");
    choose("ada", "ada@example.org", "each");
    choose("dmitri", "dmitri@example.org", "digest");
  }

  private static RunningServer started() {
    return RunningServer.start(
        new ServerOptions(
                "127.0.0.1",
                0,
                folder.resolve("data"),
                Optional.empty(),
                Optional.of(RunningServer.EXAMPLES.resolve("setup.yaml")),
                ServerOptions.Passkeys.NONE)
            .telling(folder.resolve("messages.yaml")),
        CLOCK);
  }

  private static void secret(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterAll
  static void stop() {
    server.close();
    hook.close();
    mail.close();
  }

  @Test
  @Order(1)
  void an_address_gets_one_first_message_and_only_its_person_knows_it() {
    for (String person : List.of("grace", "bruno", "ada", "dmitri")) {
      until(() -> mail.subjects(person).contains("Imprimatur writes to you at this address"));
    }
    assertThat(server.open("grace", "/account").text()).contains("grace@example.org");
    assertThat(server.open("bruno", "/account").text()).doesNotContain("grace@example.org");
    assertThat(server.open("tove", "/messages?state=sent").text())
        .contains("Grace Lim")
        .doesNotContain("@example.org</");
    assertThat(server.entries().stream().map(String::new))
        .noneMatch(entry -> entry.contains("@example.org"));
  }

  @Test
  @Order(2)
  void an_address_that_carries_a_header_is_refused() {
    Answer refused =
        server.fill(
            "grace",
            "/account",
            "/account/mail",
            Map.of("address", "g@example.org\r\nBcc: everybody@example.org", "how", "each"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("mail.address");
    assertThat(server.open("grace", "/account").text()).contains("value=\"grace@example.org\"");
  }

  @Test
  @Order(2)
  void nobody_has_the_server_write_to_one_stranger_after_the_other() {
    for (int i = 0; i < 3; i++) {
      String stranger = "stranger-" + i;
      choose("hanna", stranger + "@example.org", "digest");
      until(() -> !mail.subjects(stranger).isEmpty());
    }
    Answer refused =
        server.fill(
            "hanna",
            "/account",
            "/account/mail",
            Map.of("address", "stranger-3@example.org", "how", "digest"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text()).contains("mail.often");
    choose("hanna", "", "none");
    assertThat(addresses()).noneMatch(address -> address.startsWith("stranger"));
  }

  @Test
  @Order(3)
  void whoever_is_asked_is_told_once_and_nobody_else() {
    first = server.models().lowTierSubmission("told");
    String subject = ASKED + "told v1, submission " + first;

    until(() -> mail.subjects("grace").contains(subject));
    until(() -> hook.posts("sign-off-asked", first).size() == 1);
    settle();
    assertThat(mail.subjects("grace")).containsOnlyOnce(subject);
    assertThat(mail.subjects("bruno")).hasSize(1);
    assertThat(mail.subjects("ada")).hasSize(1);
    assertThat(mail.subjects("dmitri")).hasSize(1);
    assertThat(mail.text("grace", subject)).contains(server.address() + "/submissions/" + first);
    TestingHook.Post post = hook.posts("sign-off-asked", first).getFirst();
    assertThat(post.signed()).isTrue();
    assertThat(post.body().object("data").string("model")).isEqualTo("told");
  }

  @Test
  @Order(4)
  void what_is_over_by_the_time_it_can_be_sent_is_told_to_nobody() {
    mail.stop();
    long number = server.models().lowTierSubmission("over");
    until(() -> messages("waiting").contains("The mail server cannot be reached"));
    var peer = new PeerSubmission(server, "over", number);
    Map<String, String> rejection = new HashMap<>(PeerSubmission.decision("reject"));
    rejection.putAll(Map.of("category", "evidence", "fixes", "Say where the rows come from."));
    assertThat(peer.send("grace", peer.form("grace"), rejection).status()).isEqualTo(200);
    mail.comeBack();
    CLOCK.pass(Duration.ofMinutes(1));

    until(() -> messages("dropped").contains("over v1, submission " + number));
    until(
        () ->
            mail.subjects("ada")
                .contains("Your submission was rejected: over v1, submission " + number));
    assertThat(mail.subjects("grace")).noneMatch(one -> one.contains("over v1"));
  }

  @Test
  @Order(5)
  void what_nobody_takes_is_tried_again_under_the_same_id_and_then_waits_for_an_administrator() {
    hook.answer(500);
    var peer = new PeerSubmission(server, "told", first);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(peer.promote("lena").status()).isEqualTo(200);
    for (int i = 1; i <= 8; i++) {
      int attempts = i;
      until(() -> hook.posts("promoted", first).size() == attempts);
      if (i < 8) {
        until(() -> attempted(attempts) == 2);
        CLOCK.pass(Duration.ofHours(8));
      }
    }
    server.forgetSessions();
    until(() -> messages("dead").contains("It answers 500."));
    assertThat(hook.posts("promoted", first).stream().map(TestingHook.Post::id).distinct())
        .hasSize(1);
    until(() -> messages("dead").contains("an address inside the network"));
    assertThat(messages("dead")).contains("Not all arrive").contains("#inner");
    assertThat(mail.subjects("ada")).containsOnlyOnce(promoted());

    hook.answer(204);
    assertThat(server.open("grace", "/messages").status()).isEqualTo(403);
    List<String> retries = new ArrayList<>();
    Matcher matcher = RETRY.matcher(messages("dead"));
    while (matcher.find()) {
      retries.add(matcher.group(1));
    }
    for (String retry : retries) {
      server.fill("tove", "/messages", retry, Map.of());
    }
    until(() -> hook.posts("promoted", first).size() == 9);
    until(() -> messages("sent").contains("#reviews"));
    assertThat(hook.posts("promoted", first)).hasSize(9).allMatch(TestingHook.Post::signed);
  }

  @Test
  @Order(6)
  void a_digest_comes_once_a_day_with_all_that_waits() {
    // Seven o'clock may have passed with the attempts above: that day's digest is gone first.
    pause(3_000);
    register("daily");
    server
        .bean(Roles.class)
        .ask(server.caller("tove"), new Roles.Wish("sam", "validator", Scope.EVERYWHERE));
    Instant seven = CLOCK.instant().atOffset(ZoneOffset.UTC).with(LocalTime.of(7, 1)).toInstant();
    Instant next = seven.isAfter(CLOCK.instant()) ? seven : seven.plus(Duration.ofDays(1));
    int before = mail.subjects("dmitri").size();
    CLOCK.pass(Duration.between(CLOCK.instant(), next));

    until(() -> mail.subjects("dmitri").size() == before + 1);
    assertThat(mail.subjects("dmitri").getLast()).endsWith("for you");
    assertThat(mail.text("dmitri", mail.subjects("dmitri").getLast()))
        .contains("You are asked as the second person: a role")
        .contains("A risk assessment waits for you: daily")
        .contains(server.address() + "/models/daily/risk");
    CLOCK.pass(Duration.ofHours(2));
    settle();
    assertThat(mail.subjects("dmitri")).hasSize(before + 1);
    server.forgetSessions();
  }

  @Test
  @Order(7)
  void a_server_that_starts_again_loses_nothing_and_repeats_nothing(CapturedOutput output) {
    mail.stop();
    long number = server.models().lowTierSubmission("kept");
    until(() -> messages("waiting").contains("kept v1, submission " + number));
    int posts = hook.posts("sign-off-asked", first).size();
    server.close();
    mail.comeBack();
    server = started();
    CLOCK.pass(Duration.ofMinutes(3));

    String subject = ASKED + "kept v1, submission " + number;
    until(() -> mail.subjects("grace").contains(subject));
    until(() -> hook.posts("sign-off-asked", number).size() == 1);
    settle();
    assertThat(mail.subjects("grace")).containsExactly(subject);
    assertThat(mail.subjects("bruno")).isEmpty();
    assertThat(hook.posts("sign-off-asked", number)).hasSize(1);
    assertThat(hook.posts("sign-off-asked", first)).hasSize(posts);
    assertThat(server.found()).isEmpty();
    assertThat(output.getAll()).doesNotContain(PASSWORD, HOOK, SECRET, "grace@example.org");
  }

  @Test
  @Order(8)
  void whoever_lost_every_role_is_told_nothing_any_more_not_even_of_what_was_their_own() {
    long number = server.models().lowTierSubmission("left");
    mail.stop();
    var peer = new PeerSubmission(server, "left", number);
    Map<String, String> rejection = new HashMap<>(PeerSubmission.decision("reject"));
    rejection.putAll(Map.of("category", "evidence", "fixes", "Say where the rows come from."));
    assertThat(peer.send("grace", peer.form("grace"), rejection).status()).isEqualTo(200);
    // The first attempt is over: one that began while ada still had her role may yet arrive.
    until(() -> failed("rejected", "left v1"));
    server
        .bean(Roles.class)
        .withdraw(server.caller("tove"), new Roles.Wish("ada", "data-scientist", Scope.EVERYWHERE));
    mail.comeBack();
    CLOCK.pass(Duration.ofMinutes(1));

    until(() -> messages("dropped").contains("Your submission was rejected"));
    assertThat(mail.subjects("ada")).noneMatch(one -> one.contains("left v1"));
  }

  @Test
  @Order(9)
  void no_page_says_a_secret_and_whoever_leaves_is_forgotten() {
    for (String state : List.of("dead", "waiting", "kept", "sent", "dropped")) {
      assertThat(messages(state)).doesNotContain(PASSWORD, HOOK, SECRET);
    }
    assertThat(messages("dead")).contains("10.0.0.7").contains("Signed webhook at 127.0.0.1");
    choose("grace", "", "none");
    assertThat(server.open("grace", "/account").text()).doesNotContain("grace@example.org");

    Answer left = server.post("tove", "/api/v1/people/bruno/departure", "{}");
    assertThat(left.status()).as(left.text()).isLessThan(300);
    until(() -> !addresses().contains("bruno@example.org"));
    assertThat(addresses()).containsExactly("ada@example.org", "dmitri@example.org");
  }

  private static String promoted() {
    return "Your submission was promoted: told v1, submission " + first;
  }

  private static void register(String model) {
    String use = "{\"purpose\":\"an exercise\",\"population\":\"passengers\"}";
    server.post("ada", "/api/v1/models", "{\"name\":\"" + model + "\",\"use\":" + use + "}");
    server.post(
        "ada",
        "/api/v1/models/" + model + "/risk",
        "{\"answers\":{\"effect\":\"none\",\"exposure\":\"small\"}}");
  }

  private static void choose(String person, String address, String how) {
    Answer answer =
        server.fill(person, "/account", "/account/mail", Map.of("address", address, "how", how));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** The page of messages in a state, as an administrator sees it. */
  private static String messages(String state) {
    Answer page = server.open("tove", "/messages?state=" + state);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page.text();
  }

  /** How many messages wait for another attempt after so many. */
  private static long attempted(int attempts) {
    return server
        .bean(Database.class)
        .reader()
        .sql(
            "SELECT COUNT(*) FROM message_queue WHERE state = 'waiting' AND attempts = ? AND error"
                + " <> ''")
        .param(attempts)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** Whether a message with all these words waits for another attempt after one that failed. */
  private static boolean failed(String... words) {
    return server
        .bean(Database.class)
        .reader()
        .sql("SELECT body FROM message_queue WHERE state = 'waiting' AND error <> ''")
        .query((row, _) -> row.getString(1))
        .list()
        .stream()
        .anyMatch(body -> List.of(words).stream().allMatch(body::contains));
  }

  private static List<String> addresses() {
    return server
        .bean(Database.class)
        .reader()
        .sql("SELECT address FROM mail_choices ORDER BY address")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Long enough for a second message to come, where one would. */
  private static void settle() {
    pause(1_200);
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 150; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause(100);
    }
    throw new AssertionError("It does not come about. Mail: " + mail.all());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
