// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.insights.Course.Ending;
import org.imprimatur.proof.insights.Funnel.Lost;
import org.imprimatur.proof.insights.Selection.By;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** What a log of submissions measures to. */
class InsightsTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TestingSubmissions log = new TestingSubmissions();
  private long versions;

  private long submit() {
    return log.submit(++versions, DAY);
  }

  private void straight(Duration time) {
    log.straight(submit(), time);
  }

  private static Velocity.Leg leg(Insights insights, String group, String name) {
    return insights.velocity(group).orElseThrow().legs().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_way_to_production_is_timed_and_a_withdrawn_submission_counts() {
    for (int days = 1; days <= 5; days++) {
      straight(DAY.multipliedBy(days));
    }
    long lost = submit();
    log.later(DAY.multipliedBy(10)).withdraw(lost);
    submit();
    log.later(DAY);

    Insights insights = log.insights();

    assertThat(leg(insights, "", "submitted-decided").spread().percentile(50))
        .hasValueSatisfying(p50 -> assertThat(p50.millis()).isEqualTo(3 * DAY.toMillis()));
    assertThat(leg(insights, "high", "submitted-ended").spread().n()).isEqualTo(6);
    assertThat(leg(insights, "high", "submitted-ended").without()).isEqualTo(1);
    assertThat(leg(insights, "", "submitted-ended").spread().percentile(95))
        .hasValueSatisfying(p95 -> assertThat(p95.millis()).isEqualTo(10 * DAY.toMillis()));
    assertThat(leg(insights, "", "decided-promoted").spread().n()).isEqualTo(5);
  }

  @Test
  void the_funnel_says_where_submissions_are_lost_and_why() {
    straight(DAY);
    long unchecked = submit();
    log.card(unchecked, false);
    log.later(DAY).withdraw(unchecked);
    long rejected = submit();
    log.card(rejected, true);
    log.later(DAY).sign(rejected, "p_bruno", "validator", "reject");
    log.withdraw(rejected);
    long refused = submit();
    log.card(refused, true);
    log.later(DAY).refuse(refused);
    log.withdraw(refused);
    straight(DAY);
    submit();

    Funnel funnel = log.insights().funnels().getFirst();

    assertThat(funnel.steps()).isEqualTo(new Funnel.Steps(6, 4, 2, 2));
    assertThat(funnel.lost())
        .containsExactlyInAnyOrder(
            new Lost("submitted", Ending.WITHDRAWN, 1),
            new Lost("submitted", Ending.OPEN, 1),
            new Lost("checked", Ending.REJECTED, 1),
            new Lost("checked", Ending.REFUSED, 1));
    assertThat(funnel.firstPass()).isEqualTo(Share.of(2, 5));
    assertThat(funnel.straight()).isEqualTo(Share.of(2, 2));
    assertThat(funnel.loops()).isEqualTo(new Funnel.Loops(2, 5, 4));
  }

  @Test
  void a_challenge_and_a_waiver_are_no_straight_way() {
    long challenged = submit();
    log.card(challenged, true);
    log.challenge(challenged, "p_bruno");
    log.straight(challenged, DAY);
    long waived = submit();
    log.card(waived, false);
    log.grant(waived, log.askForWaiver(waived, "2026-09-20"));
    log.promote(waived);
    long ended = submit();
    log.endWaiver(ended, log.askForWaiver(ended, "2026-09-20"));
    log.later(Duration.ofDays(60));

    Insights insights = log.insights();

    assertThat(insights.funnels().getFirst().straight()).isEqualTo(Share.of(0, 2));
    assertThat(insights.theatre().waived()).isEqualTo(Share.of(1, 2));
    assertThat(insights.theatre().waivers()).isEqualTo(new Theatre.Waivers(2, 0, 1, 1, 0));
  }

  @Test
  void a_forecast_says_by_when_and_how_often_that_came_true() {
    for (int round = 0; round < 3; round++) {
      for (int days = 1; days <= 10; days++) {
        straight(DAY.multipliedBy(days));
      }
    }
    long open = submit();
    var opened = log.now;
    log.later(DAY.multipliedBy(5).plusHours(1));

    Forecasts forecasts = log.insights().forecasts();

    assertThat(forecasts.open())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.submission()).isEqualTo(open);
              // Of those that took longer than 5 days: 6, 7, 8, 9, 10 days, each three times.
              assertThat(one.likely()).contains(opened.plus(DAY.multipliedBy(8)));
              assertThat(one.safe()).contains(opened.plus(DAY.multipliedBy(10)));
            });
    // The first five had nothing to go by.
    assertThat(forecasts.accuracy())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.likely().of()).isEqualTo(25);
              assertThat(one.safe().count()).isBetween(15L, 24L);
            });
  }

  @Test
  void a_forecast_over_too_few_is_not_made() {
    for (int days = 1; days <= 4; days++) {
      straight(DAY);
    }
    submit();

    assertThat(log.insights().forecasts().open())
        .singleElement()
        .satisfies(one -> assertThat(one.likely()).isEmpty());
  }

  @Test
  void review_is_shown_of_roles_of_three_people_and_twenty_sign_offs_and_of_no_person() {
    List<String> validators = List.of("p_bruno", "p_sam", "p_hanna");
    for (int i = 0; i < 21; i++) {
      long number = submit();
      log.card(number, true);
      log.later(DAY);
      if (i == 20) {
        log.challenge(number, "p_bruno");
      }
      log.sign(number, validators.get(i / 7), "validator", i == 0 ? "reject" : "approve");
      log.sign(number, "p_chiara", "compliance", "approve");
    }

    Quality quality = log.insights().quality();

    assertThat(quality.roles())
        .extracting(Quality.OfRole::role, one -> one.figures().isPresent())
        .containsExactly(tuple("compliance", false), tuple("validator", true));
    Quality.Figures figures = quality.roles().getLast().figures().orElseThrow();
    assertThat(figures.approvals()).isEqualTo(Share.ofReview(20, 21));
    assertThat(figures.challenged().count()).isZero();
    assertThat(figures.runs()).isEqualTo(3);
    assertThat(figures.inRuns().count()).isEqualTo(20);
    assertThat(figures.entropy()).isBetween(0.27, 0.28);
    assertThat(figures.asked().n()).isEqualTo(21);
    assertThat(quality.dissent()).isEqualTo(Share.ofReview(1, 21));
    assertThat(log.insights().toJson().text()).doesNotContain("p_");
  }

  @Test
  void the_same_acts_give_the_same_bytes_and_a_selection_takes_what_it_names() {
    var told = new RandomSubmissions(new Random(7));
    Insights once = Insights.of(told.log.chronicle(), told.log.now, Selection.ALL);
    Insights again = Insights.of(told.log.chronicle(), told.log.now, Selection.ALL);
    var another =
        new Selection(
            By.TEAM, Optional.of("low"), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(once.toJson().text()).isEqualTo(again.toJson().text());
    assertThat(Json.parse(once.toJson().text())).isEqualTo(once.toJson());
    assertThat(Insights.of(told.log.chronicle(), told.log.now, another).ledgers())
        .containsExactly(new Ledger("", 0, 0, List.of()));
    assertThat(once.choices().teams()).containsExactly("Lending");
    assertThatThrownBy(
            () ->
                Insights.of(
                    told.log.chronicle(), told.log.now.minus(DAY.multipliedBy(99)), another))
        .hasMessageContaining("The log goes on until");
  }

  @Test
  void no_log_however_forged_makes_it_throw() {
    var random = new Random(11);
    for (int story = 0; story < 20; story++) {
      var told = new RandomSubmissions(new Random(story));
      List<Act> forged = new ArrayList<>(told.log.acts);
      Collections.shuffle(forged, random);
      Chronicle chronicle = told.log.chronicle(forged);
      chronicle.apply(new SubmissionWithdrawn(new Stamp(Chronicle.LATEST.plus(DAY), "p_ada"), 1));

      assertThat(Insights.of(chronicle, told.log.now, Selection.ALL).toJson().text()).isNotEmpty();
    }
  }

  @Test
  void what_is_written_satisfies_the_published_schema() throws IOException {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schemas/insights.schema.json")));
    for (long seed = 1; seed <= 5; seed++) {
      var told = new RandomSubmissions(new Random(seed));
      String text = Insights.of(told.log.chronicle(), told.log.now, Selection.ALL).toJson().text();
      assertThat(schema.validate(text, InputFormat.JSON)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void the_table_has_a_line_a_figure_and_no_formula() {
    for (int days = 1; days <= 5; days++) {
      straight(DAY);
    }
    Chronicle chronicle = log.chronicle();
    chronicle.apply(Act.parse(log.acts.getFirst().bytes()));
    String table = InsightsTable.of(Insights.of(chronicle, log.now, Selection.ALL));

    assertThat(table.lines()).first().isEqualTo("measure,group,item,figure,value,low,high,n");
    assertThat(table).contains("velocity,high,submitted-decided,p50,86400000,,,5\r\n");
    assertThat(table).contains("wait,high,role business-owner,millis,432000000,,,5\r\n");
    assertThat(table.lines()).allMatch(line -> line.split(",", -1).length == 8);
    assertThat(SpreadsheetCell.written("=1+1")).isEqualTo("'=1+1");
    assertThat(SpreadsheetCell.written("-5")).isEqualTo("-5");
    assertThat(SpreadsheetCell.written("a, \"b\"")).isEqualTo("\"a, \"\"b\"\"\"");
  }
}
