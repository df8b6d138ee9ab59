// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.CalibrationFit;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.Sums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast pass against a plain one that adds up distinct scores in big integers. */
class ScorePassTest {
  private static final List<Double> CUTOFFS = List.of(0.5, -1e-300, 0.0, 0.1, 0.3, 0.9, 1.0, 2.0);
  private static final List<List<String>> SETS =
      List.of(List.of("sex"), List.of("age"), List.of("sex", "age"));

  @TempDir Path folder;

  private record Row(int label, double score, String sex, String age) {}

  /** Scores of one kind; of most kinds many rows have the same. */
  private static double score(String kind, SplittableRandom random) {
    return switch (kind) {
      case "distinct" -> random.nextDouble();
      case "tied" -> random.nextInt(0, 9) / 8.0;
      case "ends" -> List.of(0.0, -0.0, 1.0, 0.5, 1 - 0x1p-53).get(random.nextInt(5));
      case "same" -> 0.25;
      case "crowded" -> 0.5 + random.nextInt(40) * 0x1p-53;
      case "tiny" -> random.nextInt(5) * Double.MIN_VALUE;
      case "signed" -> random.nextInt(-50, 50) / 16.0;
      case "wild" -> wild(random);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Any finite bits: large, small, negative, denormal, and a negative zero now and then. */
  private static double wild(SplittableRandom random) {
    double score = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(score) && random.nextInt(10) > 0 ? score : -0.0;
  }

  private static List<Row> rows(String kind, int count, double positives, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = random.nextDouble() < positives ? 1 : 0;
      String age = String.valueOf((char) ('a' + random.nextInt(random.nextInt(1, 30))));
      rows.add(new Row(label, score(kind, random), random.nextBoolean() ? "f" : "m", age));
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "distinct,2000,0.3", "tied,2000,0.5", "ends,500,0.5", "same,300,0.5", "crowded,3000,0.4",
    "tiny,1000,0.5", "signed,3000,0.2", "wild,3000,0.5", "distinct,400,0", "distinct,400,1",
    "tied,1,0.5", "distinct,70000,0.1", "wild,70000,0.5"
  })
  void counts_what_a_plain_pass_counts_however_few_rows_are_held_at_once(
      String kind, int count, double positives) throws Exception {
    long seed = System.nanoTime();
    List<Row> rows = rows(kind, count, positives, seed);
    ScoredData.Overall overall = plain(rows);
    List<GroupTable> groups = plainGroups(rows);
    List<Reliability> bins = plainBins(rows);
    for (ScoreOrder.Limits limits :
        List.of(
            new ScoreOrder.Limits(1 << 20, 1),
            new ScoreOrder.Limits(1 << 20, 3),
            new ScoreOrder.Limits(Math.max(1, count / 7), 2),
            new ScoreOrder.Limits(Math.max(1, count / 40), 4))) {
      Collections.shuffle(rows, new java.util.Random(seed));
      try (Database database = database(rows)) {
        ScoreTable table = new ScoreTable(database, List.of("sex", "age"));
        ScoredData data = ScoredData.of(table, limits);
        assertThat(data.overall(CUTOFFS)).as("seed %d", seed).isEqualTo(overall);
        assertThat(data.groups(SETS, 0.3)).as("seed %d", seed).isEqualTo(groups);
        assertThat(data.segments(List.of("age"), 0.3).getFirst().bins())
            .as("seed %d", seed)
            .isEqualTo(bins);
      }
    }
  }

  private Database database(List<Row> rows) throws CheckException, SQLException {
    Database database = Database.open(folder);
    database.execute("CREATE TABLE given (label TINYINT, score DOUBLE, g0 VARCHAR, g1 VARCHAR)");
    database.fill(
        "given",
        appender -> {
          for (Row row : rows) {
            appender.beginRow();
            appender.append((byte) row.label);
            appender.append(row.score);
            appender.append(row.sex);
            appender.append(row.age);
            appender.endRow();
          }
        });
    database.execute("CREATE VIEW ev AS SELECT label, score + 0.0 AS score, g0, g1 FROM given");
    return database;
  }

  private static ScoredData.Overall plain(List<Row> rows) {
    PlainSweep sweep = new PlainSweep(distinct(rows));
    return new ScoredData.Overall(
        CUTOFFS.stream().map(sweep::confusion).toList(),
        sweep.ranking(),
        inRange(rows) ? Optional.of(sweep.probabilities()) : Optional.empty(),
        sweep.quantiles(inRange(rows)),
        sweep.closedAbove(inRange(rows)));
  }

  private static boolean inRange(List<Row> rows) {
    return rows.stream().allMatch(row -> row.score >= 0 && row.score <= 1);
  }

  private static List<Reliability> plainBins(List<Row> rows) {
    if (!inRange(rows)) {
      return List.of();
    }
    TreeMap<String, List<Row>> ages = new TreeMap<>();
    rows.forEach(row -> ages.computeIfAbsent(row.age, _ -> new ArrayList<>()).add(row));
    return ages.values().stream()
        .map(age -> new PlainSweep(distinct(age)).probabilities().ten())
        .toList();
  }

  private static List<GroupTable> plainGroups(List<Row> rows) {
    List<GroupTable> tables = new ArrayList<>();
    boolean sums = inRange(rows);
    for (List<String> set : SETS) {
      TreeMap<String, List<Row>> groups = new TreeMap<>();
      for (Row row : rows) {
        List<String> values =
            set.stream().map(name -> name.equals("sex") ? row.sex : row.age).toList();
        groups.computeIfAbsent(String.join(" & ", values), _ -> new ArrayList<>()).add(row);
      }
      List<GroupTable.Row> found = new ArrayList<>();
      groups.forEach(
          (name, group) -> {
            PlainSweep sweep = new PlainSweep(distinct(group));
            found.add(
                new GroupTable.Row(
                    name,
                    sweep.confusion(0.3),
                    sweep.ranking(),
                    sums ? sweep.scoreSums() : Sums.ZERO,
                    sums ? sweep.brierSums() : Sums.ZERO));
          });
      tables.add(new GroupTable(String.join(" & ", set), found));
    }
    return tables;
  }

  private static DistinctScores distinct(List<Row> rows) {
    TreeMap<Double, long[]> counts = new TreeMap<>();
    for (Row row : rows) {
      counts.computeIfAbsent(row.score + 0.0, _ -> new long[2])[row.label]++;
    }
    DistinctScores scores = new DistinctScores();
    counts.forEach((score, count) -> scores.add(score, count[1], count[0]));
    return scores;
  }

  @Test
  void another_score_in_one_row_makes_another_result() throws Exception {
    List<Row> rows = rows("distinct", 500, 0.5, 1);
    ScoredData.Overall before = plain(rows);
    Row old = rows.get(77);
    rows.set(77, new Row(old.label, Math.nextUp(old.score), old.sex, old.age));
    try (Database database = database(rows)) {
      ScoreTable table = new ScoreTable(database, List.of("sex", "age"));
      ScoredData data = ScoredData.of(table, new ScoreOrder.Limits(100, 2));
      assertThat(data.overall(CUTOFFS)).isNotEqualTo(before).isEqualTo(plain(rows));
    }
  }

  @Test
  void many_distinct_scores_are_fitted_in_bins_of_logits_to_nine_digits() {
    SplittableRandom random = new SplittableRandom(20261125);
    Logits logits = new Logits();
    DistinctScores each = new DistinctScores();
    int count = Logits.DISTINCT + 40_000;
    for (int i = 0; i < count; i++) {
      double score = (i + random.nextDouble()) / count;
      int positive = random.nextDouble() < score * score ? 1 : 0;
      logits.run(score, 1 - positive, positive);
      each.add(score, positive, 1 - positive);
    }
    CalibrationFit binned = logits.fit().orElseThrow();
    CalibrationFit exact = LogisticFit.of(each, LossTally.CLIP).orElseThrow();
    List<ToDoubleFunction<CalibrationFit>> figures =
        List.of(
            fit -> fit.intercept().doubleValue(),
            fit -> fit.slope().doubleValue(),
            fit -> fit.interceptError().doubleValue(),
            fit -> fit.slopeError().doubleValue());
    for (ToDoubleFunction<CalibrationFit> figure : figures) {
      assertThat(figure.applyAsDouble(binned) / figure.applyAsDouble(exact) - 1)
          .isBetween(-1e-9, 1e-9);
    }
  }

  @Test
  void the_fit_of_many_scores_is_the_same_whichever_part_they_came_in() {
    int count = Logits.DISTINCT + 5_000;
    Logits whole = new Logits();
    Logits first = new Logits();
    Logits second = new Logits();
    for (int i = 0; i < count; i++) {
      double score = i / (double) count;
      int positive = Integer.bitCount(i) & 1;
      whole.run(score, 1 - positive, positive);
      (i < count / 3 ? first : second).run(score, 1 - positive, positive);
    }
    first.take(second);
    assertThat(first.fit()).isEqualTo(whole.fit());
  }

  @Test
  void the_fit_is_the_same_where_parts_go_on_after_they_were_taken() {
    int count = 3 * Logits.DISTINCT;
    Logits whole = new Logits();
    Logits all = new Logits();
    Logits even = new Logits();
    Logits odd = new Logits();
    for (int i = 0; i < count; i++) {
      double score = i / (double) count;
      int positive = Integer.bitCount(i) & 1;
      whole.run(score, 1 - positive, positive);
      int block = i / 1000;
      boolean ofFirst = i < 2 * Logits.DISTINCT && block % 2 == 0;
      (ofFirst ? even : odd).run(score, 1 - positive, positive);
      if (i % 2000 == 1999) {
        all.take(even);
        all.take(odd);
      }
    }
    all.take(even);
    all.take(odd);
    assertThat(all.fit()).isEqualTo(whole.fit());
  }
}
