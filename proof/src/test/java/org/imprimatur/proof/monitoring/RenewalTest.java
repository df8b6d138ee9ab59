// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when an approval holds, from the promotion, the policy, the tier and time alone. */
class RenewalTest {
  private static final Digest SOME = Digest.of(new byte[] {1});
  private static final String RULE = "revalidate: {tiers: {high: 180}, overdue: suspend}";

  private static final Exposure.Source NONE = _ -> List.of();

  /** Approved on the first of January for 180 days, so until the thirtieth of June. */
  @ParameterizedTest
  @CsvSource({
    "the day before the notice, 2027-05-30T23:59:59Z, false, false",
    "thirty days before, 2027-05-31T00:00:00Z, true, false",
    "the last moment, 2027-06-29T23:59:59Z, true, false",
    "the instant it expires, 2027-06-30T00:00:00Z, true, true",
    "long after, 2029-01-01T00:00:00Z, true, true",
  })
  void time_alone_tells_and_then_suspends(String what, Instant now, boolean near, boolean over) {
    Renewal renewal = renewal("high", RULE).orElseThrow();

    assertThat(renewal.due()).isEqualTo(Instant.parse("2027-06-30T00:00:00Z"));
    assertThat(renewal.isNear(now)).as(what).isEqualTo(near);
    assertThat(renewal.isOverdue(now)).as(what).isEqualTo(over);
    assertThat(footing(watch("high"), RULE, now).suspends())
        .as(what)
        .isEqualTo(over ? List.of(new Cause.Expired(renewal.due())) : List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a policy that says nothing;  high; ",
        "another tier; low; revalidate: {tiers: {high: 180}, overdue: suspend}",
        "a tier that was never confirmed; ''; revalidate: {tiers: {high: 180}, overdue: suspend}",
      })
  void an_approval_without_an_end_never_expires(String what, String tier, String rule) {
    assertThat(renewal(tier, rule == null ? "" : rule)).as(what).isEmpty();
  }

  @Test
  void nobody_is_suspended_where_the_policy_only_tells() {
    String rule = "revalidate: {tiers: {high: 1}, notice-days: 0}";
    Footing footing = footing(watch("high"), rule, Instant.parse("2030-01-01T00:00:00Z"));

    assertThat(footing.renewal().orElseThrow().isOverdue(footing.now())).isTrue();
    assertThat(footing.suspends()).isEmpty();
    assertThat(footing.against("reinstatement")).isEmpty();
    assertThat(footing.next()).isEmpty();
  }

  @Test
  void another_promotion_begins_the_time_anew_in_the_tier_of_then() {
    List<Act> acts = acts("high");
    acts.add(confirmed("2027-05-01T00:00:00Z", "low"));
    acts.add(opened("2027-05-01T00:00:00Z", 2, 1));
    acts.add(promoted("2027-06-01T00:00:00Z", 2, 1));
    Watch renewed = watch(acts, 1);

    assertThat(renewed.submission()).isEqualTo(2);
    assertThat(
            Renewal.of(
                    renewed,
                    TestingPolicy.saying("revalidate: {tiers: {high: 180, low: 365}}"),
                    NONE)
                .orElseThrow()
                .due())
        .isEqualTo(Instant.parse("2028-05-31T00:00:00Z"));
  }

  @Test
  void after_break_glass_the_time_begins_when_the_gate_ratifies_it() {
    List<Act> acts = new ArrayList<>();
    acts.add(confirmed("2026-12-01T00:00:00Z", "high"));
    acts.add(opened("2026-12-01T00:00:00Z", 1, 1));
    acts.add(bypassed("2026-12-30T00:00:00Z", 1, 1));
    assertThat(Renewal.of(watch(acts, 1), TestingPolicy.saying(RULE), NONE))
        .as("nobody approved it yet")
        .isEmpty();

    acts.add(promoted("2027-01-01T00:00:00Z", 1, 1));
    Watch ratified = watch(acts, 1);

    assertThat(Renewal.of(ratified, TestingPolicy.saying(RULE), NONE).orElseThrow().due())
        .isEqualTo(Instant.parse("2027-06-30T00:00:00Z"));
    assertThat(ratified.promoted())
        .as("what is measured counts since it entered")
        .isEqualTo(Instant.parse("2026-12-30T00:00:00Z"));
  }

  /** The approval is for 1,000 rows, and for 180 days at the most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nothing was sent; ''; 2027-05-31T00:00:00Z; 2027-06-30T00:00:00Z; 0; false",
        "less than four fifths; 02-01=799; 2027-05-31T00:00:00Z; 2027-06-30T00:00:00Z; 799; false",
        "four fifths; 02-01=400 03-01=400; 2027-03-01T00:00:00Z; 2027-06-30T00:00:00Z; 800; false",
        "all; 02-01=999 03-01=1; 2027-02-01T00:00:00Z; 2027-03-01T00:00:00Z; 1000; true",
        "more at once; 02-01=5000; 2027-02-01T00:00:00Z; 2027-02-01T00:00:00Z; 5000; true",
        "in any order; 04-01=600 02-01=600; 2027-04-01T00:00:00Z; 2027-04-01T00:00:00Z; 1200; true",
        "after its time; 07-01=1000; 2027-05-31T00:00:00Z; 2027-06-30T00:00:00Z; 1000; false",
        "a number that none can be; 02-01=9223372036854775807 03-01=9223372036854775807;"
            + " 2027-02-01T00:00:00Z; 2027-02-01T00:00:00Z; 9223372036854775807; true",
        "sent again after it was taken back; 02-01=500/a 03-01=500/a; 2027-05-31T00:00:00Z;"
            + " 2027-06-30T00:00:00Z; 500; false",
        "others in the place of what was taken back; 02-01=500/a 03-01=600/b;"
            + " 2027-03-01T00:00:00Z; 2027-03-01T00:00:00Z; 1100; true",
        "sent again after it could not be read; 02-01=0/a 03-01=1000/a; 2027-03-01T00:00:00Z;"
            + " 2027-03-01T00:00:00Z; 1000; true",
        "fewer than none; 02-01=1000 03-01=-500; 2027-02-01T00:00:00Z; 2027-02-01T00:00:00Z;"
            + " 1000; true",
      })
  void an_approval_for_so_many_rows_ends_with_them(
      String what, String batches, Instant notice, Instant due, long rows, boolean spent) {
    List<Exposure.Scored> scored = new ArrayList<>();
    for (String batch : batches.isEmpty() ? new String[0] : batches.split(" ")) {
      String[] parts = batch.split("=");
      String[] told = parts[1].split("/");
      scored.add(
          new Exposure.Scored(
              scored.size() + 1L,
              day(parts[0]),
              Long.parseLong(told[0]),
              Digest.of((told.length > 1 ? told[1] : batch).getBytes(UTF_8))));
    }
    Watch watch = watch("high");
    List<Instant> asked = new ArrayList<>();
    Renewal renewal =
        Renewal.of(
                watch,
                TestingPolicy.saying("revalidate: {tiers: {high: 180}, rows: {high: 1000}}"),
                given -> {
                  asked.add(given);
                  return scored;
                })
            .orElseThrow();

    assertThat(renewal.notice()).as(what).isEqualTo(notice);
    assertThat(renewal.due()).as(what).isEqualTo(due);
    assertThat(renewal.isSpent()).as(what).isEqualTo(spent);
    assertThat(renewal.exposure()).map(Exposure::rows).as(what).contains(rows);
    assertThat(asked).as("windows that ended since").containsExactly(watch.signed());
  }

  private static Instant day(String day) {
    return Instant.parse("2027-" + day + "T00:00:00Z");
  }

  @Test
  void what_was_replaced_or_is_suspended_already_is_not_suspended_for_its_date() {
    Instant late = Instant.parse("2028-01-01T00:00:00Z");
    List<Act> acts = acts("high");
    acts.add(
        new VersionSuspended(
            stamp("2027-07-01T00:00:00Z", Stamp.SYSTEM),
            "m_loans",
            1,
            1,
            new Cause.Expired(Instant.parse("2027-06-30T00:00:00Z"))));
    Footing footing = footing(watch(acts, 1), RULE, late);
    assertThat(footing.suspends()).as("suspended before").isEmpty();
    assertThat(footing.against("reinstatement"))
        .as("two persons cannot renew an approval")
        .extracting(Reason::code)
        .containsExactly("reinstatement.expired");

    acts.add(opened("2027-07-02T00:00:00Z", 2, 2));
    acts.add(promoted("2027-07-02T00:00:00Z", 2, 2));
    assertThat(footing(watch(acts, 1), RULE, late).suspends()).as("suspended before").isEmpty();
    assertThat(footing(watch(acts, 2), RULE, late).suspends()).hasSize(1);
  }

  private static Optional<Renewal> renewal(String tier, String rule) {
    return Renewal.of(watch(tier), TestingPolicy.saying(rule), NONE);
  }

  private static Footing footing(Watch watch, String rule, Instant now) {
    Optional<Instant> until =
        watch
            .tenure()
            .replaced()
            .map(by -> Permit.end(by, TestingPolicy.saying("overlap-days: 3")));
    return new Footing(
        watch,
        Permit.of(watch, until, now),
        List.of(),
        Renewal.of(watch, TestingPolicy.saying(rule), NONE),
        List.of(),
        List.of(),
        now);
  }

  private static Watch watch(String tier) {
    return watch(acts(tier), 1);
  }

  private static Watch watch(List<Act> acts, long version) {
    return Optional.ofNullable(Watch.all(acts).get(version)).orElseThrow();
  }

  private static List<Act> acts(String tier) {
    List<Act> acts = new ArrayList<>();
    if (!tier.isEmpty()) {
      acts.add(confirmed("2026-12-01T00:00:00Z", tier));
    }
    acts.add(opened("2026-12-01T00:00:00Z", 1, 1));
    acts.add(promoted("2027-01-01T00:00:00Z", 1, 1));
    return acts;
  }

  private static Act confirmed(String at, String tier) {
    return new RiskConfirmed(stamp(at, "p_dmitri"), "m_loans", SOME, tier, "R1", Optional.empty());
  }

  private static Act opened(String at, long submission, long version) {
    return new SubmissionOpened(
        stamp(at, "p_ada"),
        submission,
        "m_loans",
        version,
        "production",
        SOME,
        SOME,
        SOME,
        SOME,
        Optional.empty(),
        Optional.empty());
  }

  private static Act promoted(String at, long submission, long version) {
    return new VersionPromoted(
        stamp(at, "p_ada"), "m_loans", version, submission, "validated", "production");
  }

  private static Act bypassed(String at, long submission, long version) {
    Stamp stamp = stamp(at, "p_dmitri");
    return new VersionBypassed(
        stamp,
        "g_1",
        "m_loans",
        version,
        submission,
        new Move("validated", "production"),
        "p_priya",
        "risk-manager",
        stamp.at().plusSeconds(86_400),
        SOME,
        SOME);
  }

  private static Stamp stamp(String at, String by) {
    return new Stamp(Instant.parse(at), by);
  }
}
