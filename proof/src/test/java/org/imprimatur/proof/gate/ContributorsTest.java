// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.Stamp;
import org.junit.jupiter.api.Test;

/** Who had a hand in a version, and how many that cannot be told, by closure over its parents. */
class ContributorsTest {
  private final List<VersionRegistered> versions =
      List.of(
          version(1, 2, List.of()),
          version(2, 0, List.of(1L)),
          version(3, 1, List.of(1L)),
          version(4, 0, List.of(2L, 3L)),
          version(5, 0, List.of()));

  @Test
  void authors_who_cannot_be_named_count_for_every_version_that_comes_from_theirs() {
    assertThat(Contributors.unnamed(versions, 1)).isEqualTo(2);
    assertThat(Contributors.unnamed(versions, 2)).isEqualTo(2);
    assertThat(Contributors.unnamed(versions, 4)).as("each version once").isEqualTo(3);
    assertThat(Contributors.unnamed(versions, 5)).isZero();
  }

  private static VersionRegistered version(long number, long unnamed, List<Long> parents) {
    return new VersionRegistered(
        new Stamp(Instant.EPOCH, "ada"),
        "m_loans",
        number,
        TestingGate.SOME,
        "0.5",
        TestingGate.SOME,
        List.of(),
        unnamed,
        parents);
  }
}
