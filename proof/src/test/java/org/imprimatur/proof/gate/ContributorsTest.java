// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
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

  @Test
  void every_editor_is_a_contributor_the_last_one_included() {
    var opened =
        new SubmissionOpened(
            new Stamp(Instant.EPOCH, "sam"),
            1,
            "m_loans",
            5,
            "production",
            TestingGate.SOME,
            TestingGate.SOME,
            TestingGate.SOME,
            TestingGate.SOME,
            Optional.empty(),
            Optional.empty());
    List<Act> acts = new ArrayList<>(versions);
    acts.add(card("grace", 5));
    acts.add(opened);
    acts.add(evidence("kim", "supplied"));
    acts.add(evidence("r_vault", "runner"));
    acts.add(card("bruno", 4));
    acts.add(card("lena", 5));

    assertThat(Contributors.of(acts, 5)).containsOnlyKeys("ada", "grace", "sam", "kim", "lena");
  }

  private static CardFiled card(String by, long version) {
    return new CardFiled(new Stamp(Instant.EPOCH, by), "m_loans", version, TestingGate.SOME);
  }

  private static EvidenceRecorded evidence(String by, String level) {
    return new EvidenceRecorded(
        new Stamp(Instant.EPOCH, by),
        1,
        1,
        "documentation",
        "notes.pdf",
        TestingGate.SOME,
        List.of(),
        level,
        OptionalLong.empty(),
        Optional.empty());
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
