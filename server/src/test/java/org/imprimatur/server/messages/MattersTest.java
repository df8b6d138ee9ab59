// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.messages.Matter.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a turn, and when a second time. */
class MattersTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  @ParameterizedTest
  @CsvSource({
    "2026-12-26, false, ''",
    "2026-11-30, false, ''",
    "2026-11-29, false, fix:1:soon",
    "2026-11-26, false, fix:1:soon",
    "2026-11-25, true, fix:1:late"
  })
  void a_day_is_told_three_days_before_and_when_it_is_over(
      String due, boolean overdue, String second) {
    Map<String, Matter> matters = Matters.of(fix(due, overdue), TODAY);

    var turn =
        Matter.of(
            Kind.FINDING_RAISED, Thing.of("finding 1 on credit-pd", "credit-pd"), "/findings/1");
    assertThat(matters).containsEntry("fix:1", turn);
    if (second.isEmpty()) {
      assertThat(matters).hasSize(1);
    } else {
      assertThat(matters)
          .hasSize(2)
          .containsEntry(second, turn.as(overdue ? Kind.OVERDUE : Kind.DUE_SOON));
      assertThat(Matters.base(second)).contains("fix:1");
    }
    matters.values().forEach(matter -> assertThat(Matter.read(matter.json())).isEqualTo(matter));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          credit-policy,                       policy credit-policy@2
          "Kredit (Ausfall), v1.2 + Zins",     "policy Kredit (Ausfall), v1.2 + Zins@2"
          "<!channel> @all",                   "policy _channel_ _all@2"
          "<https://evil.example|Open>",       "policy _https_evil_example_Open_@2"
          "evil.example/login",                "policy evil_example_login@2"
          """)
  void a_policy_whose_name_calls_everybody_or_leads_elsewhere_does_neither(
      String name, String said) {
    assertThat(publish(name).thing().words()).isEqualTo(said);
  }

  @Test
  void a_policy_whose_name_is_a_letter_by_itself_is_a_few_words_of_it() {
    String letter = "credit\r\nBcc: everybody@example.org\n\n" + "Dear colleague ".repeat(1_000);
    String words = publish(letter).thing().words();
    assertThat(words).startsWith("policy credit_Bcc_ everybody_example_org_Dear").endsWith("…@2");
    assertThat(words).hasSizeLessThan(80);
  }

  private static Matter publish(String name) {
    Instant at = Instant.parse("2026-11-20T09:00:00Z");
    Digest nothing = Digest.of(new byte[0]);
    var proposed =
        new PolicyProposed(
            new Stamp(at, "p_aaaaaaaaaa"), "c_aaaaaaaaaa", nothing, name, 2, nothing);
    return Matters.of(new Ask.Publish(proposed, at), TODAY).values().iterator().next();
  }

  private static Ask fix(String due, boolean overdue) {
    Instant at = Instant.parse("2026-11-20T09:00:00Z");
    var raised =
        new FindingRaised(
            new Stamp(at, "p_aaaaaaaaaa"),
            1,
            "m_aaaaaaaaaa",
            1,
            "high",
            "p_bbbbbbbbbb",
            due,
            new Anchor("documentation", "", "", Optional.empty()),
            Optional.empty(),
            OptionalLong.empty(),
            Digest.of(new byte[0]));
    var found = new Ask.Found(new RaisedFinding(raised, List.of()), "credit-pd", overdue);
    return new Ask.Fix(found, at);
  }
}
