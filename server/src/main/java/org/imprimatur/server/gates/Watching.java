// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.Optional;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.replay.PolicyReplay;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.Submission;
import org.springframework.stereotype.Component;

/**
 * What a policy that is watched would say of an open submission, beside the verdict that binds: as
 * if everything in it were enforced.
 */
@Component
public final class Watching {
  private final Database database;
  private final Blobs blobs;
  private final Proposals proposals;
  private final Dockets dockets;

  Watching(Database database, Blobs blobs, Proposals proposals, Dockets dockets) {
    this.database = database;
    this.blobs = blobs;
    this.proposals = proposals;
    this.dockets = dockets;
  }

  /**
   * A verdict that binds nobody.
   *
   * @param tier in which the watched policy would judge
   */
  public record Foreseen(Proposals.Watched watched, String tier, Verdict verdict) {}

  /** Of an open submission under a policy of a name for which another one is watched. */
  public Optional<Foreseen> of(Standing standing) {
    Policy pinned = standing.docket().policy();
    return standing.submission().status() == Submission.Status.OPEN
        ? proposals.watched(pinned.name()).flatMap(watched -> foreseen(standing, pinned, watched))
        : Optional.empty();
  }

  /** Empty where the watched policy has no such gate, so that nothing would be judged. */
  private Optional<Foreseen> foreseen(Standing standing, Policy pinned, Proposals.Watched watched) {
    Submission submission = standing.submission();
    Policy draft = watched.policy();
    if (!draft.gates().containsKey(submission.opened().gate())) {
      return Optional.empty();
    }
    String tier =
        PolicyReplay.tier(
            draft,
            pinned,
            standing.input().subject().tier(),
            blobs.document(submission.opened().risk()));
    var input =
        dockets
            .under(database.reader(), submission, draft, tier)
            .input(standing.input().at())
            .inTier(tier)
            .asIfEnforced();
    return Optional.of(new Foreseen(watched, tier, Gate.evaluate(input)));
  }
}
