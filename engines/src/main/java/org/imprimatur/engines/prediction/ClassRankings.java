// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ClassPairs;
import org.imprimatur.proof.evidence.Ranking;

/**
 * Each class of {@code ev} against the rest by its own score, and against each other class.
 *
 * @param pairs nothing where there are too many classes
 */
record ClassRankings(List<Ranking> each, Optional<ClassPairs> pairs) {
  static ClassRankings of(Database database, int classes) throws CheckException {
    List<Ranking> each = new ArrayList<>();
    List<List<BigInteger>> twiceU = new ArrayList<>();
    long rows = database.count("SELECT count(*) FROM ev");
    for (int of = 0; of < classes; of++) {
      PairSweep sweep = sweep(database, of, classes, rows);
      each.add(sweep.ranking());
      twiceU.add(sweep.twiceU());
    }
    return new ClassRankings(
        each,
        classes > ClassPairs.MOST_CLASSES
            ? Optional.empty()
            : Optional.of(new ClassPairs(twiceU, pooled(database, classes, rows))));
  }

  private static PairSweep sweep(Database database, int of, int classes, long rows)
      throws CheckException {
    long positives = database.count("SELECT count(*) FROM ev WHERE label = " + of);
    PairSweep sweep = new PairSweep(of, classes, positives, rows - positives);
    double[] score = {Double.NEGATIVE_INFINITY};
    database.query(
        "SELECT s" + of + " AS s, label, count(*) FROM ev GROUP BY s, label ORDER BY s",
        row -> {
          double next = row.getDouble(1);
          if (next > score[0]) {
            sweep.higher();
            score[0] = next;
          }
          sweep.at(row.getInt(2), row.getLong(3));
        });
    sweep.higher();
    return sweep;
  }

  private static Ranking pooled(Database database, int classes, long rows) throws CheckException {
    String parts =
        IntStream.range(0, classes)
            .mapToObj(
                of ->
                    "SELECT s%1$d AS s, count(*) FILTER (label = %1$d) AS p, count(*) AS n FROM ev GROUP BY s"
                        .formatted(of))
            .collect(Collectors.joining(" UNION ALL "));
    RankSweep sweep = new RankSweep(rows, rows * (classes - 1));
    database.query(
        "SELECT s, CAST(sum(p) AS BIGINT), CAST(sum(n) AS BIGINT) FROM ("
            + parts
            + ") GROUP BY s ORDER BY s",
        row -> sweep.next(row.getLong(2), row.getLong(3) - row.getLong(2)));
    return sweep.ranking();
  }
}
