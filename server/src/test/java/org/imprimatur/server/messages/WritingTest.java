// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.messages.Letters.Letter;
import org.imprimatur.server.messages.Matter.Thing;
import org.imprimatur.server.messages.MessageSettings.MailServer;
import org.imprimatur.server.messages.MessageSettings.Style;
import org.imprimatur.server.messages.MessageSettings.Tls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written, in the form of whoever reads it; mail by a real server. */
class WritingTest {
  private static final String BASE = "https://models.example.org";
  private static final Instant AT = Instant.parse("2026-11-26T09:00:00Z");
  private static final Matter SIGN =
      new Matter(
          Kind.SIGN_OFF_ASKED,
          Thing.submission("credit-pd", 3, 12),
          Optional.of("validator"),
          "/submissions/12");

  private static GreenMail mail;

  @BeforeAll
  static void start() {
    mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    mail.start();
  }

  @BeforeEach
  void empty() throws FolderException {
    mail.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  static void stop() {
    mail.stop();
  }

  private static Smtp smtp(Tls tls) {
    int port = mail.getSmtp().getPort();
    return new Smtp(
        new MailServer("127.0.0.1", port, tls, Optional.empty(), "imprimatur@example.org"));
  }

  @Test
  void a_letter_says_the_kind_the_thing_and_the_page_and_is_known_again_when_it_is_repeated()
      throws Exception {
    Letter letter = new Letters(BASE).of(SIGN);
    for (int i = 0; i < 2; i++) {
      assertThat(smtp(Tls.NONE).send(letter, "lena@example.org", "msg_1", AT))
          .isInstanceOf(Delivery.Delivered.class);
    }

    var received = mail.getReceivedMessages();
    assertThat(received).hasSize(2);
    for (var one : received) {
      assertThat(one.getMessageID()).isEqualTo("<msg_1@example.org>");
      assertThat(one.getSubject())
          .isEqualTo("Your sign-off is asked as validator: credit-pd v3, submission 12");
      assertThat(one.getContent().toString()).contains(BASE + "/submissions/12");
      assertThat(one.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }
  }

  @Test
  void a_line_end_in_a_subject_begins_no_header() throws MessagingException {
    var letter = new Letter("It\r\nBcc: everybody@example.org\r\n\r\nand a body", "Text.");
    smtp(Tls.NONE).send(letter, "lena@example.org", "msg_2", AT);

    var received = mail.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getHeader("Bcc")).isNull();
    assertThat(received[0].getAllRecipients()).hasSize(1);
    assertThat(received[0].getRecipients(Message.RecipientType.TO)).hasSize(1);
    assertThat(received[0].getSubject()).contains("Bcc: everybody@example.org");
  }

  @Test
  void a_digest_of_thousands_names_the_first_and_how_many_more_there_are() throws Exception {
    List<Matter> many = Collections.nCopies(5_000, SIGN);
    Letter letter = new Letters(BASE).digest(many, many);
    smtp(Tls.NONE).send(letter, "lena@example.org", "msg_4", AT);

    String text = mail.getReceivedMessages()[0].getContent().toString();
    assertThat(letter.subject()).isEqualTo("5000 things wait for you");
    assertThat(text.split("credit-pd v3, submission 12", -1)).hasSize(2 * Letters.MOST + 1);
    assertThat(text.split("And 4900 more: " + BASE + "/\\s", -1)).hasSize(3);
    assertThat(text.length()).isLessThan(50_000);
  }

  @Test
  void without_the_tls_that_is_asked_for_nothing_is_handed_over() {
    Delivery told =
        smtp(Tls.STARTTLS).send(new Letters(BASE).of(SIGN), "lena@example.org", "msg_3", AT);

    assertThat(told).isInstanceOf(Delivery.Failed.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void an_address_of_mail_is_one_address_and_nothing_else() {
    for (String one : List.of("a@example.org", "a.b+c@mail.example.org", "a@localhost")) {
      assertThat(MailAddress.isOne(one)).as(one).isTrue();
    }
    for (String none :
        List.of(
            "a@b\r\nBcc: c@d",
            "a@b\n",
            "a b@c",
            "A <a@b>",
            "a@b,c@d",
            "a@b;c@d",
            "@b",
            "a@",
            "a@-b",
            "a..b@c",
            "a@b@c",
            "ä@b",
            "x".repeat(65) + "@b")) {
      assertThat(MailAddress.isOne(none)).as(none).isFalse();
    }
  }

  @Test
  void chats_and_machines_read_their_own_forms() {
    var cards = new Cards(BASE);
    assertThat(cards.of(Style.SLACK, SIGN, AT).string("text"))
        .isEqualTo(
            "A sign-off is asked of validator: credit-pd v3, submission 12."
                + " <https://models.example.org/submissions/12|Open>");
    assertThat(cards.of(Style.MATTERMOST, SIGN, AT).string("text"))
        .contains("[Open](https://models.example.org/submissions/12)");
    Json.Obj attachment =
        (Json.Obj) cards.of(Style.TEAMS, SIGN, AT).array("attachments").values().getFirst();
    assertThat(attachment.string("contentType"))
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(attachment.object("content").string("type")).isEqualTo("AdaptiveCard");
    assertThat(cards.of(Style.SIGNED, SIGN, AT).text())
        .isEqualTo(
            "{\"data\":{\"link\":\"https://models.example.org/submissions/12\",\"model\":\"credit-pd\",\"role\":\"validator\",\"submission\":12,\"thing\":\"credit-pd"
                + " v3, submission 12\","
                + "\"version\":3},\"timestamp\":\"2026-11-26T09:00:00Z\",\"type\":\"sign-off-asked\"}");
  }

  @Test
  void marks_of_a_chat_are_only_characters_in_a_name() {
    Matter named = Matter.of(Kind.SECOND_ASKED, Thing.of("policy <!channel>_[x](y)@1"), "/");
    assertThat(new Cards(BASE).of(Style.SLACK, named, AT).string("text"))
        .contains("policy &lt;!channel&gt;_[x](y)@1");
    assertThat(new Cards(BASE).of(Style.MATTERMOST, named, AT).string("text"))
        .contains("policy \\<!channel\\>\\_\\[x\\](y)@1");
  }

  @Test
  void nobody_is_called_and_nothing_is_led_to_by_the_role_that_a_policy_names() {
    Matter named =
        new Matter(
            Kind.SIGN_OFF_ASKED,
            Thing.of("credit-pd @channel"),
            Optional.of("@all https://evil.example\r\n\r\nand more"),
            "/submissions/12");
    for (Style style : List.of(Style.SLACK, Style.MATTERMOST, Style.TEAMS)) {
      assertThat(new Cards(BASE).of(style, named, AT).text())
          .as(style.name())
          .doesNotContain("@all")
          .doesNotContain("https://evil");
    }
    assertThat(new Cards(BASE).of(Style.MATTERMOST, named, AT).text()).doesNotContain("@channel");
    Letter letter = new Letters(BASE).of(named);
    assertThat(letter.text()).startsWith("Your sign-off is asked as _all https_evil_example_and");
  }
}
