// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Failures.Age;
import org.imprimatur.proof.gate.ReviewConduct;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.gates.FailureHistory;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.FindingFilter;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.reviews.Moved;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.web.ui.view.DiscussionPanel;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.stereotype.Component;

/** Puts together what is found, asked and said of a class, and the form to say something. */
@Component
record DiscussionPanels(
    Faces faces, Names names, Times times, AnchorWords anchors, MadeChecks made) {
  private static final int DAYS_TO_FIX = 14;

  /** What the panel is read from. */
  @Component
  record Faces(
      Discussions discussions, Findings findings, FailureHistory history, InstantSource clock) {}

  /**
   * The panel of the class that is shown.
   *
   * @param said everything that was said on the submission's page
   */
  DiscussionPanel panel(
      Standing standing, Caller caller, SubmissionSheets.Asked asked, Review said) {
    String evidenceClass = asked.evidenceClass();
    FailureHistory.Compared compared = faces.history().of(standing);
    return new DiscussionPanel(
        evidenceClass,
        failing(compared, evidenceClass),
        findings(standing.submission().opened().model(), evidenceClass),
        said.challenges().stream()
            .filter(one -> one.raised().anchor().evidenceClass().equals(evidenceClass))
            .map(one -> thread(standing, caller, one))
            .toList(),
        comments(standing, said, asked),
        discusses(standing, caller) ? raise(standing, caller, evidenceClass, compared) : null,
        plan(standing, caller, said));
  }

  private DiscussionPanel.Comments comments(
      Standing standing, Review said, SubmissionSheets.Asked asked) {
    List<CommentMade> all =
        said.comments().stream()
            .filter(one -> one.anchor().evidenceClass().equals(asked.evidenceClass()))
            .toList();
    int left = all.size() - asked.shown(all.size());
    return new DiscussionPanel.Comments(
        all.stream()
            .skip(left)
            .map(one -> said(standing, one.stamp(), "", one.anchor(), one.text()))
            .toList(),
        asked.earlier(standing, left, "discussion"));
  }

  private static boolean discusses(Standing standing, Caller caller) {
    return caller.may(Permission.DISCUSS, standing.input().people().rolesOf(caller.id()));
  }

  private List<DiscussionPanel.Failing> failing(
      FailureHistory.Compared compared, String evidenceClass) {
    List<DiscussionPanel.Failing> failing = new ArrayList<>();
    for (FailureHistory.Line line : compared.lines()) {
      if (line.failure().evidenceClass().equals(evidenceClass)) {
        String since = line.sinceEarlier().or(line::sinceHolder).map(Age::word).orElse("");
        failing.add(
            new DiscussionPanel.Failing(
                ReviewWords.age(line.here(), since),
                names.in(line.failure().sentence()),
                against(compared.earlier(), line.sinceEarlier()),
                compared.holder().equals(compared.earlier())
                    ? ""
                    : against(compared.holder(), line.sinceHolder())));
      }
    }
    return failing;
  }

  private static String against(Optional<Long> other, Optional<Age> age) {
    return other.isPresent() && age.isPresent()
        ? "%s against submission %d".formatted(age.get().word(), other.get())
        : "";
  }

  private List<DiscussionPanel.Line> findings(String model, String evidenceClass) {
    return faces.findings().list(new FindingFilter("", "", "", model)).stream()
        .filter(row -> row.evidenceClass().equals(evidenceClass))
        .map(this::line)
        .toList();
  }

  private DiscussionPanel.Line line(FindingRow row) {
    return new DiscussionPanel.Line(
        new Link("Finding " + row.number(), "/findings/" + row.number()),
        ReviewWords.severity(row.severity()),
        ReviewWords.finding(row.state(), row.overdue()),
        names.of(row.owner()),
        row.due().toString());
  }

  private DiscussionPanel.Strand thread(
      Standing standing, Caller caller, RaisedChallenge challenge) {
    boolean open =
        standing.submission().status() == Status.OPEN
            && challenge.state() != RaisedChallenge.State.RESOLVED
            && discusses(standing, caller);
    var raised = challenge.raised();
    boolean own = raised.by().equals(caller.id());
    var people = standing.input().people();
    boolean answers =
        open
            && !people.sameAs(caller.id()).contains(raised.by())
            && (caller.id().equals(raised.asked()) || people.conflict(caller.id()).isPresent());
    var forms =
        new DiscussionPanel.Forms(
            answers,
            open && own,
            !challenge.answers().isEmpty(),
            Moved.revision(challenge),
            faces
                .discussions()
                .kept(
                    caller,
                    own
                        ? DraftOf.resolution(challenge.number())
                        : DraftOf.answer(challenge.number())));
    String outcome =
        challenge
            .resolved()
            .map(
                act ->
                    ReviewWords.outcome(act)
                        + act.text().map(text -> ": " + faces.discussions().words(text)).orElse(""))
            .orElse("");
    return new DiscussionPanel.Strand(
        challenge.number(),
        ReviewWords.challenge(challenge),
        said(standing, raised.stamp(), raised.role(), raised.anchor(), raised.text()),
        names.person(raised.asked(), "is asked"),
        challenge.answers().stream()
            .map(
                answer ->
                    new DiscussionPanel.Said(
                        names.person(answer.by(), ""),
                        times.at(answer.at()),
                        "",
                        faces.discussions().words(answer.text())))
            .toList(),
        outcome,
        forms,
        made.link(standing, caller, challenge).orElse(null));
  }

  private DiscussionPanel.Said said(
      Standing standing, Stamp stamp, String role, Anchor anchor, Digest text) {
    return new DiscussionPanel.Said(
        names.person(stamp.by(), role),
        times.at(stamp.at()),
        anchors.of(anchor, standing.input().dossier()),
        faces.discussions().words(text));
  }

  private DiscussionPanel.Raise raise(
      Standing standing, Caller caller, String evidenceClass, FailureHistory.Compared compared) {
    var dossier = standing.input().dossier();
    List<Choice> places = new ArrayList<>();
    places.add(place(ReviewConduct.digest(dossier, evidenceClass, ""), "", "The whole class"));
    dossier
        .items(evidenceClass)
        .forEach((item, filed) -> places.add(place(Optional.of(filed.digest()), item, item)));
    List<Choice> people = people(standing.input().people().roles());
    List<Choice> failures =
        compared.lines().stream()
            .filter(line -> line.here() && line.failure().evidenceClass().equals(evidenceClass))
            .map(line -> new Choice(line.failure().identity(), names.in(line.failure().sentence())))
            .toList();
    long number = standing.submission().number();
    return new DiscussionPanel.Raise(
        "/submissions/%d/discussion".formatted(number),
        places,
        standing.input().people().rolesOf(caller.id()).stream()
            .sorted()
            .map(role -> new Choice(role, role))
            .toList(),
        proposerFirst(people, standing.submission().opened().by()),
        failures,
        RaisedFinding.day(faces.clock().instant()).plusDays(DAYS_TO_FIX).toString(),
        faces.discussions().kept(caller, DraftOf.discussion(number, evidenceClass)));
  }

  private static List<Choice> proposerFirst(List<Choice> people, String proposer) {
    List<Choice> ordered = new ArrayList<>();
    people.stream().filter(one -> one.value().equals(proposer)).forEach(ordered::add);
    people.stream().filter(one -> !one.value().equals(proposer)).forEach(ordered::add);
    return ordered;
  }

  /** Everybody who holds a role, by name. */
  private List<Choice> people(Map<String, Set<String>> roles) {
    List<String> holders =
        roles.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    return names.all(holders).entrySet().stream()
        .map(
            one ->
                new Choice(
                    one.getKey(),
                    named(one.getValue(), roles.getOrDefault(one.getKey(), Set.of()))))
        .sorted((a, b) -> a.words().compareTo(b.words()))
        .toList();
  }

  private static String named(String name, Set<String> roles) {
    return name + ", " + String.join(", ", roles.stream().sorted().toList());
  }

  private static Choice place(Optional<Digest> now, String item, String words) {
    return new Choice(now.map(Digest::toString).orElse("") + "|" + item, words);
  }

  private DiscussionPanel.Plan plan(Standing standing, Caller caller, Review said) {
    long number = standing.submission().number();
    boolean plans =
        standing.input().people().holds(caller.id(), ReviewConduct.VALIDATOR)
            && standing.submission().status() == Status.OPEN
            && standing.input().people().duty(caller.id()).isEmpty();
    Optional<ValidationPlanned> last =
        said.plans().isEmpty() ? Optional.empty() : Optional.of(said.plans().getLast());
    return new DiscussionPanel.Plan(
        last.map(plan -> names.of(plan.by()) + ", " + times.at(plan.at())).orElse(""),
        last.map(plan -> faces.discussions().words(plan.plan())).orElse(""),
        plans ? "/submissions/%d/plan".formatted(number) : "",
        Moved.planned(said, number),
        faces.discussions().kept(caller, DraftOf.plan(number)),
        "/submissions/%d/report".formatted(number));
  }
}
