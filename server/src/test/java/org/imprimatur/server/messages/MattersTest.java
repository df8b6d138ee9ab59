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
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.messages.Matter.Thing;
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
