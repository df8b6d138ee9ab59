// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when a requirement is enforced: by tier, by team, and for everybody in the end. */
class EnforcementReaderTest {
  private static final Path LENDING = Path.of("../examples/policies/lending.yaml");

  /** Of medium and high, not of low. */
  private static final String CALIBRATION = "- {id: calibration, kind: expression,";

  private static final String DECISION = "- {id: decision, kind: signoff,";

  private static Reading with(String requirement, String enforced) throws IOException {
    String text = Files.readString(LENDING);
    assertThat(text).contains(requirement);
    String phased =
        text.replace(requirement, requirement + "\n           enforced: " + enforced + ",");
    return PolicyReader.read(phased.getBytes(UTF_8));
  }

  private static Enforcement read(String enforced) throws IOException {
    return switch (with(CALIBRATION, enforced)) {
      case Reading.Read(var policy) ->
          policy.gates().values().stream()
              .flatMap(gate -> gate.enforcement().values().stream())
              .findFirst()
              .orElseThrow();
      case Reading.Refused(var errors) -> throw new AssertionError(errors);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "2027-03-01; policy.shape; enforced must be a mapping",
        "{}; policy.missing-key; needs the key from",
        "{tiers: {high: 2026-12-15}}; policy.missing-key; ends by being enforced",
        "{from: soon}; policy.date; from is a day such as 2027-03-01, not \"soon\"",
        "{from: 2027-02-30}; policy.date; from is a day",
        "{from: 2027-3-1}; policy.date; from is a day",
        "{from: 2027-03-01T00:00:00Z}; policy.date; from is a day",
        "{from: ''}; policy.shape; from must be a text",
        "{from: [2027-03-01]}; policy.shape; from must be a text",
        "{from: 2027-03-01, until: 2028-01-01}; policy.unknown-key; \"until\" is not known here",
        "{from: 2027-03-01, tiers: [high]}; policy.shape; tiers must be a mapping",
        "{from: 2027-03-01, tiers: {high: later}}; policy.date; tiers.high is a day",
        "{from: 2027-03-01, tiers: {huge: 2027-01-01}}; policy.tier; \"huge\" is no tier",
        "{from: 2027-03-01, tiers: {low: 2027-01-01}}; policy.tier; not asked in the tier low",
        "{from: 2027-03-01, tiers: {high: 2027-03-02}}; policy.enforced; later than from",
        "{from: 2027-03-01, teams: {cards: 2027-03-02}}; policy.enforced; later than from",
        "{from: 2027-03-01, teams: {'': 2027-01-01}}; policy.enforced; teams names each by a text",
        "{from: 2027-03-01, teams: {cards: 2027-01-01, cards: 2027-01-02}}; yaml.duplicate-key;"
            + " stands here twice",
      })
  void what_would_never_be_enforced_or_says_it_wrongly_is_refused_at_its_line(
      String wrong, String code, String says) throws IOException {
    var reading = with(CALIBRATION, wrong);

    assertThat(reading).isInstanceOf(Reading.Refused.class);
    PolicyError first = ((Reading.Refused) reading).errors().getFirst();
    assertThat(first.code()).isEqualTo(code);
    assertThat(first.message()).contains(says);
    List<String> lines = Files.readAllLines(LENDING);
    int line = 0;
    while (!lines.get(line).contains(CALIBRATION)) {
      line++;
    }
    assertThat(first.line()).as("the line below the requirement's head").isEqualTo(line + 2);
  }

  @Test
  void a_tier_or_a_team_comes_in_on_the_same_day_or_earlier() throws IOException {
    Enforcement enforcement =
        read(
            "{from: 2027-03-01, tiers: {high: 2026-12-15, medium: 2027-03-01}, teams: {cards:"
                + " 2027-01-15}}");

    assertThat(enforcement.words(LocalDate::toString))
        .isEqualTo(
            "enforced from 2027-03-01, in the high tier from 2026-12-15, in the medium tier from"
                + " 2027-03-01, for the team cards from 2027-01-15");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "medium; ; 2027-03-01; everywhere",
        "medium; loans; 2027-03-01; everywhere",
        "medium; cards; 2027-01-15; for the team cards",
        "medium; loans,cards; 2027-01-15; for the team cards",
        "medium; cards,pilots; 2026-12-01; for the team pilots",
        "high; ; 2026-12-15; in the high tier",
        "high; cards; 2026-12-15; in the high tier",
        "high; cards,pilots; 2026-12-01; for the team pilots",
      })
  void the_earliest_of_what_the_tier_the_owners_teams_and_from_give_counts(
      String tier, String teams, String day, String where) throws IOException {
    Enforcement enforcement =
        read(
            "{from: 2027-03-01, tiers: {high: 2026-12-15}, teams: {cards: 2027-01-15, pilots:"
                + " 2026-12-01}}");
    Set<String> owned = teams == null ? Set.of() : Set.of(teams.split(","));

    Enforcement.Begin begin = enforcement.begin(tier, owned);

    assertThat(begin).isEqualTo(new Enforcement.Begin(LocalDate.parse(day), where));
    Instant midnight = Instant.parse(day + "T00:00:00Z");
    assertThat(begin.binds(midnight.minusMillis(1))).isFalse();
    assertThat(begin.binds(midnight)).isTrue();
  }

  @Test
  void a_tier_whose_only_approval_is_watched_would_pass_without_any_person() throws IOException {
    var reading = with(DECISION, "{from: 2027-03-01}");

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.errors())
                    .hasSize(2)
                    .allSatisfy(
                        error -> {
                          assertThat(error.code()).isEqualTo("policy.no-approval");
                          assertThat(error.message())
                              .contains("Until decision is enforced")
                              .contains("pass without any person");
                        }));
  }

  @Test
  void every_kind_of_requirement_can_be_watched_first() throws IOException {
    for (String head :
        List.of("- {id: artifact, kind: check,", "- {id: validation, kind: signoff,")) {
      assertThat(with(head, "{from: 2027-03-01}")).as(head).isInstanceOf(Reading.Read.class);
    }
  }
}
