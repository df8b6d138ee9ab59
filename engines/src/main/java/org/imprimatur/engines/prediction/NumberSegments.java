// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.NumberSegment;
import org.imprimatur.proof.evidence.Portion;

/** Adds up the rows of every value of one column; the order of rows changes nothing. */
final class NumberSegments {
  private final Database database;
  private final String key;
  private final PortionTally.Scales scales;
  private final SortedMap<String, Tally> tallies = new TreeMap<>();

  private NumberSegments(Database database, String key, PortionTally.Scales scales) {
    this.database = database;
    this.key = key;
    this.scales = scales;
  }

  /** What is known of the rows of one value; its truths are measured from their own mean. */
  private static final class Tally {
    private final PortionTally sums;
    private final PairTally pair = new PairTally();
    private double mean;
    private double largest;
    private Units ofTruth = Units.of(0);

    Tally(PortionTally sums) {
      this.sums = sums;
    }
  }

  /** Takes a row of a value. */
  private interface Row {
    void take(Tally tally, double truth, double predicted);
  }

  /**
   * The segments of one column.
   *
   * @param key the column of the rows that holds the values
   * @param values all that stand in it
   */
  static SortedMap<String, NumberSegment> of(
      Database database, String key, SortedSet<String> values, PortionTally.Scales scales)
      throws CheckException {
    var segments = new NumberSegments(database, key, scales);
    values.forEach(value -> segments.tallies.put(value, new Tally(new PortionTally(scales))));
    return segments.counted();
  }

  private SortedMap<String, NumberSegment> counted() throws CheckException {
    each((tally, truth, predicted) -> tally.sums.row(truth, predicted));
    SortedMap<String, Portion> portions = new TreeMap<>();
    tallies.forEach((value, tally) -> portions.put(value, tally.sums.portion()));
    tallies.forEach((value, tally) -> tally.mean = of(portions, value).centreOfTruth());
    each(
        (tally, truth, _) -> tally.largest = Math.max(tally.largest, Math.abs(truth - tally.mean)));
    for (Tally tally : tallies.values()) {
      if (Double.isInfinite(tally.largest)) {
        throw NumberRows.tooFar();
      }
      tally.ofTruth = Units.of(tally.largest);
    }
    each(
        (tally, truth, predicted) ->
            tally.pair.row(
                scales.errors().count(predicted - truth), tally.ofTruth.count(truth - tally.mean)));
    SortedMap<String, NumberSegment> found = new TreeMap<>();
    tallies.forEach(
        (value, tally) ->
            found.put(value, new NumberSegment(of(portions, value), tally.pair.pair())));
    return found;
  }

  private void each(Row row) throws CheckException {
    database.query(
        "SELECT " + key + ", truth, predicted FROM ev",
        found -> row.take(of(tallies, found.getString(1)), found.getDouble(2), found.getDouble(3)));
  }

  private static <T> T of(SortedMap<String, T> all, String value) {
    return Optional.ofNullable(all.get(value)).orElseThrow();
  }
}
