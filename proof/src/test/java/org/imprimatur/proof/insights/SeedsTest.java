// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;

/** What seeded cases say about review, and that they are in no other measure. */
class SeedsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> PEOPLE = List.of("p_bruno", "p_sam", "p_hanna");

  private final TestingSubmissions log = new TestingSubmissions();
  private final Digest words = log.put("words".getBytes(UTF_8));
  private long versions;

  /** The next version, committed to before it is submitted. */
  private long planted() {
    log.acts.add(new SeedCommitted(log.by("p_priya"), "l_" + ++versions, words));
    return log.submit(versions, DAY);
  }

  private void reveal(long version) {
    var bad = new Case(TestingSubmissions.MODEL, version, "p_ada", words);
    log.acts.add(new SeedRevealed(log.by(Stamp.SYSTEM), "l_" + version, "00", Optional.of(bad)));
  }

  private String reviewer(long number) {
    return PEOPLE.get((int) (number % 3));
  }

  private void caught(long number) {
    log.card(number, true);
    log.later(DAY).sign(number, reviewer(number), "validator", "reject");
    reveal(number);
    log.acts.add(new SubmissionWithdrawn(log.by(Stamp.SYSTEM), number));
  }

  private void missed(long number) {
    log.card(number, true);
    log.later(DAY).sign(number, reviewer(number), "validator", "approve");
    log.sign(number, "p_chiara", "compliance", "approve");
    log.later(DAY).sign(number, "p_lena", "business-owner", "approve");
    reveal(number);
    log.acts.add(new SubmissionWithdrawn(log.by(Stamp.SYSTEM), number));
  }

  private Seeds.OfTier high() {
    return log.insights().seeds().tiers().stream()
        .filter(one -> one.tier().equals("high"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_share_caught_is_told_by_tier_from_five_cases_of_three_people_on() {
    for (int i = 0; i < 4; i++) {
      caught(planted());
    }
    assertThat(high().cases()).isEqualTo(4);
    assertThat(high().caught()).isEmpty();

    missed(planted());
    reveal(planted());
    planted();

    Seeds seeds = log.insights().seeds();
    assertThat(high().caught()).contains(Share.of(4, 5));
    assertThat(high().people()).isEqualTo(5);
    assertThat(seeds.undecided()).isEqualTo(1);
    assertThat(seeds.closed()).isEqualTo(1);
  }

  @Test
  void what_two_people_did_is_not_told() {
    for (int i = 0; i < 5; i++) {
      long number = planted();
      log.card(number, true);
      log.later(DAY).sign(number, "p_bruno", "validator", "reject");
      reveal(number);
    }

    assertThat(high().cases()).isEqualTo(5);
    assertThat(high().caught()).isEmpty();
  }

  @Test
  void a_request_for_changes_catches_and_a_challenge_does_when_it_led_to_the_end() {
    long changes = planted();
    log.card(changes, true);
    log.later(DAY).askForChanges(changes);
    reveal(changes);
    long challenged = planted();
    log.challenge(challenged, "p_bruno");
    log.later(DAY);
    reveal(challenged);

    assertThat(high().cases()).isEqualTo(1);
    assertThat(log.insights().seeds().undecided()).isEqualTo(1);
  }

  @Test
  void before_the_reveal_it_counts_like_any_other_and_afterwards_nowhere_else() {
    log.straight(log.submit(++versions, DAY), DAY);
    long number = planted();
    log.card(number, true);
    log.later(DAY).sign(number, "p_bruno", "validator", "reject");
    assertThat(log.insights().funnels().getFirst().steps().submitted()).isEqualTo(2);
    String before = log.insights().quality().toJson().toString();

    reveal(number);
    log.withdraw(number);

    Insights insights = log.insights();
    assertThat(insights.funnels().getFirst().steps().submitted()).isEqualTo(1);
    assertThat(insights.velocity().getFirst().legs()).allMatch(leg -> leg.without() == 0);
    assertThat(insights.quality().toJson().toString()).isNotEqualTo(before);
    assertThat(insights.toJson().text()).doesNotContain("p_");
  }

  @Test
  void a_commitment_to_nothing_and_one_twice_count_once() throws IOException {
    log.acts.add(new SeedCommitted(log.by("p_priya"), "l_1", words));
    log.acts.add(new SeedCommitted(log.by("p_priya"), "l_1", words));
    log.acts.add(new SeedRevealed(log.by("p_priya"), "l_1", "00", Optional.empty()));
    log.acts.add(new SeedRevealed(log.by("p_priya"), "l_1", "00", Optional.empty()));

    assertThat(log.insights().seeds())
        .isEqualTo(new Seeds(0, 1, 0, List.of(new Seeds.OfTier("", 0, 0, Optional.empty()))));
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schemas/insights.schema.json")));
    assertThat(schema.validate(log.insights().toJson().text(), InputFormat.JSON)).isEmpty();
    assertThat(InsightsTable.of(log.insights())).contains("seeds,,commitments,none,1,,,\r\n");
  }
}
