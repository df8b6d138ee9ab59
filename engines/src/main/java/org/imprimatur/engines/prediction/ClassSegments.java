// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ClassConfusion;
import org.imprimatur.proof.evidence.Multiclass;
import org.imprimatur.proof.evidence.Parted;
import org.imprimatur.proof.evidence.Ranking;

/** What predictions and scores give for every value of some columns. */
record ClassSegments(Database database, ClassRows rows, boolean scored) {

  List<Parted<Multiclass>> of(List<String> columns) throws CheckException {
    List<Parted<Multiclass>> found = new ArrayList<>();
    long width = rows.classes().size();
    long cells = 0;
    for (String column : columns) {
      String key = rows.key(List.of(column));
      cells += database.count("SELECT count(DISTINCT " + key + ") FROM ev") * width * width;
      if (cells > Multiclass.MOST_SEGMENT_CELLS) {
        throw new CheckException(
            "data.cells",
            "The segments have too many values for "
                + width
                + " classes. Register fewer or coarser segments.");
      }
      SortedMap<String, Multiclass> byValue = of(key, rows.by(List.of(column)));
      found.add(new Parted<>(column, Parted.Kind.SEGMENT, byValue));
    }
    return found;
  }

  private SortedMap<String, Multiclass> of(String key, SortedMap<String, ClassConfusion> counts)
      throws CheckException {
    List<String> classes = rows.classes();
    SortedMap<String, Multiclass> found = new TreeMap<>();
    if (!scored) {
      counts.forEach(
          (value, own) ->
              found.put(value, new Multiclass(classes, own, Optional.empty(), List.of())));
      return found;
    }
    SortedMap<String, List<Ranking>> rankings = new TreeMap<>();
    SortedMap<String, ClassTally> tallies = new TreeMap<>();
    for (String value : counts.keySet()) {
      rankings.put(value, new ArrayList<>());
      tallies.put(value, new ClassTally(classes.size()));
    }
    for (int of = 0; of < classes.size(); of++) {
      rank(key, of, counts).forEach((value, sweep) -> at(rankings, value).add(sweep.ranking()));
    }
    String scores =
        IntStream.range(0, classes.size()).mapToObj(i -> "s" + i).collect(Collectors.joining(", "));
    int last = classes.size() + 2;
    database.query(
        "SELECT label, " + scores + ", " + key + " FROM ev",
        row -> at(tallies, row.getString(last)).row(row));
    counts.forEach(
        (value, own) ->
            found.put(
                value,
                new Multiclass(
                    classes,
                    own,
                    Optional.of(at(tallies, value).scores(at(rankings, value), Optional.empty())),
                    List.of())));
    return found;
  }

  private SortedMap<String, RankSweep> rank(
      String key, int of, SortedMap<String, ClassConfusion> counts) throws CheckException {
    SortedMap<String, RankSweep> sweeps = new TreeMap<>();
    counts.forEach(
        (value, own) ->
            sweeps.put(value, new RankSweep(own.truth(of), own.rows() - own.truth(of))));
    database.query(
        "SELECT "
            + key
            + " AS k, s"
            + of
            + " AS s, count(*) FILTER (label = "
            + of
            + "), count(*) FROM ev GROUP BY k, s ORDER BY s",
        row -> at(sweeps, row.getString(1)).next(row.getLong(3), row.getLong(4) - row.getLong(3)));
    return sweeps;
  }

  private static <T> T at(SortedMap<String, T> all, String value) {
    return Optional.ofNullable(all.get(value)).orElseThrow();
  }
}
