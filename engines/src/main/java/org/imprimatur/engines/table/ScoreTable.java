// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.RowCounts;

/**
 * The table or view {@code ev} of the database: label (1, 0 or null), score (finite or null), and
 * the group columns g0, g1, … as texts without nulls.
 */
final class ScoreTable {
  /** So many combinations of group values can be told apart by a row's code. */
  static final int CELL_LIMIT = (1 << 15) - 1;

  private static final int BITS = 14;

  /** A row's text is looked for among so many at most. */
  private static final int TEXT_LIMIT = 64;

  /** So many rows show nearly always all texts of a column with few of them. */
  private static final int FIRST_ROWS = 20_000;

  private final Database database;
  private final List<String> groups;
  private final Optional<Written> written;

  /**
   * Looks at {@code ev}.
   *
   * @param groups the names of its group columns, in their order
   */
  ScoreTable(Database database, List<String> groups) {
    this(database, groups, Optional.empty());
  }

  private ScoreTable(Database database, List<String> groups, Optional<Written> written) {
    this.database = database;
    this.groups = List.copyOf(groups);
    this.written = written;
  }

  /** The same rows in SQL, with texts as they are written; no text is missing. */
  private record Written(String from, String label, String score, List<String> texts) {}

  /** Makes {@code ev} of some rows. */
  static ScoreTable of(Database database, ScoredData.Source source) throws CheckException {
    List<String> parts = new ArrayList<>();
    parts.add(source.label() + " AS label");
    String score = source.score();
    parts.add("CASE WHEN isfinite(" + score + ") THEN " + score + " + 0.0 END AS score");
    for (int i = 0; i < source.groups().size(); i++) {
      parts.add("COALESCE(" + source.groups().get(i).text() + ", 'missing') AS g" + i);
    }
    String kept = source.joined() ? "CREATE TABLE" : "CREATE VIEW";
    database.execute(kept + " ev AS SELECT " + String.join(", ", parts) + " FROM " + source.from());
    Optional<Written> written =
        source
            .written()
            .filter(_ -> source.groups().stream().allMatch(ScoredData.Group::isText))
            .map(
                from ->
                    new Written(
                        from,
                        source.label(),
                        score,
                        source.groups().stream().map(ScoredData.Group::text).toList()));
    List<String> names = source.groups().stream().map(ScoredData.Group::name).toList();
    return new ScoreTable(database, names, written);
  }

  List<String> groups() {
    return groups;
  }

  /** Counts and bounds over all rows. */
  record Extent(RowCounts counts, long positives, double least, double most) {}

  /**
   * The same for all columns by the texts of some rows, where files are read as they are written. A
   * row with another text has no code then, as one without a label has none.
   */
  Optional<Coding> glimpse() throws CheckException {
    return written.isEmpty() || groups.isEmpty()
        ? Optional.empty()
        : codingOf(groups, written.get(), " LIMIT " + FIRST_ROWS);
  }

  /** How codes tell the combinations of values of some columns, unless there are too many. */
  Optional<Coding> coding(List<String> columns) throws CheckException {
    if (columns.isEmpty()) {
      return Optional.of(Coding.NONE);
    }
    Optional<Coding> found =
        written.isPresent() ? codingOf(columns, written.get(), "") : Optional.empty();
    return found.isPresent() ? found : cells(columns);
  }

  /** By the place of each text among the texts of its column, in bits of their own. */
  private Optional<Coding> codingOf(List<String> columns, Written rows, String some)
      throws CheckException {
    List<Coding.Texts> all = new ArrayList<>();
    List<String> places = new ArrayList<>();
    int bits = 0;
    for (String column : columns) {
      String text = rows.texts.get(groups.indexOf(column));
      List<String> texts = texts(text, rows.from + some);
      Coding.Texts found = new Coding.Texts(texts, bits);
      bits += found.width();
      if (texts.size() > TEXT_LIMIT || bits > BITS) {
        return Optional.empty();
      }
      String list = texts.stream().map(Database::literal).collect(Collectors.joining(", "));
      places.add(
          "(list_position(["
              + list
              + "], "
              + text
              + ")::USMALLINT << "
              + (found.shift() + 1)
              + ")");
      all.add(found);
    }
    String twice = String.join(" | ", places);
    return Optional.of(
        new Coding(columns, Coding.Texts.combined(all, bits), twice, Coding.From.WRITTEN));
  }

  private List<String> texts(String text, String from) throws CheckException {
    List<String> texts = new ArrayList<>();
    database.query(
        "SELECT DISTINCT x FROM (SELECT "
            + text
            + " AS x FROM "
            + from
            + ") LIMIT "
            + (TEXT_LIMIT + 1),
        row -> texts.add(row.getString(1)));
    return texts;
  }

  /** By a table of the combinations that occur. */
  private Optional<Coding> cells(List<String> columns) throws CheckException {
    String list = columns.stream().map(this::column).collect(Collectors.joining(", "));
    database.execute(
        "CREATE OR REPLACE TABLE cell AS SELECT (row_number() OVER (ORDER BY "
            + list
            + ") - 1)::INTEGER AS number, * FROM (SELECT DISTINCT "
            + list
            + " FROM ev LIMIT "
            + (CELL_LIMIT + 1)
            + ")");
    List<List<String>> found = new ArrayList<>();
    database.query(
        "SELECT " + list + " FROM cell ORDER BY number",
        row -> {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            values.add(row.getString(i + 1));
          }
          found.add(List.copyOf(values));
        });
    return found.size() > CELL_LIMIT
        ? Optional.empty()
        : Optional.of(new Coding(columns, found, "2 * number", Coding.From.CELLS));
  }

  long distinct(List<String> columns) throws CheckException {
    String list = columns.stream().map(this::column).collect(Collectors.joining(", "));
    return database.count("SELECT count(*) FROM (SELECT DISTINCT " + list + " FROM ev)");
  }

  /** Ten bins [lo, hi) of the scores of each value of a column, all of them within [0, 1]. */
  Map<String, Reliability> reliability(String column) throws CheckException {
    Map<String, Reliability.Bin[]> found = new HashMap<>();
    database.query(
        "SELECT "
            + column(column)
            + " AS k, least(9, floor(score * 10.0E0))::INTEGER AS bin, count(*),"
            + " count(*) FILTER (label = 1),"
            + " sum(floor(score * 1125899906842624.0E0 + 0.5E0)::BIGINT)::VARCHAR"
            + " FROM ev GROUP BY ALL",
        row ->
            found.computeIfAbsent(row.getString(1), value -> none())[row.getInt(2)] =
                new Reliability.Bin(
                    row.getLong(3), row.getLong(4), new BigInteger(row.getString(5))));
    Map<String, Reliability> tables = new HashMap<>();
    found.forEach((value, bins) -> tables.put(value, new Reliability(List.of(bins))));
    return tables;
  }

  private static Reliability.Bin[] none() {
    Reliability.Bin[] bins = new Reliability.Bin[10];
    Arrays.fill(bins, new Reliability.Bin(0, 0, BigInteger.ZERO));
    return bins;
  }

  /** All rows with their codes; call before another coding is asked for. */
  ScoredRows rows(Coding coding) {
    String rows = within(coding);
    return new ScoredRows() {
      @Override
      public void readAll(Sink sink) throws CheckException {
        database.scores(all(coding), sink);
      }

      @Override
      public void read(double low, double high, Sink sink) throws CheckException {
        database.scores(rows, low, high, sink);
      }

      @Override
      public void readScores(double low, double high, Sink sink) throws CheckException {
        database.scores("SELECT score FROM ev WHERE score BETWEEN ? AND ?", low, high, sink);
      }
    };
  }

  private String all(Coding coding) {
    return asWritten(coding)
        .map(found -> select(found.score, coding, found.label) + " FROM " + found.from)
        .orElseGet(() -> select("score", coding, "label") + from(coding));
  }

  private String within(Coding coding) {
    return asWritten(coding)
        .map(found -> all(coding) + " WHERE " + found.score + " BETWEEN ? AND ?")
        .orElseGet(() -> all(coding) + " WHERE score BETWEEN ? AND ?");
  }

  private Optional<Written> asWritten(Coding coding) {
    return written.filter(_ -> coding.columns().isEmpty() || coding.from() == Coding.From.WRITTEN);
  }

  private static String select(String score, Coding coding, String label) {
    String code = "(" + coding.twice() + ") | (" + label + ")::USMALLINT";
    return "SELECT " + score + " + 0.0, (" + code + ")::USMALLINT";
  }

  private String from(Coding coding) {
    if (coding.from() != Coding.From.CELLS) {
      return " FROM ev";
    }
    String same =
        coding.columns().stream()
            .map(this::column)
            .map(name -> "ev." + name + " = cell." + name)
            .collect(Collectors.joining(" AND "));
    return " FROM ev JOIN cell ON " + same;
  }

  private String column(String group) {
    return "g" + groups.indexOf(group);
  }
}
