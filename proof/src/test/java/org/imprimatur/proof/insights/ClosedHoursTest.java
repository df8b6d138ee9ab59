// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.hours.TestingHours;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people have while they do not work is closed hours. The log begins on a Tuesday, 09:00. */
class ClosedHoursTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final WorkingHours OFFICE = TestingHours.office("UTC");

  private final TestingSubmissions log = new TestingSubmissions();

  /** The hours that each had of all submissions. */
  private Map<String, Long> hours() {
    return hours(log.insights().ledgers().getFirst());
  }

  private static Map<String, Long> hours(Ledger ledger) {
    Map<String, Long> hours = new TreeMap<>();
    ledger
        .parts()
        .forEach(
            part ->
                hours.put(
                    (part.owner().kind().word() + " " + part.owner().role()).strip(),
                    part.millis() / HOUR.toMillis()));
    return hours;
  }

  /** One of which the card is checked, at ten on that Tuesday. */
  private long checked() {
    long number = log.submit(1, HOUR);
    log.card(number, true);
    return number;
  }

  @Test
  void the_night_of_a_role_and_of_the_proposer_is_closed() {
    log.state(OFFICE);
    long number = checked();
    log.later(DAY).sign(number, "p_bruno", "validator", "reject");
    log.later(DAY).withdraw(number);

    assertThat(hours())
        .containsExactly(
            entry("closed-hours", 32L), entry("proposer", 8L), entry("role validator", 8L));
  }

  @Test
  void checks_and_holds_go_on_at_night() {
    log.state(OFFICE);
    long number = log.submit(1, HOUR);
    log.later(DAY).hold(number);
    log.later(DAY);

    assertThat(hours()).containsExactly(entry("hold", 24L), entry("machine", 24L));
    assertThat(log.insights().longest())
        .as("the part in open hours is told of whoever has it")
        .extracting(Ledger.Waiting::open)
        .containsExactly(OptionalLong.of(8 * HOUR.toMillis()));
  }

  @Test
  void nothing_is_closed_before_it_was_stated_and_the_latest_statement_holds() {
    checked();
    log.later(DAY).state(OFFICE);
    log.later(DAY)
        .state(TestingHours.office("UTC", new Closed("2026-09-03", "2026-09-04", "Fair")));
    log.later(DAY.multipliedBy(2));

    // From Thursday, ten o'clock, it is closed until Saturday.
    assertThat(hours())
        .containsExactly(entry("closed-hours", 16L + 48L), entry("role validator", 24L + 8L));
    assertThat(log.insights().hours().map(Hours.Held::statements)).contains(2L);
    assertThat(log.insights().hours().map(Hours.Held::since))
        .contains(Instant.parse("2026-09-03T10:00:00Z"));
  }

  @Test
  void what_waits_longest_says_how_much_of_it_was_in_open_hours() {
    log.state(OFFICE);
    checked();
    log.later(DAY.multipliedBy(7));

    Insights insights = log.insights();

    assertThat(insights.longest())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.span().millis()).isEqualTo(7 * DAY.toMillis());
              assertThat(one.open()).hasValue(40 * HOUR.toMillis());
            });
    assertThat(InsightsTable.of(insights))
        .contains("wait,,closed-hours,millis,460800000,,,1\r\n")
        .contains("waiting,high,1,in-open-hours,144000000,,,\r\n");
  }

  @Test
  void what_is_written_satisfies_the_published_schema() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schemas/insights.schema.json")));
    log.state(OFFICE);
    checked();
    log.later(DAY);

    assertThat(schema.validate(log.insights().toJson().text(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void a_submission_that_a_role_had_only_at_night_counts_among_those_that_it_had() {
    log.later(HOUR.multipliedBy(9)).state(OFFICE);
    long number = checked();
    log.later(HOUR).sign(number, "p_bruno", "validator", "approve");

    assertThat(log.insights().ledgers().getFirst().parts())
        .containsExactly(
            new Ledger.Part(Owner.role("validator"), 0, 1),
            new Ledger.Part(Owner.CLOSED, HOUR.toMillis(), 1));
  }

  @Test
  void without_a_statement_the_bytes_are_what_they_were() {
    checked();
    log.later(DAY);

    assertThat(log.insights().toJson().text()).doesNotContain("closed-hours", "\"hours\"");
    assertThat(log.insights().longest().getFirst().open()).isEmpty();
    assertThat(InsightsTable.of(log.insights())).doesNotContain("closed-hours", "in-open-hours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nine to five",
        "[]",
        "{\"imprimatur\":\"hours/v1\"}",
        "{\"closed\":[],\"imprimatur\":\"hours/v1\",\"week\":[],\"zone\":\"UTC\"}",
        "{\"closed\":[],\"imprimatur\":\"hours/v1\",\"week\":[{\"day\":\"monday\",\"from\":\"17:00\","
            + "\"to\":\"09:00\"}],\"zone\":\"UTC\"}",
      })
  void what_cannot_be_reckoned_with_counts_as_not_stated(String forged) {
    log.state(OFFICE);
    checked();
    log.state(forged);
    log.later(DAY);

    assertThat(hours()).containsExactly(entry("closed-hours", 16L), entry("role validator", 8L));
    assertThat(log.insights().hours().map(Hours.Held::statements)).contains(1L);
  }

  @Test
  void the_parts_of_any_story_under_any_hours_sum_to_the_whole_to_the_millisecond() {
    long seed = new Random().nextLong();
    System.out.println("ClosedHoursTest: seed " + seed);
    for (int story = 0; story < 40; story++) {
      var random = new Random(seed + story);
      TestingSubmissions told = new RandomSubmissions(random).log;
      Insights before = told.insights();
      List<Act> acts = new ArrayList<>(told.acts);
      stated(told, random).forEach(act -> acts.add(place(acts, act), act));

      Insights insights = Insights.of(told.chronicle(acts), told.now, Selection.ALL);

      for (int group = 0; group < before.ledgers().size(); group++) {
        Ledger ledger = insights.ledgers().get(group);
        Ledger whole = before.ledgers().get(group);
        assertThat(ledger.millis()).as("seed %d, story %d", seed, story).isEqualTo(whole.millis());
        assertThat(ledger.parts().stream().mapToLong(Ledger.Part::millis).sum())
            .as("seed %d, story %d", seed, story)
            .isEqualTo(ledger.millis());
        for (Ledger.Part part : whole.parts()) {
          long left = of(ledger, part.owner());
          if (part.owner().works()) {
            assertThat(left).isBetween(0L, part.millis());
          } else {
            assertThat(left).as("%s, seed %d", part.owner(), seed).isEqualTo(part.millis());
          }
        }
      }
    }
  }

  private static long of(Ledger ledger, Owner owner) {
    return ledger.parts().stream()
        .filter(part -> part.owner().equals(owner))
        .mapToLong(Ledger.Part::millis)
        .sum();
  }

  /** Three statements at any time of the story. */
  private static List<Act> stated(TestingSubmissions told, Random random) {
    Instant first = told.acts.getFirst().at();
    Instant end = told.now;
    for (int i = 0; i < 3; i++) {
      told.now = first.plusMillis(random.nextLong(Duration.between(first, end).toMillis()));
      told.state(TestingHours.any(random, told.now.atOffset(ZoneOffset.UTC).toLocalDate()));
    }
    told.now = end;
    List<Act> stated = new ArrayList<>(told.acts.subList(told.acts.size() - 3, told.acts.size()));
    told.acts.removeAll(stated);
    return stated;
  }

  /** After everything that was before it. */
  private static int place(List<Act> acts, Act act) {
    return (int) acts.stream().filter(one -> !one.at().isAfter(act.at())).count();
  }
}
