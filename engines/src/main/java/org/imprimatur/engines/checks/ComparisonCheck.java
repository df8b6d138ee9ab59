// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.imprimatur.proof.evidence.Comparison;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.json.Json;

/** Whether a challenger does better than the champion on the same rows. */
final class ComparisonCheck {
  private static final double MARGIN = 0.02;

  private final Task task;
  private final Specification asked;
  private final List<String> segments;
  private final Champion champion;

  private ComparisonCheck(Task task) throws CheckException {
    this.task = task;
    asked = Specification.of(task.spec());
    segments = Scored.segments(task);
    champion = Champion.of(task, asked);
  }

  static Json.Obj run(Task task) throws CheckException, IOException {
    ComparisonCheck check = new ComparisonCheck(task);
    double margin = check.margin();
    long seed = check.seed();
    PairedScores scores = check.read();
    RowCounts counts = scores.counts();
    Scored.requireComplete(counts);
    Comparison comparison = check.compare(scores, counts, seed);
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(comparison.tables(), comparison.metrics(), comparison.details(margin));
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

  private Comparison compare(PairedScores scores, RowCounts counts, long seed)
      throws CheckException {
    PairedSweep sweep = new PairedSweep(scores, scores.all());
    PairedBootstrap.Cut cut = new PairedBootstrap.Cut(champion.threshold(), asked.threshold());
    long wanted = sweep.selectedByChallenger(asked.threshold());
    double moved = sweep.cutoffFor(wanted);
    PairedBootstrap.Cut volume = new PairedBootstrap.Cut(moved, asked.threshold());
    List<Comparison.Slices> slices = new ArrayList<>();
    for (String segment : segments) {
      slices.add(slices(scores, Comparison.Kind.SEGMENT, List.of(segment), cut, volume));
    }
    for (List<String> group : asked.groups().all()) {
      slices.add(slices(scores, Comparison.Kind.GROUP, group, cut, volume));
    }
    Comparison.Slice overall = slice(sweep, cut, volume);
    Comparison.Cutoffs cutoffs =
        new Comparison.Cutoffs(
            Double.toString(champion.threshold()),
            Double.toString(asked.threshold()),
            Double.isInfinite(moved) ? "" : Double.toString(moved),
            wanted,
            sweep.selectedByChampion(moved));
    return new Comparison(counts, cutoffs, overall, slices, PairedBootstrap.draw(sweep, cut, seed));
  }

  private static Comparison.Slices slices(
      PairedScores scores,
      Comparison.Kind kind,
      List<String> columns,
      PairedBootstrap.Cut cut,
      PairedBootstrap.Cut volume)
      throws CheckException {
    Map<String, Comparison.Slice> byValue = new LinkedHashMap<>();
    for (Map.Entry<String, PairedScores.Rows> rows : scores.by(columns).entrySet()) {
      PairedSweep sweep = new PairedSweep(scores, rows.getValue());
      byValue.put(rows.getKey(), slice(sweep, cut, volume));
    }
    return new Comparison.Slices(String.join(" & ", columns), kind, byValue);
  }

  private static Comparison.Slice slice(
      PairedSweep sweep, PairedBootstrap.Cut cut, PairedBootstrap.Cut volume) {
    return new Comparison.Slice(cut.decisions(sweep), volume.decisions(sweep), sweep.ranking());
  }

  private double margin() throws CheckException {
    Optional<String> text = Specification.text(task.spec(), "margin");
    try {
      double margin = text.map(Double::parseDouble).orElse(MARGIN);
      if (margin >= 0 && margin <= 1) {
        return margin;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new CheckException(
        "spec.margin", "The margin " + text.orElse("") + " is not a number from 0 to 1.");
  }

  private long seed() throws CheckException {
    String text = Specification.text(task.spec(), "seed").orElse("1");
    try {
      long seed = Long.parseLong(text);
      if (Math.abs(seed) <= 1L << 53) {
        return seed;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new CheckException("spec.seed", "The seed " + text + " is not a whole number.");
  }
}
