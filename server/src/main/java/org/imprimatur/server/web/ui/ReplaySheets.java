// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.replay.Replayed;
import org.imprimatur.proof.replay.Replayed.Case;
import org.imprimatur.proof.replay.Replayed.Change;
import org.imprimatur.server.insights.PolicyReplays;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ReplaySheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.stereotype.Component;

/** A proposed policy over what was decided, for the person who may publish it. */
@Component
record ReplaySheets(
    PolicyReplays replays, Proposals proposals, Policies policies, Names names, Times times) {
  private static final int MOST = 200;
  private static final int REASONS = 3;

  ReplaySheet sheet(PolicyProposed proposed) {
    Replayed replayed = replays.of(policies.read(proposed.policy()), proposed.policy());
    List<Case> turned =
        replayed.cases().stream()
            .filter(one -> one.change() != Change.NONE)
            .sorted(
                Comparator.comparing((Case one) -> !one.live())
                    .thenComparingLong(one -> -one.about().submission()))
            .toList();
    return new ReplaySheet(
        "%s@%d".formatted(proposed.policyName(), proposed.number()),
        facts(replayed, proposed),
        load(replayed),
        turned(turned.stream().limit(MOST).toList()),
        note(replayed, turned.size()));
  }

  private List<Fact> facts(Replayed replayed, PolicyProposed proposed) {
    Optional<Instant> watched = proposals.watched(proposed);
    List<Fact> facts = new ArrayList<>(facts(replayed));
    boolean phased =
        policies.read(proposed.policy()).gates().values().stream()
            .anyMatch(gate -> !gate.enforcement().isEmpty());
    if (phased) {
      facts.add(Fact.of("Judged", "As if everything in it were enforced, whatever its days"));
    }
    watched.ifPresent(
        since -> {
          List<Case> during =
              replayed.cases().stream().filter(one -> !one.about().at().isBefore(since)).toList();
          facts.add(
              Fact.of(
                  "While it is watched",
                  "%s since %s: %s would be refused, %s would pass"
                      .formatted(
                          Words.counted(during.size(), "decision"),
                          times.day(since),
                          Words.count(count(during, Change.REFUSED)),
                          Words.count(count(during, Change.PASSES)))));
        });
    return facts;
  }

  private static long count(List<Case> cases, Change change) {
    return cases.stream().filter(one -> one.change() == change).count();
  }

  private static List<Fact> facts(Replayed replayed) {
    return List.of(
        Fact.of("Decisions", Words.count(replayed.cases().size())),
        Fact.of("As before", Words.count(replayed.of(Change.NONE).size())),
        Fact.of(
            "Would be refused",
            "%s; %s of these in their stage now"
                .formatted(
                    Words.count(replayed.of(Change.REFUSED).size()),
                    Words.count(replayed.lapsing().size()))),
        Fact.of("Would pass", Words.count(replayed.of(Change.PASSES).size())),
        Fact.of("Cannot be told", Words.count(replayed.of(Change.UNKNOWN).size())),
        Fact.of("In another tier", Words.count(replayed.ranked())));
  }

  private static String note(Replayed replayed, int turned) {
    if (replayed.cases().isEmpty()) {
      return "No gate has decided anything under a policy of this name yet.";
    }
    if (turned == 0) {
      return "Every decision comes out as before.";
    }
    return turned > MOST
        ? "The first %s of %s.".formatted(Words.count(MOST), Words.count(turned))
        : "";
  }

  private static Table load(Replayed replayed) {
    List<Table.Row> rows = new ArrayList<>();
    replayed
        .load()
        .forEach(
            (role, asked) ->
                rows.add(
                    Table.Row.of(
                        Cell.of(InsightWords.role(role)),
                        Cell.of(Words.count(asked.pinned())),
                        Cell.of(Words.count(asked.drafted())),
                        Cell.of(difference(asked.drafted() - asked.pinned())))));
    return new Table(
        "Sign-offs asked for in these decisions",
        List.of(
            new Table.Head("Role", false),
            new Table.Head("Then", true),
            new Table.Head("As proposed", true),
            new Table.Head("Difference", true)),
        rows);
  }

  private static String difference(long more) {
    return more == 0 ? "none" : "%+d".formatted(more);
  }

  private Table turned(List<Case> cases) {
    return new Table(
        "Decisions that would turn",
        List.of(
            new Table.Head("Submission", false),
            new Table.Head("Version", false),
            new Table.Head("Decided", false),
            new Table.Head("As proposed", false),
            new Table.Head("Now", false),
            new Table.Head("Why", false)),
        cases.stream().map(this::row).toList());
  }

  private Table.Row row(Case one) {
    Replayed.About about = one.about();
    return Table.Row.of(
        Cell.link(String.valueOf(about.submission()), "/submissions/" + about.submission()),
        Cell.of("%s v%d to %s".formatted(about.model(), about.version(), about.gate())),
        Cell.of(times.at(about.at())),
        Cell.state(mark(one.change())),
        Cell.of(one.live() ? "In its stage" : "–"),
        Cell.of(names.in(why(one))));
  }

  private static Mark mark(Change change) {
    return switch (change) {
      case NONE -> new Mark("As before", "equal", "mute");
      case REFUSED -> new Mark("Would be refused", "circle-x", "bad");
      case PASSES -> new Mark("Would pass", "circle-check", "ok");
      case UNKNOWN -> new Mark("Cannot be told", "help-circle", "wait");
    };
  }

  private static String why(Case one) {
    if (one.drafted().isEmpty()) {
      return one.why();
    }
    Replayed.Under under = one.drafted().get();
    List<String> reasons =
        Stream.concat(
                under.obstacles().stream().map(Verdict.Reason::sentence),
                under.open().stream().map(ReplaySheets::why))
            .toList();
    if (reasons.isEmpty()) {
      return "Nothing stands against it.";
    }
    String first = String.join(" ", reasons.stream().limit(REASONS).toList());
    return reasons.size() > REASONS
        ? first + " And %s more.".formatted(Words.count(reasons.size() - REASONS))
        : first;
  }

  private static String why(Verdict.Result open) {
    return open.requirement()
        + ": "
        + open.reasons().stream()
            .map(Verdict.Reason::sentence)
            .reduce((_, last) -> last)
            .orElse("It is open.");
  }
}
