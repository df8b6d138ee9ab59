// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRollback.condemned;
import static org.imprimatur.proof.replay.TestingRollback.last;
import static org.imprimatur.proof.replay.TestingRollback.replaced;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.junit.jupiter.api.Test;

/** What rests on a condemned thing is opened again as long as it may serve. */
class CondemnedOverlapTest {
  private final TestingRetrain log = replaced();

  @Test
  void a_replaced_version_that_may_serve_yet_is_opened_again_and_suspended_at_its_day() {
    log.act(condemned(log));
    VersionReopened reopened = reopened();
    log.act(reopened);
    assertThat(last(log)).isEmpty();

    log.later(Duration.ofDays(2));
    var end =
        LocalDate.parse(reopened.due().orElseThrow())
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    log.act(
        new VersionSuspended(log.by(Stamp.SYSTEM), MODEL, 1, 1, new Cause.Undecided("i_bad", end)));
    assertThat(last(log)).isEmpty();
  }

  @Test
  void one_whose_time_beside_the_newer_is_over_is_not() {
    log.later(Duration.ofDays(8)).act(condemned(log));
    log.act(reopened());

    assertThat(last(log)).containsExactly("reopening.ended");
  }

  private VersionReopened reopened() {
    Stamp stamp = log.by("p_dmitri");
    String day = LocalDate.ofInstant(stamp.at(), ZoneOffset.UTC).plusDays(1).toString();
    return new VersionReopened(stamp, MODEL, 1, 1, "i_bad", Optional.of(day));
  }
}
