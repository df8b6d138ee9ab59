// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.RowCounts;

/**
 * Rows that the database is asked for once: they are counted, and kept in portions by their scores,
 * full pieces of them in files of the system's temporary folder. Whoever wants rows of some scores
 * gets them from there. Where they cannot be kept the database is asked again, which changes no
 * figure.
 *
 * <p>Which portion a row belongs to follows from its score alone: portions are finer the nearer
 * scores are to zero, as the numbers themselves are, down to 2^-20 and up to 2^12.
 */
final class KeptRows implements ScoredRows, AutoCloseable {
  /** More rows than this would fill gigabytes of a disk. */
  private static final long MOST_ROWS = 1L << 28;

  private static final int LEADING_BITS = 17;
  private static final int OCTAVE = 1 << (LEADING_BITS - 12);
  private static final int LEAST = (1023 - 20) * OCTAVE;
  private static final int SIDE = 32 * OCTAVE;

  private final ScoredRows rows;
  private final RowFiles files = new RowFiles();
  private final Portion[] portions = new Portion[2 * SIDE];
  private final long[] byCode;
  private long all;
  private long missingLabels;
  private long missingScores;
  private long outOfRange;
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;
  private boolean fails;

  private KeptRows(ScoredRows rows, int codes) {
    this.rows = rows;
    byCode = new long[codes];
  }

  /**
   * Reads all rows.
   *
   * @param codes how many codes there are
   */
  static KeptRows of(ScoredRows rows, int codes) throws CheckException {
    KeptRows kept = new KeptRows(rows, codes);
    rows.readAll(kept::take);
    return kept;
  }

  private void take(double[] scores, char[] codes, int count) {
    all += count;
    if (all > MOST_ROWS) {
      giveUp();
    }
    for (int i = 0; i < count; i++) {
      double score = scores[i] + 0.0;
      char code = codes[i];
      boolean isScored = Double.isFinite(score);
      if (code == NO_LABEL) {
        missingLabels++;
      } else {
        byCode[code]++;
        if (isScored) {
          keep(ScoreKey.of(score), code);
        }
      }
      missingScores += isScored ? 0 : 1;
      outOfRange += isScored && (score < 0 || score > 1) ? 1 : 0;
    }
  }

  private void keep(long key, char code) {
    low = Math.min(low, key);
    high = Math.max(high, key);
    if (fails) {
      return;
    }
    int number = portion(key);
    Portion portion = portions[number];
    if (portion == null) {
      portion = new Portion(files);
      portions[number] = portion;
    }
    try {
      portion.add(key, code);
    } catch (IOException e) {
      giveUp();
    }
  }

  private void giveUp() {
    fails = true;
    Arrays.fill(portions, null);
  }

  private static int portion(long key) {
    int leading = (int) (key >> (Long.SIZE - LEADING_BITS));
    return leading >= 0 ? SIDE + fromZero(leading) : SIDE - 1 - fromZero(~leading);
  }

  private static int fromZero(int leading) {
    return Math.clamp(leading - LEAST, 0, SIDE - 1);
  }

  /** Counts of all rows, those of which nothing was kept among them. */
  ScoreTable.Extent extent() {
    long positives = 0;
    for (int code = 1; code < byCode.length; code += 2) {
      positives += byCode[code];
    }
    return new ScoreTable.Extent(
        new RowCounts(all, missingLabels, missingScores, outOfRange),
        positives,
        ScoreKey.score(low),
        ScoreKey.score(high));
  }

  /** How many rows have a code, with or without a score. */
  long rows(int code) {
    return byCode[code];
  }

  /** Whether the portions hold all rows that have both a score and a label. */
  boolean isComplete() {
    return !fails;
  }

  /** The portions with rows, in ascending order of their scores; call only where they are kept. */
  List<Portion> portions() {
    return Stream.of(portions).filter(portion -> portion != null).toList();
  }

  @Override
  public void readAll(Sink sink) throws CheckException {
    rows.readAll(sink);
  }

  @Override
  public void readScores(double least, double most, Sink sink) throws CheckException {
    if (!readKept(least, most, sink)) {
      rows.readScores(least, most, sink);
    }
  }

  @Override
  public void read(double least, double most, Sink sink) throws CheckException {
    if (!readKept(least, most, sink)) {
      rows.read(least, most, sink);
    }
  }

  /** Reads nothing, and says so, where the rows could not be kept. */
  private boolean readKept(double least, double most, Sink sink) throws CheckException {
    if (fails) {
      return false;
    }
    double[] scores = new double[Portion.PIECE];
    char[] codes = new char[Portion.PIECE];
    List<Portion> within = new ArrayList<>(portions());
    within.removeIf(one -> one.low() > ScoreKey.of(most) || one.high() < ScoreKey.of(least));
    try {
      for (Portion portion : within) {
        portion.pieces(
            (keys, ofKeys, count) -> {
              int found = 0;
              for (int i = 0; i < count; i++) {
                double score = ScoreKey.score(keys[i]);
                scores[found] = score;
                codes[found] = ofKeys[i];
                found += score >= least && score <= most ? 1 : 0;
              }
              sink.rows(scores, codes, found);
            });
      }
      return true;
    } catch (UncheckedIOException e) {
      throw unreadable();
    }
  }

  static CheckException unreadable() {
    return new CheckException(
        "worker.disk", "The rows that a worker kept in its folder cannot be read again.");
  }

  @Override
  public void close() {
    files.close();
  }
}
