// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.Failures;
import org.imprimatur.proof.gate.Failures.Age;
import org.imprimatur.proof.gate.Failures.Aged;
import org.imprimatur.proof.gate.Failures.Failure;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.submissions.SubmissionRow;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/** What fails in a submission beside the one before it and the one that holds the stage. */
@Component
public final class FailureHistory {
  private final Submissions submissions;
  private final Gates gates;

  FailureHistory(Submissions submissions, Gates gates) {
    this.submissions = submissions;
    this.gates = gates;
  }

  /**
   * The failures of a submission and of those it is held against.
   *
   * @param earlier the model's submission before it through the same gate
   * @param holder the submission whose version holds the stage
   */
  public record Compared(List<Line> lines, Optional<Long> earlier, Optional<Long> holder) {
    public Compared {
      lines = List.copyOf(lines);
    }

    public Optional<Line> find(String identity) {
      return lines.stream().filter(line -> line.failure().identity().equals(identity)).findFirst();
    }
  }

  /**
   * One failure, and how old it is; absent where there is nothing to hold it against.
   *
   * @param here whether this submission has it
   */
  public record Line(
      Failure failure, boolean here, Optional<Age> sinceEarlier, Optional<Age> sinceHolder) {}

  public Compared of(Standing standing) {
    Submission own = standing.submission();
    List<SubmissionRow> others =
        submissions.rows(own.opened().model()).stream()
            .filter(one -> one.number() != own.number())
            .filter(one -> one.gate().equals(own.opened().gate()))
            .toList()
            .reversed();
    Optional<SubmissionRow> earlier =
        others.stream().filter(one -> one.number() < own.number()).findFirst();
    Optional<SubmissionRow> holder =
        standing.docket().model().champion().stream()
            .flatMap(champion -> others.stream().filter(one -> isOf(one, champion)))
            .findFirst();
    Failures now = Failures.of(standing.input(), standing.verdict());
    Map<String, Age> sinceEarlier = new LinkedHashMap<>();
    Map<String, Age> sinceHolder = new LinkedHashMap<>();
    Map<String, Failure> failures = new LinkedHashMap<>();
    now.all().forEach(failure -> failures.put(failure.identity(), failure));
    earlier.ifPresent(one -> collect(now, one, sinceEarlier, failures));
    holder.ifPresent(one -> collect(now, one, sinceHolder, failures));
    List<Line> lines = new ArrayList<>();
    failures.forEach(
        (identity, failure) ->
            lines.add(
                new Line(
                    failure,
                    now.find(identity).isPresent(),
                    Optional.ofNullable(sinceEarlier.get(identity)),
                    Optional.ofNullable(sinceHolder.get(identity)))));
    return new Compared(
        lines, earlier.map(SubmissionRow::number), holder.map(SubmissionRow::number));
  }

  /** The champion is derived from the acts; the order of numbers says nothing about it. */
  private static boolean isOf(SubmissionRow submission, Champion champion) {
    return submission.status().equals(Status.PROMOTED.word())
        && submission.version() == champion.version();
  }

  private void collect(
      Failures now, SubmissionRow other, Map<String, Age> ages, Map<String, Failure> failures) {
    Standing standing = gates.standing(other.number());
    for (Aged aged : now.beside(Failures.of(standing.input(), standing.verdict()))) {
      ages.put(aged.failure().identity(), aged.age());
      failures.putIfAbsent(aged.failure().identity(), aged.failure());
    }
  }
}
