// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.Bypasses.Bypass;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.web.ui.view.BypassSheet;
import org.imprimatur.server.web.ui.view.BypassSheet.Forms;
import org.imprimatur.server.web.ui.view.BypassSheet.Over;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.springframework.stereotype.Component;

/** What break-glass would mean for a submission, waits for, or left owing. */
@Component
record BypassSheets(Names names, Times times, Models models, Blobs blobs, BypassWords words) {
  private static final Forms NOTHING = new Forms(false, false, false, "", List.of());

  BypassSheet sheet(Standing standing, Caller caller) {
    BypassRules rules = Emergencies.rules(standing);
    Optional<Bypass> bypass =
        standing.docket().decided().bypasses().of(standing.submission().number());
    if (bypass.isPresent()) {
      return past(standing, rules, bypass.get(), caller);
    }
    boolean open = standing.submission().status() == Submission.Status.OPEN;
    List<Reason> against = open ? rules.submission() : List.of();
    boolean possible = open && against.isEmpty();
    Optional<BypassAsked> pending = rules.pending().filter(_ -> possible);
    return new BypassSheet(
        heading(standing),
        possible ? new Mark("Break glass", "bolt", "bypass") : Mark.NOT_APPLICABLE,
        possible
            ? rules.sentence()
            : open ? "Break-glass is not possible here." : "The submission has ended.",
        BypassWords.page(standing.submission().number()),
        possible ? over(rules.verdict().open()) : List.of(),
        sentences(against),
        possible ? unratifiable(rules, pending, caller) : List.of(),
        pending.map(this::asked).orElse(List.of()),
        possible ? forms(rules, pending, caller) : NOTHING);
  }

  private Forms forms(BypassRules rules, Optional<BypassAsked> pending, Caller caller) {
    List<Reason> cannot =
        pending.isPresent()
            ? rules.second(caller.id(), Optional.empty())
            : rules.person(caller.id(), Optional.empty());
    return new Forms(
        pending.isEmpty() && cannot.isEmpty(),
        pending.isPresent() && cannot.isEmpty(),
        false,
        pending.map(BypassAsked::bypass).orElse(""),
        sentences(cannot));
  }

  /**
   * Whose seat would stay empty: before anybody asks by who asks, and by whoever might confirm;
   * then by the two of them.
   */
  private List<String> unratifiable(
      BypassRules rules, Optional<BypassAsked> pending, Caller caller) {
    String first = pending.map(BypassAsked::by).orElse(caller.id());
    if (pending.isEmpty() && !rules.person(first, Optional.empty()).isEmpty()) {
      return List.of();
    }
    List<String> alone = rules.unratifiable(Set.of(first));
    if (!alone.isEmpty()) {
      return named(alone);
    }
    Set<String> seconds = rules.seconds(first);
    if (pending.isPresent() && seconds.contains(caller.id())) {
      return named(rules.unratifiable(Set.of(first, caller.id())));
    }
    List<String> all = new ArrayList<>();
    for (String second : seconds) {
      for (String gap : rules.unratifiable(Set.of(first, second))) {
        all.add(names.in("If %s confirms: %s".formatted(second, gap)));
      }
    }
    return all;
  }

  private List<String> named(List<String> sentences) {
    return sentences.stream().map(names::in).toList();
  }

  private BypassSheet past(Standing standing, BypassRules rules, Bypass bypass, Caller caller) {
    VersionBypassed act = bypass.act();
    boolean owes = bypass.settled().isEmpty();
    Verdict verdict = Verdict.read(blobs.document(act.trace()));
    List<Fact> facts = new ArrayList<>();
    rules.docket().decided().decisions().bypass().map(this::asked).ifPresent(facts::addAll);
    facts.add(Fact.of("Confirmed by", "%s, %s".formatted(names.of(act.by()), times.at(act.at()))));
    facts.add(Fact.of("To be ratified by", times.at(act.due())));
    bypass
        .settled()
        .ifPresent(
            by ->
                facts.add(
                    Fact.of(
                        bypass.isReversed() ? "Rolled back" : "Ratified",
                        "%s, %s".formatted(names.of(by.by()), times.at(by.at())))));
    return new BypassSheet(
        heading(standing),
        owes ? BypassWords.BYPASSED : settled(bypass),
        owes ? owing(standing, act) : "Nothing is owed any more.",
        BypassWords.page(standing.submission().number()),
        over(
            verdict.results().stream().filter(result -> result.state() == State.BYPASSED).toList()),
        List.of(),
        owes ? named(rules.unratifiable(Set.of())) : List.of(),
        facts,
        new Forms(false, false, owes && rules.roleOf(caller.id()).isPresent(), "", List.of()));
  }

  private String owing(Standing standing, VersionBypassed act) {
    return "Version %d stands in %s without having passed its gate, %s. %s"
        .formatted(
            act.version(),
            act.move().to(),
            words.until(act.due()),
            standing.verdict().passes()
                ? "Its gate passes now: promoting it ratifies it."
                : "It is ratified once its gate passes and it is promoted. Neither of the two signs"
                    + " for it.");
  }

  private static Mark settled(Bypass bypass) {
    return bypass.isReversed()
        ? new Mark("Rolled back", "bolt", "mute")
        : Mark.SATISFIED.saying("Ratified");
  }

  private List<Fact> asked(BypassAsked asked) {
    return List.of(
        Fact.of(
            "Asked by",
            "%s as %s, %s".formatted(names.of(asked.by()), asked.role(), times.at(asked.at()))),
        Fact.of("Why", said(asked.grounds(), "reason")),
        Fact.of("Incident", said(asked.grounds(), "incident")));
  }

  private String said(Digest grounds, String member) {
    Json.Obj document = blobs.document(grounds);
    return document.string(member);
  }

  private String heading(Standing standing) {
    return "Break glass: %s v%d"
        .formatted(
            models.name(standing.submission().opened().model()),
            standing.submission().opened().version());
  }

  private List<Over> over(List<Result> results) {
    return results.stream()
        .map(
            result ->
                new Over(
                    result.requirement(),
                    result.reasons().stream()
                        .filter(reason -> !reason.code().equals("bypass.by"))
                        .findFirst()
                        .map(reason -> names.in(reason.sentence()))
                        .orElse("")))
        .toList();
  }

  private List<String> sentences(List<Reason> reasons) {
    return reasons.stream().map(reason -> names.in(reason.sentence())).toList();
  }
}
