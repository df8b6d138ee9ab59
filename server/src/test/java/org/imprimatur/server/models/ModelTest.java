// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the acts of a model make of it. */
class ModelTest {
  private static final Stamp STAMP = new Stamp(Instant.parse("2026-11-01T00:00:00Z"), "p_ada");
  private static final Digest SOME = Digest.of(new byte[] {1});

  @ParameterizedTest
  @CsvSource({"production, false", "staging, true"})
  void only_the_gate_to_production_lets_a_suspended_version_serve(String to, boolean suspended) {
    Model model =
        Model.of(
                List.of(
                    new ModelRegistered(STAMP, "m_loans", "loans", "p_ada", SOME, SOME),
                    new VersionRegistered(
                        STAMP, "m_loans", 1, SOME, "0.50", SOME, List.of(), 0, List.of()),
                    new VersionPromoted(STAMP, "m_loans", 1, 1, "development", "production"),
                    new VersionSuspended(
                        STAMP, "m_loans", 1, 1, new Cause.Ordered("risk-manager", SOME)),
                    new VersionPromoted(STAMP, "m_loans", 1, 2, "production", to)))
            .orElseThrow();

    Version version = model.find(1).orElseThrow();
    assertThat(version.stage()).isEqualTo(to);
    assertThat(version.suspended().isPresent()).isEqualTo(suspended);
  }
}
