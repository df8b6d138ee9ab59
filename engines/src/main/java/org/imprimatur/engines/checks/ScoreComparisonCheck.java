// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.Inputs;
import org.imprimatur.engines.table.PairedBootstrap;
import org.imprimatur.engines.table.PairedScores;
import org.imprimatur.engines.table.PairedSweep;
import org.imprimatur.engines.table.RowScores;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Parted;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.ScoreComparison;
import org.imprimatur.proof.json.Json;

/** Whether a challenger with a score does better than the champion on the same rows. */
final class ScoreComparisonCheck {
  private final Task task;
  private final Specification asked;
  private final List<String> segments;
  private final Champion champion;

  ScoreComparisonCheck(Task task) throws CheckException {
    this.task = task;
    asked = Specification.of(task.spec());
    segments = Scored.segments(task);
    champion = Champion.of(task, asked);
  }

  ScoreComparison compare(long seed) throws CheckException, IOException {
    PairedScores scores = read();
    RowCounts counts = scores.counts();
    Scored.requireComplete(counts);
    return compare(scores, counts, seed);
  }

  private PairedScores read() throws CheckException, IOException {
    List<Path> testSet = task.needAll("testSet");
    Set<String> texts = new LinkedHashSet<>(segments);
    asked.groups().all().forEach(texts::addAll);
    RowScores challenger =
        read(
            asked,
            new Inputs.Files(testSet, task.all("predictions"), task.find("model")),
            task.spec(),
            List.copyOf(texts));
    RowScores incumbent =
        read(
            champion.asked(challenger.testColumns()),
            new Inputs.Files(testSet, champion.predictions(), champion.model()),
            champion.spec(),
            List.of());
    return PairedScores.of(challenger, incumbent);
  }

  private RowScores read(Specification asked, Inputs.Files files, Json.Obj spec, List<String> texts)
      throws CheckException, IOException {
    try (Database database = Scored.database(task)) {
      return Inputs.readRows(database, asked, files, Scored.request(spec, asked), texts);
    }
  }

  private ScoreComparison compare(PairedScores scores, RowCounts counts, long seed)
      throws CheckException {
    PairedSweep sweep = new PairedSweep(scores, scores.all());
    PairedBootstrap.Cut cut = new PairedBootstrap.Cut(champion.threshold(), asked.threshold());
    long wanted = sweep.selectedByChallenger(asked.threshold());
    double moved = sweep.cutoffFor(wanted);
    PairedBootstrap.Cut volume = new PairedBootstrap.Cut(moved, asked.threshold());
    List<Parted<ScoreComparison.Slice>> slices = new ArrayList<>();
    for (String segment : segments) {
      slices.add(slices(scores, Parted.Kind.SEGMENT, List.of(segment), cut, volume));
    }
    for (List<String> group : asked.groups().all()) {
      slices.add(slices(scores, Parted.Kind.GROUP, group, cut, volume));
    }
    ScoreComparison.Slice overall = slice(sweep, cut, volume);
    ScoreComparison.Cutoffs cutoffs =
        new ScoreComparison.Cutoffs(
            Double.toString(champion.threshold()),
            Double.toString(asked.threshold()),
            Double.isInfinite(moved) ? "" : Double.toString(moved),
            wanted,
            sweep.selectedByChampion(moved));
    return new ScoreComparison(
        counts, cutoffs, overall, slices, PairedBootstrap.draw(sweep, cut, seed));
  }

  private static Parted<ScoreComparison.Slice> slices(
      PairedScores scores,
      Parted.Kind kind,
      List<String> columns,
      PairedBootstrap.Cut cut,
      PairedBootstrap.Cut volume)
      throws CheckException {
    Map<String, ScoreComparison.Slice> byValue = new LinkedHashMap<>();
    for (Map.Entry<String, PairedScores.Rows> rows : scores.by(columns).entrySet()) {
      PairedSweep sweep = new PairedSweep(scores, rows.getValue());
      byValue.put(rows.getKey(), slice(sweep, cut, volume));
    }
    return new Parted<>(String.join(" & ", columns), kind, byValue);
  }

  private static ScoreComparison.Slice slice(
      PairedSweep sweep, PairedBootstrap.Cut cut, PairedBootstrap.Cut volume) {
    return new ScoreComparison.Slice(
        cut.decisions(sweep), volume.decisions(sweep), sweep.ranking());
  }
}
