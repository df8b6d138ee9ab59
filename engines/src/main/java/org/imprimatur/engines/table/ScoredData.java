// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Quantiles;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.SegmentTable;
import org.imprimatur.proof.evidence.Sums;

/** Rows with a label, a score and group values, held by the database; only counts come out. */
public final class ScoredData implements AutoCloseable {
  private static final int GROUP_LIMIT = 1000;
  private static final int THREADS = Integer.getInteger("imprimatur.threads", 2);
  private static final int FEW_ROWS = 1_000_000;

  /** Products of two numbers of rows stay within a long up to here. */
  private static final long ROW_LIMIT = Integer.MAX_VALUE;

  private final ScoreTable table;
  private final ScoreOrder.Limits limits;
  private final Optional<Coding> coding;
  private final KeptRows rows;
  private final ScoreTable.Extent extent;
  private final Optional<ScoreAgreement> agreement;

  private ScoredData(
      ScoreTable table,
      Optional<ScoreOrder.Limits> limits,
      Optional<Coding> coding,
      KeptRows rows,
      Optional<ScoreAgreement> agreement) {
    this.table = table;
    this.coding = coding;
    this.rows = rows;
    extent = rows.extent();
    this.limits = limits.orElseGet(() -> limits(extent.counts().rows()));
    this.agreement = agreement;
  }

  static ScoredData of(Database database, Source source, Optional<ScoreAgreement> agreement)
      throws CheckException {
    return read(ScoreTable.of(database, source), Optional.empty(), agreement);
  }

  /** The rows of a table, held and counted within some limits, which decide no figure. */
  static ScoredData of(ScoreTable table, ScoreOrder.Limits limits) throws CheckException {
    return read(table, Optional.of(limits), Optional.empty());
  }

  private static ScoredData read(
      ScoreTable table, Optional<ScoreOrder.Limits> limits, Optional<ScoreAgreement> agreement)
      throws CheckException {
    Optional<Coding> glimpsed = table.glimpse();
    if (glimpsed.isPresent()) {
      KeptRows rows = kept(table, glimpsed.get());
      if (rows.extent().counts().missingLabels() == 0) {
        return checked(new ScoredData(table, limits, glimpsed, rows, agreement));
      }
      rows.close();
    }
    Optional<Coding> coding = table.coding(table.groups());
    KeptRows rows = kept(table, coding.orElse(Coding.NONE));
    return checked(new ScoredData(table, limits, coding, rows, agreement));
  }

  private static ScoredData checked(ScoredData data) throws CheckException {
    long count = data.extent.counts().rows();
    if (count > ROW_LIMIT) {
      data.close();
      throw new CheckException(
          "data.rows",
          "The test set has "
              + count
              + " rows; at most "
              + ROW_LIMIT
              + " can be counted. Register a smaller one.");
    }
    return data;
  }

  private static KeptRows kept(ScoreTable table, Coding coding) throws CheckException {
    return KeptRows.of(table.rows(coding), coding.codes());
  }

  /**
   * A tenth of the rows at once, to be lean; never so few that reading again takes the time, and at
   * most a third of the heap for them, since sorting may take as much again.
   */
  private static ScoreOrder.Limits limits(long rows) {
    long most = Runtime.getRuntime().maxMemory() / 3 / ScoreOrder.ROW_BYTES;
    return new ScoreOrder.Limits(Math.clamp(Math.max(rows / 10, FEW_ROWS), 1, (int) most), THREADS);
  }

  /**
   * Where the rows come from, in SQL.
   *
   * @param joined whether it takes so long to read them that they are kept as they were read
   * @param written the same rows with texts as they are written; see {@link Table#written}
   * @param label 1, 0 or NULL
   * @param score a DOUBLE
   */
  record Source(
      String from,
      boolean joined,
      Optional<String> written,
      String label,
      String score,
      List<Group> groups) {
    Source by(List<Group> others) {
      return new Source(from, joined, written, label, score, others);
    }
  }

  /** A group column by name, and the SQL of its text. */
  record Group(String name, String text, boolean isText) {}

  /** How the model's scores agree with those of the predictions file, where both are there. */
  public Optional<ScoreAgreement> agreement() {
    return agreement;
  }

  /** The SQL that reads a row's label as 1, 0 or nothing. */
  public static String label(Table.Column column, String alias, String positive) {
    return switch (column.kind()) {
      case BOOLEAN ->
          either(column.in(alias), column.text(alias) + " = " + literal(truth(positive)));
      case INTEGER, NUMBER -> either(column.in(alias), isNumber(column, alias, positive));
      case TEXT, DATE, TIMESTAMP -> {
        String text = "trim(" + column.text(alias) + ")";
        String same = text + " = " + literal(positive) + " OR " + isNumber(column, alias, positive);
        yield either("nullif(lower(" + text + "), 'nan')", same);
      }
    };
  }

  private static String either(String there, String positive) {
    return "CASE WHEN " + there + " IS NULL THEN NULL WHEN " + positive + " THEN 1 ELSE 0 END";
  }

  private static String isNumber(Table.Column column, String alias, String number) {
    return column.number(alias) + " = TRY_CAST(" + literal(number) + " AS DOUBLE)";
  }

  /** The text of a truth value, which may also be written as 1 or 0, or in capitals. */
  static String truth(String positive) {
    return switch (positive.toLowerCase(Locale.ROOT)) {
      case "1", "1.0" -> "true";
      case "0", "0.0" -> "false";
      default -> positive.toLowerCase(Locale.ROOT);
    };
  }

  public RowCounts counts() {
    return extent.counts();
  }

  /**
   * What all rows count together.
   *
   * @param confusions a confusion table for each cut-off, in the order asked
   * @param probabilities nothing where a score lies outside [0, 1]
   * @param closedAbove ten bins (lo, hi]; without rows where a score lies outside [0, 1]
   */
  public record Overall(
      List<Confusion> confusions,
      Ranking ranking,
      Optional<Probabilities> probabilities,
      Quantiles quantiles,
      Reliability closedAbove) {
    public Overall {
      confusions = List.copyOf(confusions);
    }
  }

  /** Counts all rows; none may lack its label or its score. */
  public Overall overall(List<Double> cutoffs) throws CheckException {
    Whole whole = new Whole(cells(coding.orElse(Coding.NONE), rows), cutoffs);
    visit(rows, whole.cells, whole.visitor());
    return whole.overall();
  }

  /** All rows together, while they are counted. */
  private final class Whole {
    private final Cells cells;
    private final List<Double> cutoffs;
    private final ScorePass pass;
    private final CurveTally curve =
        new CurveTally(extent.counts().rows(), extent.counts().outOfRange() == 0);

    Whole(Cells cells, List<Double> cutoffs) {
      this.cells = cells;
      this.cutoffs = cutoffs;
      pass = pass(cells, List.of(cells.by(List.of())), cutoffs, ScorePass.Beside.LOSSES);
    }

    ScoreOrder.Visitor visitor() {
      return ScoreOrder.Visitor.both(pass, curve);
    }

    Overall overall() {
      return new Overall(
          cutoffs.stream().map(cutoff -> pass.confusion(0, 0, cutoff)).toList(),
          pass.ranking(0, 0),
          pass.losses().map(LossTally::probabilities),
          curve.quantiles(),
          curve.closedAbove());
    }
  }

  /**
   * Counts the segments of each column, with a reliability table of ten bins [lo, hi) for each,
   * unless a score lies outside [0, 1].
   */
  public List<SegmentTable> segments(List<String> columns, double cutoff) throws CheckException {
    List<SegmentTable> found = new ArrayList<>();
    for (GroupTable groups : groups(columns.stream().map(List::of).toList(), cutoff)) {
      List<Reliability> bins = new ArrayList<>();
      if (extent.counts().outOfRange() == 0) {
        Map<String, Reliability> byValue = table.reliability(groups.attribute());
        for (GroupTable.Row row : groups.rows()) {
          bins.add(Objects.requireNonNull(byValue.get(row.group())));
        }
      }
      found.add(new SegmentTable(groups, bins));
    }
    return found;
  }

  /**
   * Counts every combination of values ("no &amp; yes") of some sets of columns; none of the rows
   * may lack its label or its score. The sums are zero where a score lies outside [0, 1].
   */
  public List<GroupTable> groups(List<List<String>> sets, double cutoff) throws CheckException {
    if (coding.isPresent()) {
      return groups(coding.get(), rows, sets, cutoff);
    }
    List<GroupTable> tables = new ArrayList<>();
    for (List<String> set : sets) {
      Optional<Coding> alone = table.coding(set);
      if (alone.isEmpty()) {
        throw tooMany(set, table.distinct(set));
      }
      try (KeptRows again = kept(table, alone.get())) {
        tables.addAll(groups(alone.get(), again, List.of(set), cutoff));
      }
    }
    return tables;
  }

  private void visit(KeptRows kept, Cells cells, ScoreOrder.Visitor visitor) throws CheckException {
    ScoreOrder.visit(kept, 2 * cells.size(), limits, visitor);
  }

  /** What all rows count together, and group by group. */
  public record Both(Overall overall, List<GroupTable> groups) {
    public Both {
      groups = List.copyOf(groups);
    }
  }

  /** The same as {@link #overall} and {@link #groups} of the first cut-off, in one pass. */
  public Both both(List<Double> cutoffs, List<List<String>> sets) throws CheckException {
    double cutoff = cutoffs.getFirst();
    if (coding.isEmpty()) {
      return new Both(overall(cutoffs), groups(sets, cutoff));
    }
    Cells cells = cells(coding.get(), rows);
    Whole whole = new Whole(cells, cutoffs);
    Parted parted = new Parted(cells, sets, cutoff);
    visit(rows, cells, ScoreOrder.Visitor.both(whole.visitor(), parted.pass));
    return new Both(whole.overall(), parted.tables());
  }

  private static Cells cells(Coding coding, KeptRows rows) {
    List<Cells.Cell> cells = new ArrayList<>();
    for (int i = 0; i < coding.values().size(); i++) {
      cells.add(new Cells.Cell(coding.values().get(i), rows.rows(2 * i), rows.rows(2 * i + 1)));
    }
    return new Cells(coding.columns(), cells);
  }

  private List<GroupTable> groups(
      Coding coding, KeptRows kept, List<List<String>> sets, double cutoff) throws CheckException {
    Parted parted = new Parted(cells(coding, kept), sets, cutoff);
    visit(kept, parted.cells, parted.pass);
    return parted.tables();
  }

  /** The groups of some sets of columns, while they are counted. */
  private final class Parted {
    private final Cells cells;
    private final List<List<String>> sets;
    private final double cutoff;
    private final List<Cells.Grouping> groupings = new ArrayList<>();
    private final ScorePass pass;

    Parted(Cells cells, List<List<String>> sets, double cutoff) throws CheckException {
      this.cells = cells;
      this.sets = sets;
      this.cutoff = cutoff;
      for (List<String> set : sets) {
        Cells.Grouping grouping = cells.by(set);
        if (grouping.names().size() > GROUP_LIMIT) {
          throw tooMany(set, grouping.names().size());
        }
        groupings.add(grouping);
      }
      pass = pass(cells, groupings, List.of(cutoff), ScorePass.Beside.CELLS);
    }

    List<GroupTable> tables() {
      List<GroupTable> tables = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        List<GroupTable.Row> rows = new ArrayList<>();
        for (int group = 0; group < groupings.get(i).names().size(); group++) {
          rows.add(row(pass, i, groupings.get(i), group, cutoff));
        }
        tables.add(new GroupTable(String.join(" & ", sets.get(i)), rows));
      }
      return tables;
    }
  }

  private static GroupTable.Row row(
      ScorePass pass, int number, Cells.Grouping grouping, int group, double cutoff) {
    return new GroupTable.Row(
        grouping.names().get(group),
        pass.confusion(number, group, cutoff),
        pass.ranking(number, group),
        pass.sums().map(sums -> sums.scores(grouping, group)).orElse(Sums.ZERO),
        pass.sums().map(sums -> sums.brier(grouping, group)).orElse(Sums.ZERO));
  }

  private static CheckException tooMany(List<String> set, long values) {
    return new CheckException(
        "data.groups",
        "The group "
            + String.join(" & ", set)
            + " has "
            + values
            + " values; at most "
            + GROUP_LIMIT
            + " can be compared. Register a coarser group.");
  }

  private ScorePass pass(
      Cells cells, List<Cells.Grouping> groupings, List<Double> cutoffs, ScorePass.Beside beside) {
    double[] ascending = cutoffs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    boolean probabilities = extent.counts().outOfRange() == 0;
    return new ScorePass(
        new Groupings(groupings, cells.size()),
        ascending,
        cells.size(),
        probabilities ? beside : ScorePass.Beside.NOTHING);
  }

  /** Rows that were kept go with this. */
  @Override
  public void close() {
    rows.close();
  }
}
