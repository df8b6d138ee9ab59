// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.DiscussionAct;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.insights.Course.Ending;

/**
 * One submission while its acts come in. Before an act changes anything, the time since the act
 * before it goes to whoever had the submission until then.
 */
final class Running {
  private final SubmissionOpened opened;
  private final Course.Subject subject;
  private final Instant registered;
  private final Situation situation;
  private final ModelLine model;
  private final List<Span> spans = new ArrayList<>();
  private final Map<String, Instant> asked = new HashMap<>();
  private final List<Decided> decisions = new ArrayList<>();
  private final Set<String> spoke = new HashSet<>();
  private final Set<String> judged = new TreeSet<>();
  private final Set<String> challenged = new HashSet<>();
  private final Map<String, Integer> findings = new TreeMap<>();
  private Instant since;
  private Optional<Turns> turns = Optional.empty();
  private Optional<Instant> responded = Optional.empty();
  private Optional<Instant> checked = Optional.empty();
  private Optional<Instant> signed = Optional.empty();
  private Optional<Said> verdict = Optional.empty();
  private Optional<Instant> rejected = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private Ending ending = Ending.OPEN;
  private Optional<Seeds.Result> seeded = Optional.empty();
  private int evidence;
  private int challenges;
  private int answers;
  private int changes;
  private int holds;
  private int refusals;
  private int waived;
  private int conditional;

  /**
   * What of a sign-off is looked at; the whole act is long.
   *
   * @param worded whether an opinion or terms came with it
   * @param asked since when it was asked for
   */
  private record Decided(
      String role,
      String by,
      String decision,
      Instant at,
      boolean worded,
      Optional<Instant> asked) {
    static Decided of(SignoffGiven given, Optional<Instant> asked) {
      return new Decided(
          given.role(),
          given.by(),
          given.decision(),
          given.at(),
          given.opinion().isPresent() || given.terms().isPresent(),
          asked);
    }
  }

  /** The last verdict. */
  private record Said(Instant at, boolean passes) {}

  Running(SubmissionOpened opened, ModelLine model, Course.Subject subject, Documents documents) {
    this.opened = opened;
    this.subject = subject;
    this.model = model;
    this.registered = model.registered(opened);
    this.situation = new Situation(opened, model, subject.tier(), documents);
    this.since = opened.at();
    model.signed(opened, opened);
  }

  boolean open() {
    return ending == Ending.OPEN;
  }

  long number() {
    return opened.submission();
  }

  String tier() {
    return subject.tier();
  }

  boolean isOf(String model, long version) {
    return opened.model().equals(model) && opened.version() == version;
  }

  /** Who signed or asked for changes. */
  Set<String> signers() {
    return Collections.unmodifiableSet(judged);
  }

  /** It is told that the version is bad on purpose; what came until then is the result. */
  void reveal(Instant at) {
    advance(at);
    if (seeded.isEmpty()) {
      seeded = Optional.of(result());
    }
  }

  /** What review made of it; undecided before it is revealed. */
  Seeds.Result seeded() {
    return seeded.orElse(Seeds.Result.UNDECIDED);
  }

  boolean isSeeded() {
    return seeded.isPresent();
  }

  private Seeds.Result result() {
    boolean all = signed.isPresent() || (open() && turns().signed());
    boolean rejected = decisions.stream().anyMatch(one -> one.decision().equals("reject"));
    boolean dropped = !open() && ending != Ending.PROMOTED && answers > 0 && !all;
    if (rejected || changes > 0 || situation.blocked(findings, since) || dropped) {
      return Seeds.Result.CAUGHT;
    }
    return all && !decisions.isEmpty() ? Seeds.Result.MISSED : Seeds.Result.UNDECIDED;
  }

  String model() {
    return opened.model();
  }

  /** Gives the time up to an instant to whoever had the submission; what comes next is new. */
  void advance(Instant to) {
    if (open() && to.isAfter(since)) {
      Turns now = turns();
      asked.keySet().retainAll(now.asked());
      now.asked().forEach(role -> asked.putIfAbsent(role, since));
      checked = checked.or(() -> now.checked() ? Optional.of(since) : Optional.empty());
      signed = signed.or(() -> now.signed() ? Optional.of(since) : Optional.empty());
      add(spans, new Span(now.owner(), since, to));
      since = to;
    }
    turns = Optional.empty();
  }

  /** Neighbours with one owner are one stretch. */
  private static void add(List<Span> spans, Span span) {
    if (!spans.isEmpty() && spans.getLast().owner().equals(span.owner())) {
      spans.set(spans.size() - 1, new Span(span.owner(), spans.getLast().from(), span.to()));
    } else {
      spans.add(span);
    }
  }

  private Turns turns() {
    if (turns.isEmpty()) {
      turns = Optional.of(situation.turns(since));
    }
    return turns.get();
  }

  void apply(SubmissionAct act) {
    situation.decided(act);
    switch (act) {
      case SubmissionAct.EvidenceRecorded recorded -> {
        evidence++;
        situation.filed(recorded);
      }
      case SignoffGiven given -> {
        judged.add(given.by());
        decisions.add(Decided.of(given, Optional.ofNullable(asked.remove(given.role()))));
        situation.signed(given);
        model.signed(opened, given);
        answered(act);
      }
      case SubmissionAct.SignoffWithdrawn withdrawn -> {
        situation.takenBack(withdrawn.signoff());
        model.signed(opened, withdrawn);
      }
      case SubmissionAct.SubmissionWithdrawn withdrawn -> withdrawn(withdrawn.at());
      case SubmissionAct.SignerRecused _ -> answered(act);
      case SubmissionAct.EvidenceReproduced _, SubmissionOpened _ -> {}
    }
  }

  void apply(ReviewAct act) {
    spoke.add(act.by());
    switch (act) {
      case FindingAct.FindingRaised raised -> findings.merge(raised.severity(), 1, Integer::sum);
      case DiscussionAct.ChallengeRaised _ -> {
        challenges++;
        challenged.add(act.by());
      }
      case DiscussionAct.ChallengeAnswered _ -> answers++;
      case FindingAct _, DiscussionAct _ -> {}
    }
    answered(act);
  }

  void apply(DecisionAct act) {
    situation.decided(act);
    switch (act) {
      case DecisionAct.SubmissionHeld _ -> holds++;
      case DecisionAct.ChangesRequested request -> {
        changes++;
        judged.add(request.by());
        spoke.add(request.by());
      }
      case DecisionAct.WaiverAsked _,
          DecisionAct.WaiverGranted _,
          DecisionAct.WaiverEnded _,
          DecisionAct.BypassAsked _,
          DecisionAct.SubmissionResumed _,
          DecisionAct.ChangesAnswered _,
          DecisionAct.ConditionMet _,
          DecisionAct.ConditionHanded _,
          DecisionAct.ConditionConfirmed _ -> {}
    }
    answered(act);
  }

  void apply(GateAct act) {
    switch (act) {
      case GateAct.VerdictGiven given -> {
        refusals += given.passes() ? 0 : 1;
        verdict = Optional.of(new Said(given.at(), given.passes()));
      }
      case GateAct.VersionPromoted promoted -> {
        waived = situation.inForce(promoted.at());
        end(Ending.PROMOTED, promoted.at());
      }
      case GateAct.VersionBypassed _,
          GateAct.BypassReversed _,
          GateAct.AttestationIssued _,
          RollbackAct _ -> {}
    }
  }

  private void withdrawn(Instant at) {
    List<SignoffGiven> standing = situation.rejections();
    rejected =
        standing.stream()
            .filter(one -> one.submission() == opened.submission())
            .map(Act::at)
            .max(Comparator.naturalOrder());
    boolean refused = verdict.isPresent() && !verdict.get().passes();
    end(!standing.isEmpty() ? Ending.REJECTED : refused ? Ending.REFUSED : Ending.WITHDRAWN, at);
  }

  private void end(Ending how, Instant at) {
    if (open()) {
      ending = how;
      ended = Optional.of(at.isAfter(since) ? at : since);
      conditional = situation.conditional();
      situation.forget();
      turns = Optional.empty();
      model.ended(opened);
    }
  }

  private void answered(Act act) {
    boolean another = !act.by().equals(opened.by()) && !act.by().equals(Stamp.SYSTEM);
    if (responded.isEmpty() && another && open()) {
      responded = Optional.of(act.at());
    }
  }

  /** As it stands at an instant that is not before its last act. */
  Course course(InProduction production, Instant at) {
    List<Span> until = new ArrayList<>(spans);
    if (open() && at.isAfter(since)) {
      add(until, new Span(turns().owner(), since, at));
    }
    return new Course(
        opened.submission(),
        subject,
        milestones(at),
        ending,
        until,
        effort(),
        signed(),
        situation.waivers(),
        production.service(opened.submission(), waived > 0, at),
        isSeeded());
  }

  private Course.Milestones milestones(Instant at) {
    boolean now = open() && at.isAfter(since);
    return new Course.Milestones(
        registered,
        opened.at(),
        responded,
        reached(checked, now && turns().checked()),
        reached(signed, now && turns().signed()),
        decided(),
        ended);
  }

  /** What was promoted had everything, also where no time passed between the acts. */
  private Optional<Instant> reached(Optional<Instant> when, boolean now) {
    return when.or(() -> now ? Optional.of(since) : Optional.empty())
        .or(() -> ending == Ending.PROMOTED ? ended : Optional.empty());
  }

  private Optional<Instant> decided() {
    return switch (ending) {
      case OPEN -> Optional.empty();
      case PROMOTED -> verdict.map(Said::at).or(() -> ended);
      case REJECTED -> rejected.or(() -> ended);
      case REFUSED -> verdict.map(Said::at);
      case WITHDRAWN -> Optional.empty();
    };
  }

  private Course.Effort effort() {
    return new Course.Effort(
        decisions.size(),
        evidence,
        challenges,
        findings,
        changes,
        holds,
        refusals,
        waived,
        open() ? situation.conditional() : conditional,
        opened.under().isPresent() && decisions.isEmpty());
  }

  private List<Course.Signed> signed() {
    return decisions.stream()
        .map(
            one ->
                new Course.Signed(
                    one.role(),
                    one.by(),
                    one.decision(),
                    one.at(),
                    one.asked(),
                    one.worded() || spoke.contains(one.by()),
                    challenged.contains(one.by())))
        .toList();
  }
}
