// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Retesting;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.reviews.Moved;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.FindingSheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Puts the page of a finding together, with what this reader can do about it now. */
@Component
record FindingSheets(Faces faces, Names names, Times times, AnchorWords anchors) {
  /** What a finding is read from. */
  @Component
  record Faces(
      Findings findings,
      Discussions discussions,
      Submissions submissions,
      Gates gates,
      Models models) {}

  FindingSheet sheet(RaisedFinding finding, Caller caller) {
    var raised = finding.raised();
    // The newest submission tells what the evidence says today.
    long newest = faces.submissions().numbers(raised.model()).getLast();
    Standing standing = faces.gates().standing(newest);
    RaisedFinding.State state = faces.findings().state(finding);
    return new FindingSheet(
        finding.number(),
        ReviewWords.severity(finding.severity().word()),
        ReviewWords.finding(state, faces.findings().isOverdue(finding)),
        facts(finding, standing),
        faces.discussions().words(raised.text()),
        finding.later().stream().map(this::step).toList(),
        forms(finding, state, standing, caller));
  }

  private List<Fact> facts(RaisedFinding finding, Standing newest) {
    var raised = finding.raised();
    List<Fact> facts = new ArrayList<>();
    String model = faces.models().name(raised.model());
    facts.add(Fact.of("Model", Text.NOTHING.link(model, "/models/" + model)));
    facts.add(
        Fact.of(
            "Raised on",
            Text.NOTHING.link(
                "submission " + raised.submission(),
                "/submissions/%d?class=%s"
                    .formatted(raised.submission(), raised.anchor().evidenceClass()))));
    facts.add(Fact.of("Said of", anchors.of(raised.anchor(), newest.input().dossier())));
    raised.failure().ifPresent(identity -> facts.add(Fact.of("Check failure", identity)));
    if (raised.challenge().isPresent()) {
      long number = raised.challenge().getAsLong();
      facts.add(
          Fact.of(
              "Carries on",
              Text.NOTHING.link(
                  "challenge " + number,
                  "/submissions/%d?class=%s#challenge-%d"
                      .formatted(raised.submission(), raised.anchor().evidenceClass(), number))));
    }
    facts.add(Fact.of("Owner", List.of(names.person(finding.owner(), "puts it right"))));
    facts.add(Fact.of("Due", raised.due()));
    facts.add(Fact.of("Raised by", List.of(names.person(raised.by(), times.at(raised.at())))));
    return facts;
  }

  private FindingSheet.Step step(FindingAct act) {
    String did =
        switch (act) {
          case FindingAct.FindingRaised _ -> "raised it";
          case FindingAct.FindingFixed _ -> "says that it is fixed";
          case FindingAct.FindingHanded to -> "made " + names.of(to.owner()) + " own it";
          case FindingAct.FindingRetested retested ->
              (retested.passes() ? "retested it: closed" : "retested it: open again")
                  + ", on submission "
                  + retested.submission()
                  + retested.evidence().map(digest -> ", resting on " + digest.brief()).orElse("");
          case FindingAct.FindingAccepted accepted ->
              "accepts the risk as " + accepted.role() + " until " + accepted.until();
        };
    return new FindingSheet.Step(
        names.person(act.by(), ""), times.at(act.at()), did, faces.discussions().words(act.text()));
  }

  private FindingSheet.Forms forms(
      RaisedFinding finding, RaisedFinding.State state, Standing standing, Caller caller) {
    People people = standing.input().people();
    Set<String> roles = people.rolesOf(caller.id());
    boolean says = caller.may(Permission.DISCUSS, roles);
    boolean owner = people.sameAs(caller.id()).contains(finding.owner());
    Optional<Bar> bar = people.duty(caller.id());
    boolean free = says && !owner && bar.isEmpty();
    boolean fixes =
        says && caller.id().equals(finding.owner()) && state != RaisedFinding.State.CLOSED;
    boolean retests =
        free && finding.lastFix().isPresent() && finding.work() != RaisedFinding.State.OPEN;
    boolean accepts = free && state != RaisedFinding.State.CLOSED;
    boolean hands =
        says
            && caller.id().equals(standing.docket().model().latest().owner())
            && people.rolesOf(finding.owner()).isEmpty()
            && state != RaisedFinding.State.CLOSED;
    return new FindingSheet.Forms(
        fixes,
        hands ? names.owners(people) : List.of(),
        retests ? List.of(newest(standing)) : List.of(),
        retests ? evidence(finding, standing) : List.of(),
        accepts ? roles.stream().sorted().map(role -> new Choice(role, role)).toList() : List.of(),
        Moved.revision(finding),
        new FindingSheet.Kept(
            faces.discussions().kept(caller, DraftOf.fix(finding.number())),
            faces.discussions().kept(caller, DraftOf.handing(finding.number())),
            faces.discussions().kept(caller, DraftOf.retest(finding.number())),
            faces.discussions().kept(caller, DraftOf.acceptance(finding.number()))),
        cannot(finding, fixes || hands || retests || accepts, owner, bar.map(Bar::words)));
  }

  private static Choice newest(Standing standing) {
    long number = standing.submission().number();
    return new Choice(
        Long.toString(number),
        "Submission %d, version %d".formatted(number, standing.submission().opened().version()));
  }

  private static List<Choice> evidence(RaisedFinding finding, Standing standing) {
    return Retesting.grounds(standing.docket(), finding).stream()
        .map(act -> new Choice(act.evidence().toString(), act.item()))
        .toList();
  }

  private String cannot(
      RaisedFinding finding, boolean can, boolean owner, Optional<String> conflict) {
    if (can || faces.findings().state(finding) == RaisedFinding.State.CLOSED) {
      return "";
    }
    if (owner) {
      return "Another person retests what you own.";
    }
    return conflict
        .map(link -> "You cannot retest it or accept its risk: you " + names.in(link) + ".")
        .orElse("Its owner has to say that it is fixed before anybody retests it.");
  }
}
