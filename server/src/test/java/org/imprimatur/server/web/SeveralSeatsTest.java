// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gate asks the same role for two sign-offs over different classes: two people sign, one each.
 */
class SeveralSeatsTest {
  private static final String PEER =
      "- {id: peer, kind: signoff, role: peer, meaning: approval, count: 1, tiers: [low], covers:"
          + " all}";

  private static final String TWICE =
      """
      - {id: model-file, kind: signoff, role: peer, meaning: review, tiers: [low], covers: [artifact]}
            - {id: effect, kind: signoff, role: peer, meaning: review, tiers: [low], covers: [risk]}
            - {id: final, kind: signoff, role: business-owner, meaning: approval, tiers: [low]}\
      """;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path changed =
        new TestingSetup()
            .policy(PEER, TWICE)
            .people("roles: [compliance]", "roles: [peer]")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), changed);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void two_people_sign_one_each_and_the_version_passes() throws Exception {
    long number = server.models().lowTierSubmission("signed-by-two", "sam");
    String page = "/submissions/" + number;
    assertThat(links(number, "chiara"))
        .as("each sign-off of the role has a link of its own")
        .containsExactly("/sign?role=peer&seat=1", "/sign?role=peer&seat=2");
    Answer second = server.open("chiara", page + "/sign?role=peer&seat=2");
    assertThat(second.text()).contains("Sign as peer for effect").contains("Risk");

    sign("chiara", number, "&seat=2", "review");
    assertThat(links(number, "chiara")).as("one person fills one seat").isEmpty();
    assertThat(server.post("ada", "/api/v1" + page + "/promotion", "{}").text())
        .contains("model-file: ")
        .doesNotContain("effect: ");

    sign("grace", number, "", "review");
    sign("lena", number, "", "approval");
    Answer promoted = server.post("ada", "/api/v1" + page + "/promotion", "{}");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
    assertThat(named(number)).containsExactly("effect", "model-file", "final");
  }

  @Test
  void two_people_in_one_seat_are_both_asked_for_the_other() throws Exception {
    long number = server.models().lowTierSubmission("both-in-one", "sam");
    sign("chiara", number, "&seat=2", "review");
    assertThat(turn("chiara", "both-in-one")).isEmpty();
    sign("grace", number, "&seat=2", "review");
    for (String person : List.of("chiara", "grace")) {
      assertThat(links(number, person)).as(person).containsExactly("/sign?role=peer&seat=1");
      assertThat(turn(person, "both-in-one"))
          .containsExactly("Sign as peer for model-file on both-in-one v1");
    }

    sign("grace", number, "&seat=1", "review");
    assertThat(links(number, "chiara")).isEmpty();
    assertThat(links(number, "grace")).isEmpty();
    assertThat(turn("grace", "both-in-one")).isEmpty();
    sign("lena", number, "", "approval");
    Answer promoted = server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
  }

  private static List<String> turn(String person, String model) {
    return Pattern.compile("<h3><a href=\"[^\"]+\">([^<]+ on " + model + " v1)</a></h3>")
        .matcher(server.open(person, "/").text())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void a_seat_of_another_role_or_none_at_all_is_refused() throws Exception {
    long number = server.models().lowTierSubmission("no-such-seat", "sam");
    for (String seat : List.of("3", "4", "-1", "first", "00000", "99999999999")) {
      Answer refused =
          server.open("grace", "/submissions/%d/sign?role=peer&seat=%s".formatted(number, seat));
      assertThat(refused.status()).as(seat).isEqualTo(403);
      assertThat(refused.text()).contains("signoff.not-asked");
    }
  }

  @Test
  void a_form_signs_for_the_seat_that_it_was_shown_for_whatever_is_sent_along() throws Exception {
    long number = server.models().lowTierSubmission("shown-for-one", "sam");
    String sign = "/submissions/" + number + "/sign";
    Map<String, String> hidden =
        RunningServer.hidden(server.open("grace", sign + "?role=peer&seat=2"));
    server.submit(
        server.browser("grace"), hidden, sign, filled(Map.of("seat", "1", "role", "peer")));

    assertThat(named(number)).containsExactly("effect");
  }

  private static Map<String, String> filled(Map<String, String> more) {
    Map<String, String> filled =
        new HashMap<>(
            Map.of("decision", "approve", "opinion", "", "password", RunningServer.PASSWORD));
    filled.putAll(more);
    return filled;
  }

  private static void sign(String person, long number, String seat, String meaning) {
    String sign = "/submissions/" + number + "/sign";
    String role = meaning.equals("approval") ? "business-owner" : "peer";
    Answer signed =
        server.fill(person, sign + "?role=" + role + seat, sign, filled(Map.of("role", role)));
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
    assertThat(signed.text()).doesNotContain("Nothing was signed");
  }

  private static List<String> links(long number, String person) {
    return Pattern.compile("/submissions/" + number + "(/sign\\?[^\"]+)\"")
        .matcher(server.open(person, "/submissions/" + number).text().replace("&amp;", "&"))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** The requirements that the submission's sign-offs name, in a log that replays clean. */
  private static List<String> named(long number) throws Exception {
    assertThat(server.found()).isEmpty();
    List<String> named = new ArrayList<>();
    for (byte[] entry : server.entries()) {
      if (Act.parse(entry) instanceof SignoffGiven given && given.submission() == number) {
        named.add(given.requirement().orElse("none"));
      }
    }
    return named;
  }
}
