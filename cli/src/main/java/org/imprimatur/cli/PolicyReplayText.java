// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.replay.Replayed;
import org.imprimatur.proof.replay.Replayed.Change;

/** A policy's draft over the history, in lines for people. */
final class PolicyReplayText {
  private final List<String> lines = new ArrayList<>();

  private PolicyReplayText() {}

  static String of(Replayed replayed) {
    var text = new PolicyReplayText();
    text.lines.add(
        "Decisions under %2$s until %3$s: %1$d."
            .formatted(replayed.cases().size(), replayed.policy(), replayed.until()));
    for (Change change : Change.values()) {
      text.lines.add("  %-18s %d".formatted(change.word(), replayed.of(change).size()));
    }
    text.lines.add("  %-18s %d".formatted("in another tier", replayed.ranked()));
    text.lines.add("Sign-offs asked for");
    replayed
        .load()
        .forEach(
            (role, asked) ->
                text.lines.add(
                    "  %-18s %d instead of %d".formatted(role, asked.drafted(), asked.pinned())));
    for (Change change : List.of(Change.REFUSED, Change.PASSES, Change.UNKNOWN)) {
      replayed.of(change).forEach(text::told);
    }
    return String.join(System.lineSeparator(), text.lines);
  }

  private void told(Replayed.Case one) {
    Replayed.About about = one.about();
    lines.add(
        "Submission %d, %s v%d to %s: %s%s"
            .formatted(
                about.submission(),
                about.model(),
                about.version(),
                about.gate(),
                one.change().word(),
                one.live() ? "; it is there now" : ""));
    if (!one.why().isEmpty()) {
      lines.add("    " + one.why());
    }
    Optional<Replayed.Under> under = one.drafted();
    under.ifPresent(
        found -> found.obstacles().forEach(reason -> lines.add("    " + reason.sentence())));
    under.ifPresent(found -> found.open().forEach(this::requirement));
  }

  private void requirement(Verdict.Result result) {
    lines.add(
        "    %-20s %s"
            .formatted(result.requirement(), SubmissionText.state(result.state().name())));
    result.reasons().forEach(reason -> lines.add("      " + reason.sentence()));
  }
}
