// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Sequel;
import org.imprimatur.server.policies.Examinations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which files nobody reads back: rows of production with their labels, by whatever way. A digest is
 * no secret, so nobody opens such a file by naming it as something that is shown, such as a model
 * card. What was sent as rows and is also a record's own words or evidence is that record, and
 * stays open: whoever could close it would take it out of every export.
 */
@Component
final class ClosedFiles implements Sequel {
  /** Whether a file is rows of production or their labels, and nothing else in the log. */
  static boolean isClosed(JdbcClient db, Digest file) {
    return BatchStore.isFile(db, file)
        && Entries.acts(db, file.toString()).stream().noneMatch(act -> isItsOwn(act, file));
  }

  /** Whether the bytes are the act's own, rather than somebody's file that it points to. */
  private static boolean isItsOwn(Act act, Digest file) {
    return switch (act) {
      case BatchEvaluated one -> one.evidence().containsValue(file);
      case BatchWithdrawn one -> one.reason().equals(file);
      case BatchAct _, CardFiled _ -> false;
      case EvidenceRecorded one -> one.evidence().equals(file);
      case CommentMade one -> one.text().equals(file);
      case ChallengeRaised one -> one.text().equals(file);
      case FindingRetested one -> one.text().equals(file);
      case Act _ -> true;
    };
  }

  @Override
  public Optional<Refusal> against(Act act, JdbcClient db) {
    return act instanceof CardFiled filed
            && (BatchStore.isFile(db, filed.card()) || Examinations.isTestSet(db, filed.card()))
        ? Optional.of(
            new Refusal(
                "card.closed",
                422,
                "These bytes are data that nobody reads back, and no model card.",
                List.of(),
                "File the card itself."))
        : Optional.empty();
  }

  @Override
  public List<Act> after(Act act, Moment moment) {
    return List.of();
  }
}
