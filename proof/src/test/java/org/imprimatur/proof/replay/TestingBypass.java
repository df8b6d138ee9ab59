// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.BypassStatement;
import org.imprimatur.proof.gate.Bypasses;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Verdict;

/** Break-glass as two persons of the story do it. */
final class TestingBypass {
  static final String POLICY =
      TestingPapers.POLICY.replace(
          "from: [development]",
          """
          from: [development]
          break-glass: {by: [custodian, risk-manager, validator], ratify-within-hours: 24}\
          """
              .strip()
              .replace("\n", "\n    "));

  private TestingBypass() {}

  /** Adds the wish of the first person and the confirmation of the second. */
  static void add(TestingLog log, Docket docket, Stamp first, Stamp second) {
    Digest grounds =
        log.put(BypassStatement.grounds("Losses of the old version", "INC-7").canonical());
    var asked = new BypassAsked(first, "g_1", docket.opened().submission(), "custodian", grounds);
    log.acts.add(asked);
    var decided =
        new Docket.Decided(
            docket.decided().decisions().after(asked),
            docket.decided().terms(),
            List.of(),
            Bypasses.NONE);
    var then =
        new Docket(
            docket.policy(),
            docket.opened(),
            docket.model(),
            docket.filed(),
            docket.signOffs(),
            docket.people(),
            docket.review(),
            decided);
    BypassRules rules = BypassRules.at(then, second.at());
    Verdict bypassed = rules.bypassed(first.by(), second.by());
    Digest statement =
        log.put(
            BypassStatement.of(
                    rules,
                    asked,
                    second,
                    "risk-manager",
                    TestingPapers.commitment(second.by()),
                    bypassed)
                .canonical());
    log.acts.add(
        new VersionBypassed(
            second,
            "g_1",
            docket.opened().model(),
            docket.opened().version(),
            docket.opened().submission(),
            new Move("development", "production"),
            first.by(),
            "risk-manager",
            second.at().plus(Duration.ofHours(24)),
            log.put(bypassed.trace().canonical()),
            statement));
  }
}
