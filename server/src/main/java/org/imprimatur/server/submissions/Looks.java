// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.springframework.stereotype.Component;

/** What each person opened of a submission, so that a page can say what changed since. */
@Component
public final class Looks {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Audit audit;
  private final Database database;
  private final Submissions submissions;
  private final InstantSource clock;

  Looks(Audit audit, Database database, Submissions submissions, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.submissions = submissions;
    this.clock = clock;
  }

  /** Notes that the person has a class open; what is no class, or no digest, is refused. */
  public void note(Caller caller, long number, String evidenceClass, String digest) {
    Submission submission = submissions.get(number);
    if (!EvidenceClasses.ALL.contains(evidenceClass) || !DIGEST.matcher(digest).matches()) {
      throw new RefusedException(
          new Refusal(
              "look.class",
              422,
              "What was opened is no class of evidence with its digest.",
              List.of(),
              "Open a class on the page of the submission."));
    }
    var look =
        new Look(evidenceClass, Digest.parse(digest), submission.revision(), clock.instant());
    audit.work(
        db -> {
          db.sql("DELETE FROM looks WHERE person = ? AND submission = ? AND class = ?")
              .params(caller.id(), number, evidenceClass)
              .update();
          db.sql("INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?)")
              .params(
                  caller.id(),
                  number,
                  evidenceClass,
                  digest,
                  look.revision(),
                  look.at().toEpochMilli())
              .update();
          return look;
        });
  }

  /** The last look of a person at each class of a submission. */
  public Map<String, Look> of(Caller caller, long number) {
    Map<String, Look> looks = new TreeMap<>();
    database
        .reader()
        .sql("SELECT class, digest, revision, at FROM looks WHERE person = ? AND submission = ?")
        .params(caller.id(), number)
        .query(
            (row, _) ->
                new Look(
                    row.getString(1),
                    Digest.parse(row.getString(2)),
                    row.getLong(3),
                    Instant.ofEpochMilli(row.getLong(4))))
        .list()
        .forEach(look -> looks.put(look.evidenceClass(), look));
    return looks;
  }

  /** The submissions of which a person opened a class last. */
  public List<SubmissionRow> recent(Caller caller, int count) {
    return SubmissionStore.lookedAt(database.reader(), caller.id(), count);
  }

  /** The newest of some looks. */
  public static Optional<Look> newest(Map<String, Look> looks) {
    return looks.values().stream().max(Comparator.comparing(Look::at));
  }
}
