// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.PhaseChange;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.policies.PublishedPolicy;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ProposalSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What a second person reads before a policy holds: what changes, whom it reaches, who can. */
@Component
record ProposalSheets(
    Proposals proposals,
    Policies policies,
    Blobs blobs,
    WatchedSheets watched,
    InstantSource clock,
    Names names,
    Times times) {
  private static final Mark LATER = new Mark("Enforced later", "calendar-due", "warn");
  private static final Mark EARLIER = new Mark("Enforced earlier", "calendar-due", "act");

  ProposalSheet sheet(PolicyProposed proposed, Caller caller) {
    String text = text(proposed.policy());
    Optional<PublishedPolicy> newest = policies.newest(proposed.policyName());
    LineDifference.Found found =
        LineDifference.of(newest.map(one -> text(one.digest())).orElse(""), text);
    List<String> against =
        proposals.against(caller.id(), proposed).stream()
            .map(reason -> names.in(reason.sentence()))
            .toList();
    return new ProposalSheet(
        proposed.proposal(),
        "%s@%d".formatted(proposed.policyName(), proposed.number()),
        Code.of(proposed.policy().toString()),
        facts(proposed),
        phases(proposed),
        changed(newest, found.lines()),
        note(found),
        against,
        proposals.decliners(proposed).contains(caller.id()),
        caller.may(Permission.PUBLISH) && proposals.watched(proposed).isEmpty(),
        text);
  }

  private List<Fact> facts(PolicyProposed proposed) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Proposed", List.of(names.person(proposed.by(), times.at(proposed.at())))));
    facts.add(
        Fact.of(
            "Why",
            blobs
                .find(proposed.reason())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("–")));
    proposals
        .watched(proposed)
        .ifPresent(since -> facts.add(Fact.of("Watched", watched.since(since, clock.instant()))));
    Proposals.Reach reach = proposals.reach(proposed);
    facts.add(
        Fact.of(
            "Reaches",
            Words.counted(reach.governed(), "model")
                + (reach.governed() == 1 ? " at its" : " at their")
                + " next submission; open submissions keep the policy that they pinned"));
    facts.add(
        Fact.of(
            "Risk questions",
            reach.outdated().isEmpty()
                ? "No model answers them again"
                : "To be answered again for " + Words.list(reach.outdated())));
    List<String> gaps = proposals.gaps(policies.read(proposed.policy()));
    facts.add(
        gaps.isEmpty()
            ? Fact.of("Who can pass", "The people who are there can pass every gate in every tier")
            : Fact.of(
                "Who can pass",
                "Nobody yet: " + String.join(" ", gaps.stream().map(names::in).toList())));
    return facts;
  }

  /** What is put off comes first: put off again and again, a rule never binds anybody. */
  private Table phases(PolicyProposed proposed) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Table.Row> rows = new ArrayList<>();
    for (boolean later : List.of(true, false)) {
      for (PhaseChange change : proposals.phaseChanges(proposed)) {
        if (change.isLater() == later) {
          Mark mark = later ? LATER : EARLIER;
          rows.add(phase(mark, change.sentence(Times::day, today)));
        }
      }
    }
    for (Policy.Gate gate : policies.read(proposed.policy()).gates().values()) {
      for (Requirement one : gate.requirements()) {
        Optional.ofNullable(gate.enforcement().get(one.id()))
            .filter(found -> !found.binds(clock.instant()))
            .ifPresent(
                found ->
                    rows.add(
                        phase(
                            Mark.WATCHED.saying("Watched first"),
                            "%s, %s: %s."
                                .formatted(gate.stage(), one.id(), found.words(Times::day)))));
      }
    }
    return new Table(
        "From when it is enforced",
        List.of(new Table.Head("Change", false), new Table.Head("What", false)),
        rows);
  }

  private static Table.Row phase(Mark mark, String words) {
    return Table.Row.of(Cell.state(mark), Cell.of(words));
  }

  private String text(Digest policy) {
    return new String(policies.bytes(policy), StandardCharsets.UTF_8);
  }

  private static String note(LineDifference.Found found) {
    if (found.onlyEnds()) {
      return "No line differs. The texts differ only in how their lines end.";
    }
    return found.more() == 0
        ? ""
        : "These are the first %s that differ; %s more. Read the text as proposed below."
            .formatted(Words.counted(found.lines().size(), "line"), Words.count(found.more()));
  }

  private static Table changed(Optional<PublishedPolicy> newest, List<LineDifference.Line> lines) {
    List<Table.Row> rows = new ArrayList<>();
    for (LineDifference.Line line : lines) {
      Mark mark =
          line.added()
              ? new Mark("Added", "plus", "ok")
              : new Mark("Removed", "circle-minus", "bad");
      rows.add(
          Table.Row.of(
              Cell.state(mark),
              Cell.of(String.valueOf(line.number())),
              Cell.of(Text.NOTHING.code(line.text()))));
    }
    String caption =
        newest
            .map(one -> "Changed against %s@%d".formatted(one.name(), one.number()))
            .orElse("The first policy of its name");
    return new Table(
        caption,
        List.of(
            new Table.Head("Change", false),
            new Table.Head("Line", true),
            new Table.Head("Text", false)),
        rows);
  }
}
