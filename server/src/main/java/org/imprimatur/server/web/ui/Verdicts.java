// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.SubmissionSheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** The first line of a submission: its state, what is asked of the reader, and since when. */
@Component
record Verdicts(
    Names names,
    ModelSides sides,
    SubmissionBars bars,
    Times times,
    Models models,
    BypassWords bypasses,
    SeedWords seeds,
    ObstacleWords obstacles) {
  private static final String PROMISED = "What it promised.";

  SubmissionSheet.Verdict verdict(Standing standing, Caller caller, SubmissionSheet.News news) {
    Instant latest = SubmissionSheets.latest(standing);
    Optional<String> defect = seeds.defect(standing.submission());
    return new SubmissionSheet.Verdict(
        defect.isPresent() ? SeedWords.SEEDED : mark(standing),
        defect.isPresent() ? SeedWords.SENTENCE : sentence(standing, caller),
        defect
            .map(words -> seeds.told(words, standing.submission(), caller))
            .orElseGet(() -> ask(standing, caller)),
        times.at(latest),
        times.since(latest) + (times.since(latest).equals("just now") ? "" : " ago"),
        news);
  }

  private static Mark mark(Standing standing) {
    Mark mark = SubmissionsPage.state(standing.submission(), standing);
    boolean error =
        standing.verdict().open().stream()
            .anyMatch(result -> result.state() == Verdict.State.ERROR);
    return error && standing.submission().status() == Status.OPEN ? Mark.ERROR : mark;
  }

  private String sentence(Standing standing, Caller caller) {
    return names.in(standing.sentence()) + yours(standing, caller);
  }

  private static String yours(Standing standing, Caller caller) {
    boolean held = standing.input().decisions().holds().current().isPresent();
    if (standing.submission().status() != Status.OPEN || held) {
      return "";
    }
    long yours =
        standing.verdict().open().stream()
            .filter(result -> RequirementRows.isYours(standing, result, caller))
            .count();
    return yours == 0
        ? ""
        : yours == 1 ? " One of them is yours." : " %d of them are yours.".formatted(yours);
  }

  private Text ask(Standing standing, Caller caller) {
    return switch (standing.submission().status()) {
      case PROMOTED -> promoted(standing);
      case WITHDRAWN -> Text.of("A new submission takes the version through the gate again.");
      case OPEN ->
          withBreakGlass(
              EnvelopeSheets.stands(open(standing, caller), standing).then(soon(standing)),
              standing,
              caller);
    };
  }

  /** What begins to bind before long: people signed under a text that has its day. */
  private static String soon(Standing standing) {
    var words = new StringBuilder();
    standing
        .soon()
        .forEach(
            (day, requirements) ->
                words.append(
                    " From %s on %s %s as well."
                        .formatted(
                            Times.day(day),
                            Words.list(requirements),
                            requirements.size() == 1 ? "counts" : "count")));
    return words.toString();
  }

  /** Quiet, and only for whoever may; what waits or is owed concerns everybody. */
  private Text withBreakGlass(Text text, Standing standing, Caller caller) {
    BypassRules rules = Emergencies.rules(standing);
    Text all =
        rules
            .debt()
            .map(debt -> text.then(" " + Words.capital(bypasses.until(debt.due())) + "."))
            .orElse(text);
    boolean concerns =
        rules.pending().isPresent()
            || rules.debt().isPresent()
            || (rules.roleOf(caller.id()).isPresent() && rules.submission().isEmpty());
    return concerns
        ? all.then(" ").link("Break glass", BypassWords.page(standing.submission().number()))
        : all;
  }

  private Text promoted(Standing standing) {
    var promoted = standing.submission().ending().promoted().orElseThrow();
    Text text =
        Text.of("By ")
            .strong(names.of(promoted.by()))
            .then(
                ", %s, from %s to %s. "
                    .formatted(times.at(promoted.at()), promoted.from(), promoted.to()));
    Text all = promoted.to().equals("production") ? text.link(PROMISED, page(promoted)) : text;
    return standing
        .submission()
        .ending()
        .attestation()
        .map(issued -> downloads(all.then(" "), issued))
        .orElseGet(() -> all.then(" The attestation is being issued."));
  }

  private String page(VersionPromoted promoted) {
    return MonitoringWords.page(models.name(promoted.model()), promoted.version());
  }

  /** The files to verify anywhere; attestations of before have no file of their sign-offs. */
  static Text downloads(Text before, AttestationIssued issued) {
    String address = "/submissions/%d/attestation".formatted(issued.submission());
    Text attestation = before.link("Download the attestation", address);
    return issued.signOffs().isPresent()
        ? attestation.then(" and ").link("its sign-offs", address + "/signoffs").then(".")
        : attestation.then(".");
  }

  private Text open(Standing standing, Caller caller) {
    if (standing.verdict().passes()) {
      return caller.may(Permission.PROMOTE)
          ? Text.of(settled(standing) + " You can promote it.")
          : Text.of(settled(standing) + " The proposer or the owner promotes it.");
    }
    return obstacles
        .instead(standing, caller)
        .orElseGet(() -> asked(obstacles.first(standing), standing, caller));
  }

  private Text asked(Text first, Standing standing, Caller caller) {
    for (Verdict.Result result : standing.verdict().open()) {
      if (RequirementRows.isYours(standing, result, caller)) {
        return yours(first, standing, result);
      }
    }
    return first.then("Nothing is asked of you. " + bars.has(standing, caller));
  }

  private static String settled(Standing standing) {
    boolean watched =
        standing.verdict().results().stream().anyMatch(one -> Watched.of(one).isPresent());
    return "Every requirement%s is satisfied%s."
        .formatted(
            watched ? " that binds" : "",
            standing.verdict().waived().isEmpty() ? "" : " or waived");
  }

  private Text yours(Text first, Standing standing, Verdict.Result result) {
    if (Asks.requirement(standing, result.requirement()) instanceof Requirement.SignOff asked) {
      var policy = sides.policy(standing.submission().opened().policy()).parts().getFirst();
      return first
          .then("You are asked for " + (asked.approval() ? "the " : "a "))
          .meaning(asked.meaning())
          .then(" as ")
          .strong(asked.role())
          .then(", because policy ")
          .link(policy.words(), policy.href())
          .then(" asks for it at %s tier.".formatted(standing.input().subject().tier()));
    }
    return first
        .then("It is with you as %s: ".formatted(result.turn().role()))
        .strong(result.requirement())
        .then(". You " + act(result.turn().act()) + ".");
  }

  /** {@code registers a new version}, said to the person: {@code register a new version}. */
  private static String act(String act) {
    return act.replaceFirst("^registers", "register")
        .replaceFirst("^mends", "mend")
        .replaceFirst(" completes", " complete");
  }
}
