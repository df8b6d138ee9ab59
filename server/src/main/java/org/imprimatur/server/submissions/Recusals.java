// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.springframework.stereotype.Component;

/**
 * Lets a person step back from signing for a submission, on a page and for good. The reason is kept
 * beside the log under its digest.
 */
@Component
public final class Recusals {
  private static final int LONGEST = 2_000;

  private final Audit audit;
  private final Blobs blobs;
  private final Submissions submissions;
  private final Dockets dockets;

  Recusals(Audit audit, Blobs blobs, Submissions submissions, Dockets dockets) {
    this.audit = audit;
    this.blobs = blobs;
    this.submissions = submissions;
    this.dockets = dockets;
  }

  /** The caller signs nothing of this submission from now on. */
  public void recuse(Caller caller, long number, String reason) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("recusal.session", 403, "People step back on the page; a token cannot.");
    }
    String words = reason.strip();
    if (words.isEmpty() || words.length() > LONGEST) {
      throw refused("recusal.reason", 422, "Say why, in 1 to 2,000 characters.");
    }
    Digest stated = blobs.put(words.getBytes(StandardCharsets.UTF_8));
    audit.record(
        moment -> {
          Submission submission = submissions.get(moment.db(), number);
          if (submission.status() != Submission.Status.OPEN) {
            throw refused("submission.closed", 409, "Submission " + number + " has ended.");
          }
          boolean back =
              dockets
                  .read(moment.db(), submission)
                  .people()
                  .circumstances()
                  .recused()
                  .contains(caller.id());
          if (back) {
            throw refused("recusal.given", 409, "You stepped back from this submission already.");
          }
          return Ruling.granted(new SignerRecused(caller.stamp(moment), number, stated), number);
        });
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(SignOffs.refusal(code, status, sentence, List.of()));
  }
}
