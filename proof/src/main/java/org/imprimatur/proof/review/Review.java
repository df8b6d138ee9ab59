// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;

/** What was found, doubted and said about a model, by number; the fold of its acts. */
public final class Review {
  public static final Review NONE = new Review();

  private final SortedMap<Long, RaisedFinding> findings = new TreeMap<>();
  private final SortedMap<Long, RaisedChallenge> challenges = new TreeMap<>();
  private final Map<Digest, Instant> evidence = new HashMap<>();
  private final List<CommentMade> comments = new ArrayList<>();
  private final List<ValidationPlanned> plans = new ArrayList<>();

  private Review() {}

  /** Everything that these acts say, in the log's order. */
  public static Review of(Collection<? extends Act> acts) {
    var review = new Review();
    acts.forEach(review::apply);
    return review;
  }

  /**
   * What a gate sees of a model's acts for one submission: every finding of the model and the
   * submission's own challenges. What came after its promotion is another's matter.
   */
  public static Review at(Collection<? extends Act> acts, long submission) {
    List<Act> before = new ArrayList<>();
    for (Act act : acts) {
      if (act instanceof VersionPromoted promoted && promoted.submission() == submission) {
        break;
      }
      before.add(act);
    }
    return now(before, submission);
  }

  /** The same with what came after its promotion, where it is judged once more. */
  public static Review now(Collection<? extends Act> acts, long submission) {
    Review review = of(acts);
    review.challenges.values().removeIf(one -> one.raised().submission() != submission);
    return review;
  }

  private void apply(Act act) {
    if (act instanceof EvidenceRecorded recorded) {
      evidence.putIfAbsent(recorded.evidence(), recorded.at());
    } else if (act instanceof FindingRaised raised) {
      findings.putIfAbsent(raised.finding(), new RaisedFinding(raised, List.of()));
    } else if (act instanceof FindingAct about) {
      findings.computeIfPresent(about.finding(), (_, finding) -> finding.with(about));
    } else if (act instanceof ChallengeRaised raised) {
      challenges.putIfAbsent(
          raised.challenge(), new RaisedChallenge(raised, List.of(), Optional.empty()));
    } else if (act instanceof ChallengeAnswered answer) {
      challenges.computeIfPresent(answer.challenge(), (_, one) -> one.with(answer));
    } else if (act instanceof ChallengeResolved resolved) {
      challenges.computeIfPresent(resolved.challenge(), (_, one) -> one.with(resolved));
    } else if (act instanceof CommentMade comment) {
      comments.add(comment);
    } else if (act instanceof ValidationPlanned planned) {
      plans.add(planned);
    }
  }

  /** In the order of their numbers. */
  public List<RaisedFinding> findings() {
    return List.copyOf(findings.values());
  }

  public Optional<RaisedFinding> finding(long number) {
    return Optional.ofNullable(findings.get(number));
  }

  /** Whether any submission of the model held this evidence before the finding was raised. */
  public boolean wasThere(Digest digest, RaisedFinding finding) {
    Instant first = evidence.get(digest);
    return first != null && first.isBefore(finding.raised().at());
  }

  /** In the order of their numbers. */
  public List<RaisedChallenge> challenges() {
    return List.copyOf(challenges.values());
  }

  public Optional<RaisedChallenge> challenge(long number) {
    return Optional.ofNullable(challenges.get(number));
  }

  public List<CommentMade> comments() {
    return Collections.unmodifiableList(comments);
  }

  /** The plans of validators, the last one counts. */
  public List<ValidationPlanned> plans() {
    return Collections.unmodifiableList(plans);
  }
}
