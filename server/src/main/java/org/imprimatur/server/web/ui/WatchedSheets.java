// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.gates.Watching;
import org.imprimatur.server.gates.Watching.Foreseen;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What a policy that is watched would say: beside a verdict, and on its own page. */
@Component
record WatchedSheets(Watching watching, Names names, Times times) {
  /** For how long a policy is commonly watched before it is published. */
  static final Duration USUAL = Duration.ofDays(30);

  /** The requirements that a watched policy would leave open; empty where none is watched. */
  Optional<Table> table(Standing standing) {
    return watching.of(standing).map(foreseen -> table(standing, foreseen));
  }

  private Table table(Standing standing, Foreseen foreseen) {
    PolicyProposed proposed = foreseen.watched().proposed();
    Verdict verdict = foreseen.verdict();
    List<Table.Row> rows = new ArrayList<>();
    rows.add(
        Table.Row.of(
            Cell.of(Text.NOTHING.link(name(proposed), "/policy-proposals/" + proposed.proposal())),
            Cell.of(verdict.passes() ? "It would pass" : "It would not pass yet"),
            Cell.of(
                "Watched since %s; it binds nobody. %s%s"
                    .formatted(
                        times.day(foreseen.watched().since()),
                        tier(standing, foreseen),
                        phases(foreseen)))));
    for (Verdict.Result result : verdict.open()) {
      rows.add(
          Table.Row.of(
              Cell.of(result.requirement()),
              Cell.state(RequirementRows.mark(result)),
              Cell.of(
                  result.reasons().stream()
                      .findFirst()
                      .map(reason -> names.in(reason.sentence()))
                      .orElse(""))));
    }
    return new Table(
        "What a watched policy would say",
        List.of(
            new Table.Head("Requirement", false),
            new Table.Head("State", false),
            new Table.Head("Why", false)),
        rows);
  }

  private static String tier(Standing standing, Foreseen foreseen) {
    String now = standing.input().subject().tier();
    return foreseen.tier().equals(now)
        ? ""
        : "It ranks the model %s, and not %s.".formatted(foreseen.tier(), now);
  }

  private static String phases(Foreseen foreseen) {
    return foreseen.watched().policy().gates().values().stream()
            .allMatch(gate -> gate.enforcement().isEmpty())
        ? ""
        : " It is judged as if everything in it were enforced.";
  }

  static String name(PolicyProposed proposed) {
    return "%s@%d".formatted(proposed.policyName(), proposed.number());
  }

  /** Since when, and how it stands to the usual time. */
  String since(Instant since, Instant now) {
    long days = Duration.between(since, now).toDays();
    return "Since %s, %s; %d days are usual before it is published"
        .formatted(times.day(since), Words.counted(days, "day"), USUAL.toDays());
  }
}
