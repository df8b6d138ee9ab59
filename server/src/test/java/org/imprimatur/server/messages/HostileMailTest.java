// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.server.messages.TestingMailServer.BODY;
import static org.imprimatur.server.messages.TestingMailServer.GREETING;
import static org.imprimatur.server.messages.TestingMailServer.hangsUp;
import static org.imprimatur.server.messages.TestingMailServer.isSilent;
import static org.imprimatur.server.messages.TestingMailServer.says;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imprimatur.server.messages.Delivery.Delivered;
import org.imprimatur.server.messages.Delivery.Failed;
import org.imprimatur.server.messages.Letters.Letter;
import org.imprimatur.server.messages.MessageSettings.Login;
import org.imprimatur.server.messages.MessageSettings.MailServer;
import org.imprimatur.server.messages.MessageSettings.Tls;
import org.imprimatur.server.messages.TestingMailServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail servers that do harm, on a bare socket: what one says costs little and tells nobody. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HostileMailTest {
  private static final long MOST_TAKEN = 16_000_000;
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5));
  private static final Patience SHORT = new Patience(Duration.ofMillis(500));
  private static final Letter LETTER = new Letter("A letter", "Text.");

  @Test
  void what_the_server_took_is_sent_however_it_takes_leave() throws Exception {
    for (Answer leave : List.of(isSilent(), hangsUp(), says("554 5.0.0 no"), says("?"))) {
      try (var mail = new TestingMailServer(Map.of("QUIT", leave))) {
        assertThat(PATIENCE.with(() -> send(mail))).isInstanceOf(Delivered.class);
        assertThat(mail.told()).contains("Text.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GREETING, "EHLO", "MAIL", "RCPT", "DATA", BODY})
  void an_answer_without_an_end_is_cut_off_at_every_stage(String stage) throws Exception {
    for (String unit : List.of("250-" + "x".repeat(1_000) + "\r\n", "x".repeat(1_000))) {
      try (var mail = new TestingMailServer(Map.of(stage, endless(unit)))) {
        assertThat(send(mail))
            .isEqualTo(Delivery.failed("The mail server answers more than a mail server says."));
        assertThat(mail.said()).isLessThan(MOST_TAKEN);
      }
    }
  }

  private static Answer endless(String unit) {
    byte[] block = unit.repeat(64).getBytes(StandardCharsets.ISO_8859_1);
    return talk -> {
      while (true) {
        talk.say(block);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {GREETING, "EHLO", "MAIL", "RCPT", "DATA", BODY})
  void whoever_hangs_up_or_says_nothing_has_not_taken_it_and_is_tried_again(String stage)
      throws Exception {
    for (Answer answer : List.of(hangsUp(), isSilent())) {
      try (var mail = new TestingMailServer(Map.of(stage, answer))) {
        assertThat(SHORT.with(() -> send(mail)))
            .isInstanceOfSatisfying(Failed.class, one -> assertThat(one.forGood()).isFalse());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GREETING, "EHLO", "HELO", "MAIL", "RCPT", "DATA", BODY})
  void nothing_of_what_it_writes_is_repeated(String stage) throws Exception {
    String words = "<script>\u001b[2J\u0007hunter2\u0000\u009b31m";
    for (String code : List.of("421", "554", "999", "-1", "")) {
      Map<String, Answer> answers =
          stage.equals("HELO")
              ? Map.of("EHLO", says("502 no"), "HELO", says(code + " " + words))
              : Map.of(stage, says(code + "-" + words + "\r\n" + code + " " + words));
      try (var mail = new TestingMailServer(answers)) {
        Delivery told = PATIENCE.with(() -> send(mail));
        assertThat(told).as("%s %s", stage, code).isInstanceOf(Failed.class);
        assertThat(((Failed) told).words()).doesNotContainPattern("[^ -~]|script|hunter2");
      }
    }
  }

  @Test
  void only_an_address_that_it_does_not_take_is_given_up() throws Exception {
    try (var mail = new TestingMailServer(Map.of("RCPT", says("550 5.1.1 nobody")))) {
      assertThat(send(mail))
          .isEqualTo(
              Delivery.refused("The mail server does not take the address: it answers 550."));
    }
    try (var mail = new TestingMailServer(Map.of("MAIL", says("550 5.7.1 not you")))) {
      assertThat(send(mail))
          .isEqualTo(Delivery.failed("The mail server does not take the sender: it answers 550."));
    }
  }

  @Test
  void where_TLS_is_asked_for_nothing_is_said_without_it() throws Exception {
    List<Map<String, Answer>> ways =
        List.of(
            // It is stripped from what the server offers, or refused.
            Map.of("EHLO", says("250-mail.example.org\r\n250 AUTH PLAIN LOGIN")),
            Map.of("EHLO", says(OFFER), "STARTTLS", says("454 4.7.0 not now")),
            // Answers to what was not yet asked come along with the consent.
            Map.of(
                "EHLO",
                says(OFFER),
                "STARTTLS",
                says("220 go\r\n250-mail.example.org\r\n250 AUTH PLAIN\r\n235 in\r\n250 fine")));
    for (Map<String, Answer> way : ways) {
      try (var mail = new TestingMailServer(way)) {
        Delivery told = PATIENCE.with(() -> smtp(mail, Tls.STARTTLS).send(LETTER, TO, ID, AT));
        assertThat(told)
            .isEqualTo(
                Delivery.failed(
                    "The mail server cannot be reached, or not by TLS as it is asked to."));
        assertThat(mail.told())
            .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
      }
    }
  }

  private static final String OFFER = "250-mail.example.org\r\n250-STARTTLS\r\n250 AUTH PLAIN";
  private static final String TO = "lena@example.org";
  private static final String ID = "msg_1";
  private static final Instant AT = Instant.EPOCH;

  private static Delivery send(TestingMailServer mail) {
    return smtp(mail, Tls.NONE).send(LETTER, TO, ID, AT);
  }

  private static Smtp smtp(TestingMailServer mail, Tls tls) {
    Optional<Login> login =
        tls == Tls.NONE
            ? Optional.empty()
            : Optional.of(new Login("imprimatur", new Confidential("hunter2")));
    return new Smtp(new MailServer("127.0.0.1", mail.port(), tls, login, "imprimatur@example.org"));
  }
}
