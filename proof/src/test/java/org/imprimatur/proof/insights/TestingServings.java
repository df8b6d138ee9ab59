// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.insights.Outcome.Incidents;

/** Versions in production, each of which came there by a submission of the same number. */
final class TestingServings {
  private static final Duration DAY = Duration.ofDays(1);

  final TestingSubmissions log = new TestingSubmissions();
  final Digest words = log.put("words".getBytes(UTF_8));
  private long versions;
  private long incidents;

  long submit() {
    return log.submit(++versions, DAY);
  }

  /** The next version comes to production and stays there for so long. */
  long serves(Duration time) {
    long number = submit();
    log.promote(number);
    log.later(time);
    return number;
  }

  long waived(Duration time) {
    long number = submit();
    log.grant(number, log.askForWaiver(number, "2099-01-01"));
    log.promote(number);
    log.later(time);
    return number;
  }

  long bypassed(Duration time) {
    long number = submit();
    log.acts.add(
        new VersionBypassed(
            log.by("p_dmitri"),
            "b_" + number,
            TestingSubmissions.MODEL,
            number,
            number,
            new Move("development", "production"),
            "p_lena",
            "risk-manager",
            log.now.plus(DAY),
            words,
            words));
    log.later(time);
    return number;
  }

  /** Of the version that a submission brought, which has its number here. */
  void incident(long number, Instant aware) {
    log.acts.add(
        new IncidentOpened(
            log.by("p_lena"),
            ++incidents,
            TestingSubmissions.MODEL,
            number,
            number,
            "high",
            "none",
            aware,
            "user",
            words));
  }

  void suspend(long number, Cause cause) {
    log.acts.add(
        new VersionSuspended(log.by("p_dmitri"), TestingSubmissions.MODEL, number, number, cause));
  }

  void takeBack(long number) {
    log.acts.add(
        new BypassReversed(
            log.by("p_dmitri"),
            "b_" + number,
            TestingSubmissions.MODEL,
            number,
            number,
            new Move("production", "development"),
            "risk-manager",
            words));
  }

  void reinstate(long number) {
    log.acts.add(
        new VersionReinstated(log.by("p_dmitri"), TestingSubmissions.MODEL, number, number));
  }

  Rate rate(String by, String group) {
    return log.insights().outcome().incidents().stream()
        .filter(one -> one.by().equals(by) && one.group().equals(group))
        .map(Incidents::rate)
        .findFirst()
        .orElseThrow();
  }

  static long days(long days) {
    return DAY.multipliedBy(days).toMillis();
  }
}
