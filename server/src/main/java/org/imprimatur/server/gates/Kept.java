// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/**
 * What was read of submissions, kept until the log names them, their model or the people again. For
 * looking only: a decision reads everything anew in its own transaction. A verdict depends on the
 * instant and is kept for a minute at most, for lists of many.
 */
@Component
final class Kept {
  private static final int MOST = 256;

  private final Database database;
  private final Blobs blobs;
  private final Submissions submissions;
  private final Dockets dockets;
  private final LastNamed lastNamed;
  private final Map<Long, Reading> readings = new Latest<>();
  private final Map<Long, Evaluated> evaluated = new Latest<>();

  Kept(
      Database database,
      Blobs blobs,
      Submissions submissions,
      Dockets dockets,
      LastNamed lastNamed) {
    this.database = database;
    this.blobs = blobs;
    this.submissions = submissions;
    this.dockets = dockets;
    this.lastNamed = lastNamed;
  }

  /** The last of each, and not of too many. */
  private static final class Latest<T> extends LinkedHashMap<Long, T> {
    private static final long serialVersionUID = 1L;

    private Latest() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, T> eldest) {
      return size() > MOST;
    }
  }

  /** How a reading stood in a minute. */
  private record Evaluated(long readAt, long minute, Standing standing) {}

  /**
   * A submission and its docket as they were at a size of the log.
   *
   * @param siblings the numbers of all submissions of the model; another one names the model
   * @param decided the recorded verdict of a promoted submission
   */
  record Reading(
      long readAt,
      Submission submission,
      Docket docket,
      List<Long> siblings,
      Optional<Verdict> decided) {
    /** As it stands at an instant. */
    Standing standing(Instant at) {
      return decided
          .map(verdict -> Standing.decided(submission, docket, verdict))
          .orElseGet(() -> Standing.at(submission, docket, at));
    }

    /**
     * Whoever files into another submission of the model contributes to a version as well. What is
     * only remarked changes neither a submission nor its docket.
     */
    private List<String> things() {
      List<String> things = new ArrayList<>(List.of(submission.opened().model()));
      things.add(LastNamed.deeds(submission.number()));
      siblings.forEach(number -> things.add(LastNamed.deeds(number)));
      return things;
    }
  }

  /** Several at one size of the log. */
  List<Reading> read(List<Long> numbers) {
    // The size comes first: what is recorded meanwhile makes a reading old, never wrong.
    long size = lastNamed.size();
    return numbers.stream().map(number -> read(number, size)).toList();
  }

  /** How several stand in this minute: the same standing again where nothing was read anew. */
  List<Standing> standings(List<Long> numbers, Instant now) {
    return read(numbers).stream().map(reading -> standing(reading, now)).toList();
  }

  private Standing standing(Reading reading, Instant now) {
    long number = reading.submission().number();
    Evaluated last;
    synchronized (evaluated) {
      last = evaluated.get(number);
    }
    if (last != null && last.readAt() == reading.readAt() && last.minute() == minute(now)) {
      return last.standing();
    }
    var fresh = new Evaluated(reading.readAt(), minute(now), reading.standing(now));
    synchronized (evaluated) {
      evaluated.put(number, fresh);
    }
    return fresh.standing();
  }

  private static long minute(Instant now) {
    return now.getEpochSecond() / 60;
  }

  private Reading read(long number, long size) {
    Reading kept;
    synchronized (readings) {
      kept = readings.get(number);
    }
    if (kept != null && lastNamed.holds(kept.readAt(), kept.things())) {
      return kept;
    }
    Submission submission = submissions.get(database.reader(), number);
    Docket docket = dockets.read(database.reader(), submission);
    List<Long> siblings = submissions.numbers(database.reader(), submission.opened().model());
    Reading fresh = new Reading(size, submission, docket, siblings, decided(submission));
    synchronized (readings) {
      readings.put(number, fresh);
    }
    return fresh;
  }

  private Optional<Verdict> decided(Submission submission) {
    return submission.status() == Submission.Status.PROMOTED
        ? submission.ending().verdict().map(given -> Verdict.read(blobs.document(given.trace())))
        : Optional.empty();
  }
}
