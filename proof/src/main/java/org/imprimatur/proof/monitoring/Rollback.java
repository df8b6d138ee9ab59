// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.policy.Policy;

/**
 * Whether a version of before may be the one in production again. Its submission is judged once
 * more, with the evidence and the signatures that it has, as everything stands now and under the
 * policy that governs the model now; and nothing may be known that would stop the version at once.
 *
 * @param footing what the version stands on now
 * @param policy the policy that governs the model now
 * @param then the policy that its submission pinned
 * @param renewal until when its approval would hold if it had been given under the policy of now
 * @param envelope the version by which its change envelope was found too wide since
 */
public record Rollback(
    Footing footing, Digest policy, Policy then, Optional<Renewal> renewal, OptionalLong envelope) {
  /**
   * The version that was suspended, or whose approval was withdrawn, after it came in under the
   * change envelope of a submission, or that signed it; empty where none was.
   *
   * @param acts of the model, in the log's order
   */
  public static OptionalLong tooWide(Iterable<? extends Act> acts, SubmissionOpened opened) {
    OptionalLong found = OptionalLong.empty();
    if (opened.under().isEmpty()) {
      return found;
    }
    List<Long> same = new ArrayList<>(List.of(opened.under().getAsLong()));
    for (Act act : acts) {
      if (act instanceof SubmissionOpened other && other.under().equals(opened.under())) {
        same.add(other.submission());
      } else if (act instanceof VersionPromoted in && in.submission() == opened.submission()) {
        found = OptionalLong.empty();
      } else if (act instanceof VersionSuspended one && same.contains(one.submission())) {
        found = OptionalLong.of(one.version());
      } else if (act instanceof ApprovalWithdrawn one && same.contains(one.submission())) {
        found = OptionalLong.of(one.version());
      }
    }
    return found;
  }

  /**
   * The verdict, with everything that stands against a rollback among its obstacles.
   *
   * @param input of the submission that brought the version in, under the policy of now
   */
  public Verdict judge(GateInput input) {
    Verdict verdict = Gate.evaluate(input);
    List<Reason> obstacles = new ArrayList<>(against());
    if (!input.policy().ranksLike(then)) {
      obstacles.add(
          Reason.of(
              "rollback.tier",
              "The policy of now ranks models otherwise, and nobody confirmed a tier by it for what version %d is for."
                  .formatted(footing.watch().version())));
    }
    obstacles.addAll(verdict.obstacles());
    return new Verdict(verdict.results(), obstacles, verdict.envelope());
  }

  private List<Reason> against() {
    Watch watch = footing.watch();
    List<Reason> against = new ArrayList<>();
    watch
        .tenure()
        .left()
        .ifPresent(
            left ->
                against.add(
                    Reason.of(
                        "rollback.left",
                        "Version %d stands in %s since %s. Only a submission of it brings it back."
                            .formatted(watch.version(), left.to(), left.at()))));
    if (watch.current()) {
      against.add(
          Reason.of(
              "rollback.current",
              "Version %d is the one in production.".formatted(watch.version())));
    }
    watch
        .suspended()
        .ifPresent(
            by ->
                against.add(
                    Reason.of(
                        "rollback.suspended",
                        "Version %d is suspended since %s. Two persons end that, or a gate does."
                            .formatted(watch.version(), by.at()))));
    against.addAll(broken());
    if (watch.debt().isPresent()) {
      against.add(
          Reason.of(
              "rollback.debt",
              "Version %d came past its gate, and no gate approved it."
                  .formatted(watch.version())));
    }
    against.addAll(footing.against("rollback"));
    overdue(footing.now()).ifPresent(against::add);
    against.addAll(lent());
    return against;
  }

  /** It is suspended for them within seconds, and a way back would set its windows aside. */
  private List<Reason> broken() {
    return footing.standings().stream()
        .flatMap(one -> one.suspends().stream())
        .map(
            breach ->
                Reason.of(
                    "rollback.promise",
                    "Version %d broke the promise %s since %s, which suspends it."
                        .formatted(footing.watch().version(), breach.promise(), breach.since())))
        .toList();
  }

  /** Where it came in under a change envelope, what is wrong with that. */
  private List<Reason> lent() {
    Watch watch = footing.watch();
    List<Reason> against = new ArrayList<>();
    if (watch.opened().under().isPresent() && !watch.opened().policy().equals(policy)) {
      against.add(
          Reason.of(
              "rollback.envelope",
              "Version %d came in under a change envelope that was signed under another policy than now."
                  .formatted(watch.version())));
    }
    if (envelope.isPresent()) {
      against.add(
          Reason.of(
              "rollback.envelope",
              "Version %d came in under the change envelope of submission %d, and version %d was suspended since, or its approval withdrawn."
                  .formatted(
                      watch.version(),
                      watch.opened().under().orElseThrow(),
                      envelope.getAsLong())));
    }
    return against;
  }

  /** An approval that would be over by the policy of now, whatever that does at its end. */
  private Optional<Reason> overdue(Instant now) {
    return renewal
        .filter(one -> one.isOverdue(now))
        .map(
            one ->
                Reason.of(
                    "rollback.overdue",
                    "Under the policy of now the approval of version %d held until %s."
                        .formatted(footing.watch().version(), one.due())));
  }
}
