// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.RaisedFinding;
import org.junit.jupiter.api.Test;

/** In which order things are asked. */
class AskTest {
  private static final long SEED = 20_261_125;

  @Test
  void overdue_first_then_by_the_day_then_what_waits_longest() {
    List<Ask> order =
        List.of(
            fix("2026-11-20", "2026-11-24T08:00:00Z", true),
            fix("2026-11-21", "2026-11-01T08:00:00Z", true),
            fix("2026-11-26", "2026-11-24T09:00:00Z", false),
            fix("2026-11-26", "2026-11-24T10:00:00Z", false),
            fix("2026-12-26", "2026-10-24T10:00:00Z", false));
    List<Ask> shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, new Random(SEED));

    shuffled.sort(Ask.ORDER);

    assertThat(shuffled).as("seed " + SEED).isEqualTo(order);
  }

  private static Ask fix(String due, String since, boolean overdue) {
    var raised =
        new FindingRaised(
            new Stamp(Instant.parse(since), "p_aaaaaaaaaa"),
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
    var found = new Ask.Found(new RaisedFinding(raised, List.of()), "model", overdue);
    return new Ask.Fix(found, Instant.parse(since));
  }
}
