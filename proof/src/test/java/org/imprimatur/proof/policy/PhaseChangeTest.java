// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy moves: a rule that is put off again and again never holds. */
class PhaseChangeTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final String AT_ONCE = "";

  private static Policy with(String enforced) throws IOException {
    String head = "- {id: calibration, kind: expression,";
    String more = enforced.isEmpty() ? "" : " enforced: " + enforced + ",";
    String text = Files.readString(Path.of("../examples/policies/lending.yaml"));
    return switch (PolicyReader.read(text.replace(head, head + more).getBytes(UTF_8))) {
      case Reading.Read(var policy) -> policy;
      case Reading.Refused(var errors) -> throw new AssertionError(errors);
    };
  }

  private static List<PhaseChange> between(String before, String after) throws IOException {
    return PhaseChange.between(with(before), with(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{from: 2027-03-01}; {from: 2027-04-01}; later than before, from 2027-04-01 and not from"
            + " 2027-03-01.",
        "{from: 2027-04-01}; {from: 2027-03-01}; earlier than before, from 2027-03-01 and not from"
            + " 2027-04-01.",
        "{from: 2027-03-01, tiers: {high: 2026-12-15}}; {from: 2027-03-01, tiers: {high:"
            + " 2027-01-15}}; later than before in the high tier, from 2027-01-15 and not from"
            + " 2026-12-15.",
        "{from: 2027-03-01, tiers: {high: 2026-12-15}}; {from: 2027-03-01}; later than before in"
            + " the high tier, from 2027-03-01 and not from 2026-12-15.",
        "{from: 2027-03-01, teams: {cards: 2026-12-15}}; {from: 2027-03-01, teams: {loans:"
            + " 2026-12-15}}; later than before for the team cards, from 2027-03-01 and not from"
            + " 2026-12-15.",
      })
  void a_moved_day_is_told_with_whom_it_concerns(String before, String after, String says)
      throws IOException {
    assertThat(between(before, after).getFirst().sentence(LocalDate::toString, TODAY))
        .isEqualTo("production, calibration: enforced " + says);
  }

  @Test
  void what_binds_today_and_would_only_be_watched_again_is_said_so() throws IOException {
    PhaseChange again = between(AT_ONCE, "{from: 2027-03-01}").getFirst();
    PhaseChange begun = between("{from: 2026-11-26}", "{from: 2026-11-27}").getFirst();

    assertThat(again.isLater()).isTrue();
    assertThat(again.sentence(LocalDate::toString, TODAY))
        .isEqualTo(
            "production, calibration: enforced later than before, from 2027-03-01 and not at once."
                + " It binds today, and would only be watched again.");
    assertThat(begun.sentence(LocalDate::toString, TODAY)).contains("It binds today");
    assertThat(begun.sentence(LocalDate::toString, TODAY.minusDays(1)))
        .doesNotContain("It binds today");
  }

  @Test
  void what_stays_or_is_taken_out_of_its_phases_is_not_later() throws IOException {
    String phased = "{from: 2027-03-01, tiers: {high: 2026-12-15}}";

    assertThat(between(phased, phased)).isEmpty();
    assertThat(between(AT_ONCE, AT_ONCE)).isEmpty();
    assertThat(between(phased, AT_ONCE)).isNotEmpty().noneMatch(PhaseChange::isLater);
  }

  @Test
  void putting_everybody_off_puts_off_a_tier_that_had_no_day_of_its_own() throws IOException {
    List<PhaseChange> changes =
        between("{from: 2027-03-01}", "{from: 2027-06-01, tiers: {high: 2027-04-01}}");

    assertThat(changes).allMatch(PhaseChange::isLater).hasSize(2);
    assertThat(changes.getLast().where()).isEqualTo("in the high tier");
  }
}
