// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.messages.MessageSettings.Tls;
import org.imprimatur.server.people.SetupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's settings, and what is said where they are wrong. */
class MessagesFileTest {
  private static final String HIDDEN = "hunter2";
  private static final String MAIL = "mail: {host: smtp.example.org, from: a@example.org}\n";
  private static final String SIGNED =
      "webhooks: [{name: ops, kind: signed, url: \"https://ops.example.org/x\", secret-file: key,"
          + " tells: all}]\n";

  @TempDir Path folder;

  @BeforeEach
  void secrets() throws IOException {
    secret("password", HIDDEN, "rw-------");
    secret("empty", "", "rw-------");
    secret("open", HIDDEN, "rw-r--r--");
    secret("key", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "rw-r-----");
    secret("hook", "https://hooks.slack.com/services/T0/B0/" + HIDDEN, "rw-------");
  }

  private void secret(String name, String text, String rights) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  @Test
  void mail_goes_by_starttls_unless_the_file_says_otherwise() throws IOException {
    MessageSettings settings = read(MAIL);
    assertThat(settings.mail().orElseThrow().tls()).isEqualTo(Tls.STARTTLS);
    assertThat(settings.mail().orElseThrow().port()).isEqualTo(587);
    assertThat(settings.channels()).isEmpty();
  }

  @Test
  void secrets_come_from_files_and_are_not_written_out() throws IOException {
    MessageSettings settings =
        read(
            """
            mail: {host: smtp.example.org, from: a@example.org, username: a, password-file: password}
            webhooks:
              - {name: reviews, kind: slack, url-file: hook, tells: [sign-off-asked], roles: [peer]}
            """);
    assertThat(settings.mail().orElseThrow().login().orElseThrow().password().text())
        .isEqualTo(HIDDEN);
    assertThat(settings.channels().getFirst().url().uri().toString()).endsWith(HIDDEN);
    assertThat(settings.toString()).doesNotContain(HIDDEN);
  }

  @Test
  void an_address_is_sent_as_it_stands_on_the_wire() throws IOException {
    MessageSettings settings = read(SIGNED.replace("org/x", "org/prüfung"));
    assertThat(settings.channels().getFirst().url().uri().getRawPath()).isEqualTo("/pr%C3%BCfung");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("mial: {}", "There is no mial. Did you mean mail?"),
        Arguments.of(
            "mail: {hots: a, from: a@example.org}",
            "There is no mail.hots. Did you mean mail.host?"),
        Arguments.of("mail: {host: a, from: \"A <a@example.org>\"}", "mail.from is not an address"),
        Arguments.of("mail: {host: a, from: a@b, tls: startls}", "Did you mean starttls?"),
        Arguments.of("mail: {host: a, from: a@b, port: 70000}", "is not a port"),
        Arguments.of(
            "mail: {host: 192.0.2.1, from: a@b, tls: none, username: a, password-file: password}",
            "would show the password"),
        Arguments.of(
            "mail: {host: a, from: a@b, username: a, password-file: open}", "everybody can read"),
        Arguments.of(
            "mail: {host: a, from: a@b, username: a, password-file: gone}", "cannot be read"),
        Arguments.of(
            SIGNED.replace("tells: all", "tells: [sign-of-asked]"), "Did you mean sign-off-asked?"),
        Arguments.of(SIGNED.replace("tells: all", "tells: [welcome]"), "there is no welcome"),
        Arguments.of(SIGNED.replace(", tells: all", ""), "tells is missing"),
        Arguments.of(SIGNED.replace("kind: signed", "kind: slak"), "Did you mean slack?"),
        Arguments.of(SIGNED.replace("kind: signed", "kind: slack"), "goes with kind: signed"),
        Arguments.of(SIGNED.replace("secret-file: key", "secret-file: password"), "whsec_"),
        Arguments.of(SIGNED.replace("https:", "http:"), "Plain http is taken"),
        Arguments.of(SIGNED.replace("https://", "https://u:p@"), "without a user name"),
        Arguments.of(SIGNED.replace("https://", "file://"), "is not an address https://"),
        Arguments.of(SIGNED.replace("org/x", "org:99999/x"), "is not an address https://"),
        Arguments.of(SIGNED.replace("org/x", "org:0/x"), "is not an address https://"),
        Arguments.of("mail: {host: a, from: a@b, username: a, password-file: empty}", "is empty"),
        Arguments.of("allow: [10.20/16]", "is not a network"),
        Arguments.of("allow: [10.0.0.0/40]", "is not a network"),
        Arguments.of("zone: Mars", "is no time zone"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_wrong_is_said_without_a_secret(String settings, String said) {
    var refused = catchThrowableOfType(SetupException.class, () -> read(settings));
    assertThat(refused).hasMessageContaining(said);
    assertThat(refused.getMessage()).doesNotContain(HIDDEN);
    assertThat(refused.code()).startsWith("messages.");
  }

  @Test
  void a_name_that_leads_here_today_is_not_trusted_with_a_password_in_the_open()
      throws IOException {
    String settings =
        "mail: {host: \"%s\", from: a@b, tls: none, username: a, password-file: password}";
    for (String host : List.of("localhost", "127.0.0.1", "::1")) {
      assertThat(read(settings.formatted(host)).mail()).as(host).isPresent();
    }
    String own = InetAddress.getLocalHost().getHostName();
    assertThatThrownBy(() -> read(settings.formatted(own)))
        .hasMessageContaining("would show the password");
  }

  @Test
  void a_file_that_is_not_there_is_said_to_be_that_of_messages() {
    var refused =
        catchThrowableOfType(
            SetupException.class, () -> MessagesFile.read(folder.resolve("gone.yaml"), "http://a"));
    assertThat(refused.code()).isEqualTo("messages.file");
    assertThat(refused).hasMessageContaining("The messages file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "setup"})
  void a_server_with_a_wrong_file_says_so_in_one_line_and_is_not_begun(String kind)
      throws IOException {
    Path file =
        Files.writeString(folder.resolve("wrong.yaml"), "imprimatur: %s/v9\n".formatted(kind));
    Path data = folder.resolve("data");
    var told = new ByteArrayOutputStream();

    int exit =
        ImprimaturServer.run(
            List.of("--data", data.toString(), "--" + kind, file.toString()),
            new PrintStream(told, true, UTF_8));

    assertThat(exit).isEqualTo(2);
    assertThat(told.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Imprimatur could not be started: ")
        .contains(kind + "/v1");
    assertThat(data).doesNotExist();
  }

  @Test
  void a_line_that_is_no_yaml_is_not_repeated() {
    var refused =
        catchThrowableOfType(
            SetupException.class, () -> read("webhooks: [{url: https://a/" + HIDDEN + ", b: [}"));
    assertThat(refused).hasMessageContaining("not YAML").hasMessageContaining("in line");
    assertThat(refused.code()).isEqualTo("messages.yaml");
    assertThat(refused.getMessage()).doesNotContain(HIDDEN);
  }

  @Test
  void the_settings_of_the_guide_are_read_and_name_every_kind() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide/messages.md"));
    int from = guide.indexOf("```yaml\n") + "```yaml\n".length();
    String settings = guide.substring(from, guide.indexOf("```", from));
    secret("smtp-password", HIDDEN, "rw-------");
    secret("slack-url", "https://hooks.slack.com/services/T0/B0/x", "rw-------");
    secret("teams-url", "https://example.webhook.office.com/x", "rw-------");
    secret("ops-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "rw-------");

    MessageSettings read = read(settings.replace("imprimatur: messages/v1\n", ""));

    assertThat(read.channels()).hasSize(3);
    assertThat(read.zone().getId()).isEqualTo("Europe/Berlin");
    assertThat(Kind.words()).allMatch(word -> guide.contains("`" + word + "`"));
  }

  private MessageSettings read(String settings) throws IOException {
    Path file = folder.resolve("messages.yaml");
    Files.writeString(file, "imprimatur: messages/v1\n" + settings);
    return MessagesFile.read(file, "http://localhost:8080");
  }
}
