// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.insights.Outcome.Suspended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of approvals, and by which way they came about. */
class OutcomeTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String PROMISES =
      """
      {"imprimatur":"promises/v1","kpis":[
        {"name":"overdue","unit":"percent","direction":"at-most","limit":"2","owner":"lena","every":"P7D"},
        {"name":"complaints","unit":"a week","direction":"at-most","limit":"9","owner":"lena","every":"whenever"},
        {"name":"drift","unit":"psi","direction":"at-most","limit":"0.2","owner":"lena","every":"P30D"}]}
      """;

  private final TestingServings production = new TestingServings();
  private final TestingSubmissions log = production.log;
  private final Digest words = production.words;

  private void signal(long number, String promise, Instant to) {
    log.acts.add(
        new SignalRecorded(
            log.by("p_lena"),
            TestingSubmissions.MODEL,
            number,
            promise,
            "1",
            OptionalLong.empty(),
            to,
            to,
            Optional.empty(),
            Optional.empty()));
  }

  private Suspended suspended(Service.Cause cause) {
    return log.insights().outcome().suspensions().stream()
        .filter(one -> one.cause() == cause)
        .findFirst()
        .orElseThrow();
  }

  /** Half of chi-squared's quantiles with 2k and 2k + 2 degrees, computed with SciPy 1.17.1. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 3.68888",
    "1, 0.02532, 5.57164",
    "2, 0.24221, 7.22469",
    "5, 1.62349, 11.66833",
    "10, 4.79539, 18.39036",
    "50, 37.11096, 65.91877",
    "1000, 938.97302, 1063.95214"
  })
  void the_interval_of_a_count_is_the_exact_one(long count, double low, double high) {
    Interval interval = Rate.poisson(count);
    assertThat(interval.low()).isCloseTo(low, within(0.00001));
    assertThat(interval.high()).isCloseTo(high, within(0.00001));
  }

  @Test
  void incidents_count_for_the_way_on_which_their_version_was_approved() {
    for (int i = 0; i < 5; i++) {
      production.serves(DAY.multipliedBy(20));
      production.waived(DAY.multipliedBy(10));
    }
    production.incident(2, log.now);
    production.incident(2, log.now);
    long emergency = production.bypassed(DAY.multipliedBy(4));
    production.incident(emergency, log.now);

    assertThat(production.rate("all", "").count()).isEqualTo(3);
    // Each serves until the next enters, which takes a day more.
    assertThat(production.rate("path", "ordinary"))
        .isEqualTo(new Rate(0, 5, TestingServings.days(5 * 21)));
    assertThat(production.rate("path", "waiver"))
        .isEqualTo(new Rate(2, 5, TestingServings.days(5 * 11)));
    assertThat(production.rate("path", "break-glass"))
        .isEqualTo(new Rate(1, 1, TestingServings.days(4)));
    assertThat(production.rate("path", "break-glass").interval()).isEmpty();
    assertThat(production.rate("path", "ordinary").interval().orElseThrow().low()).isZero();
    assertThat(production.rate("path", "waiver").rate()).isCloseTo(1.107, within(0.001));
    assertThat(production.rate("tier", "high").approvals()).isEqualTo(11);
    assertThat(log.insights().theatre().bypassed()).isEqualTo(Share.of(1, 11));
  }

  @Test
  void the_time_to_suspend_runs_from_when_the_cause_was_there() {
    for (int i = 1; i <= 5; i++) {
      long number = production.serves(DAY.multipliedBy(10));
      Instant since = log.now.minus(Duration.ofHours(i));
      production.suspend(number, new Cause.Broken(new Breach("overdue", Breach.BROKEN, since)));
      production.reinstate(number);
      production.incident(number, log.now.minus(Duration.ofHours(10L * i)));
      production.suspend(number, new Cause.Ordered("owner", words));
    }
    production.suspend(production.serves(DAY), new Cause.Ordered("owner", words));

    assertThat(suspended(Service.Cause.PROMISE).spread().percentile(50).orElseThrow().millis())
        .isEqualTo(Duration.ofHours(3).toMillis());
    assertThat(suspended(Service.Cause.PERSON).spread().percentile(50).orElseThrow().millis())
        .isEqualTo(Duration.ofHours(30).toMillis());
    assertThat(suspended(Service.Cause.PERSON).without()).isEqualTo(1);
    assertThat(suspended(Service.Cause.CONDITION).spread().percentiles()).isEmpty();
  }

  @Test
  void promises_that_nobody_measured_count_of_what_serves_alone() {
    log.promises = Optional.of(log.put(PROMISES.getBytes(UTF_8)));
    production.serves(DAY);
    long second = production.serves(DAY.multipliedBy(10));
    assertThat(log.insights().theatre().unmeasured()).isEqualTo(Share.of(1, 2));

    signal(second, "overdue", log.now);
    signal(second, "complaints", log.now);
    assertThat(log.insights().theatre().unmeasured()).isEqualTo(Share.of(0, 2));

    production.suspend(second, new Cause.Ordered("owner", words));
    log.later(DAY.multipliedBy(50));
    assertThat(log.insights().theatre().unmeasured()).isEqualTo(Share.of(0, 0));
  }

  @Test
  void what_was_taken_back_is_counted_with_what_it_had_broken_and_measures_nothing() {
    log.promises = Optional.of(log.put(PROMISES.getBytes(UTF_8)));
    long version = production.serves(DAY.multipliedBy(10));
    signal(version, "complaints", log.now);
    for (long batch = 1; batch <= 5; batch++) {
      Instant to = log.now.plusSeconds(batch);
      sent(batch, version, to);
      computed(version, batch == 2 ? "3" : "1", to);
    }
    assertThat(log.insights().theatre().unmeasured()).isEqualTo(Share.of(0, 2));

    takenBack(2, version);
    takenBack(3, version);
    takenBack(3, version);
    takenBack(9, version);
    assertThat(log.insights().theatre().takenBack())
        .isEqualTo(new Theatre.TakenBack(Share.of(2, 5), 1));
    takenBack(1, version);
    takenBack(4, version);
    takenBack(5, version);
    assertThat(log.insights().theatre().takenBack())
        .isEqualTo(new Theatre.TakenBack(Share.of(5, 5), 1));
    assertThat(log.insights().theatre().unmeasured())
        .as("as if nothing had come")
        .isEqualTo(Share.of(1, 2));
  }

  /** Also where other promises count by now, and where the version was approved twice since. */
  @Test
  void what_a_batch_of_an_earlier_approval_had_broken_is_counted() {
    log.promises = Optional.of(log.put(PROMISES.getBytes(UTF_8)));
    long version = production.serves(DAY.multipliedBy(10));
    Instant first = log.now;
    for (long batch = 1; batch <= 3; batch++) {
      sent(batch, version, first.plusSeconds(batch));
      computed(version, batch == 3 ? "1" : "3", first.plusSeconds(batch));
    }
    log.promises = Optional.of(log.put(PROMISES.replace("\"2\"", "\"9\"").getBytes(UTF_8)));
    for (int i = 0; i < 2; i++) {
      log.promote(log.submit(version, DAY));
      log.later(DAY);
    }

    takenBack(1, version);
    takenBack(3, version);

    assertThat(log.insights().theatre().takenBack())
        .isEqualTo(new Theatre.TakenBack(Share.of(2, 3), 1));
  }

  private void sent(long batch, long version, Instant to) {
    log.acts.add(
        new BatchRecorded(
            log.by("p_lena"),
            batch,
            TestingSubmissions.MODEL,
            version,
            version,
            Digest.of(new byte[] {(byte) batch}),
            9,
            to,
            to,
            Optional.empty()));
  }

  private void computed(long version, String value, Instant to) {
    log.acts.add(
        new SignalRecorded(
            log.by(Stamp.SYSTEM),
            TestingSubmissions.MODEL,
            version,
            "overdue",
            value,
            OptionalLong.empty(),
            to,
            to,
            Optional.empty(),
            Optional.of(words)));
  }

  private void takenBack(long batch, long version) {
    log.acts.add(
        new BatchWithdrawn(
            log.by("p_lena"),
            batch,
            TestingSubmissions.MODEL,
            version,
            "sender",
            words,
            Optional.empty()));
  }

  @Test
  void a_forged_document_promises_nothing() {
    log.promises = Optional.of(log.put("{\"kpis\":[1]}".getBytes(UTF_8)));
    production.serves(DAY.multipliedBy(400));

    assertThat(log.insights().theatre().unmeasured()).isEqualTo(Share.of(0, 0));
  }

  @Test
  void every_week_in_which_submissions_ended_has_its_median() {
    log.now = Instant.parse("2027-12-27T09:00:00Z");
    for (int i = 1; i <= 5; i++) {
      long number = production.submit();
      log.later(Duration.ofHours(i)).withdraw(number);
    }
    // The last of them ended on Sunday 2 January, which is still in the last week of 2027.
    log.later(DAY.multipliedBy(2));
    long number = production.submit();
    log.later(Duration.ofHours(1)).promote(number);

    List<Week> weeks = log.insights().weeks();

    assertThat(weeks).extracting(Week::name).containsExactly("2027-W52", "2028-W01");
    assertThat(weeks.getFirst().spread().percentile(50).orElseThrow().millis())
        .isEqualTo(Duration.ofHours(3).toMillis());
    assertThat(weeks.getLast().spread().percentiles()).isEmpty();
  }

  @Test
  void all_of_it_is_written_by_the_schema_and_in_the_table() throws IOException {
    for (int i = 0; i < 5; i++) {
      production.incident(production.serves(DAY.multipliedBy(20)), log.now);
    }
    log.acts.add(log.acts.getLast());
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schemas/insights.schema.json")));

    String text = log.insights().toJson().text();

    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
    assertThat(InsightsTable.of(log.insights()))
        .contains("incidents,ordinary,path,count,5,,,\r\n")
        .contains("weeks,,2026-W36,n,1,,,\r\n")
        .doesNotContain("incidents,waiver");
    assertThat(log.acts).allMatch(act -> Act.parse(act.bytes()).equals(act));
  }
}
