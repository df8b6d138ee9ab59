// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.imprimatur.engines.task.CheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kind of a column of texts, however few of the questions about it were asked of all rows. */
class TypingTest {
  /** What texts are made of, so that many of them are nearly a number, a date or a truth value. */
  private static final List<String> PIECES =
      List.of(
          "0",
          "7",
          "12",
          "007",
          "-",
          "+",
          ".",
          ",",
          "e",
          "E",
          "_",
          " ",
          "\t",
          ":",
          "T",
          "Z",
          "/",
          "nan",
          "NaN",
          "inf",
          "Infinity",
          "true",
          "FALSE",
          "2026-01-31",
          "1999-02-30",
          "2026-1-5",
          "12:30:00",
          "+02:00",
          "1e400",
          "999999999999999",
          "9007199254740993",
          "1.0",
          "0x1A",
          "abc",
          "\u00e9",
          "\u0661",
          "\u212a",
          "\ud83d\ude00",
          "\u00a0",
          "infant",
          "18-25");

  @TempDir Path folder;

  private static String text(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static final Typing.Stored STORED = new Typing.Stored("x", "VARCHAR");

  @Test
  void a_glimpse_says_no_only_where_the_database_would() throws CheckException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    try (Database database = Database.open(folder)) {
      database.execute("CREATE TABLE texts (place BIGINT, x VARCHAR)");
      List<String> texts = new ArrayList<>(PIECES);
      while (texts.size() < 20_000) {
        texts.add(text(random));
      }
      fill(database, texts);
      for (Typing.Question question : STORED.questions()) {
        List<String> passed = new ArrayList<>();
        database.query(
            "SELECT x FROM texts WHERE x <> '' AND COALESCE(" + question.sql() + ", false)",
            row -> passed.add(row.getString(1)));
        assertThat(passed)
            .as("texts that pass %s, seed %d", question.sql(), seed)
            .allMatch(question.mayPass());
      }
      List<String> whole =
          STORED.questions().stream()
              .filter(question -> question.kind().equals(Optional.of(Kind.INTEGER)))
              .map(Typing.Question::sql)
              .toList();
      assertThat(whole).hasSize(2);
      assertThat(
              database.count(
                  "SELECT count(*) FROM texts WHERE "
                      + whole.getFirst()
                      + " AND NOT COALESCE("
                      + whole.getLast()
                      + ", false)"))
          .as("texts that only the shorter question takes for whole, seed %d", seed)
          .isZero();
    }
  }

  @Test
  void and_it_spares_the_database_what_is_plainly_something_else() {
    assertThat(Glimpse.mayBeNumber("Good")).isFalse();
    assertThat(Glimpse.mayBeNumber("25-44")).isFalse();
    assertThat(Glimpse.mayBeNumber("1e-7")).isTrue();
    assertThat(Glimpse.mayBeWhole("0.25")).isFalse();
    assertThat(Glimpse.mayBeWhole("3.0")).isTrue();
    assertThat(Glimpse.isPlainWhole("-1234")).isTrue();
    assertThat(Glimpse.isPlainWhole("-")).isFalse();
    assertThat(Glimpse.mayBeInstant("1234567890")).isFalse();
    assertThat(Glimpse.mayBeInstant("2026-01-31T10:00:00Z")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"3", "70", "3000", "9000"})
  void the_kind_is_the_first_whose_question_every_row_passes(int rows) throws CheckException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 12; round++) {
      try (Database database = Database.open(folder)) {
        database.execute("CREATE TABLE texts (place BIGINT, x VARCHAR)");
        fill(database, column(rows, random));
        var part = new Part("It", Optional.empty(), "texts", "place", List.of(STORED));
        assertThat(part.kinds(database))
            .as("round %d, seed %d", round, seed)
            .containsExactly(askedOfAllRows(database));
      }
    }
  }

  /** Texts of one kind for long, and perhaps at last one of another. */
  private static List<String> column(int rows, SplittableRandom random) {
    String kind =
        List.of("7", "0.5", "2026-01-31", "2026-01-31T10:00", "true", "a", "")
            .get(random.nextInt(7));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean isMissing = random.nextInt(20) == 0;
      texts.add(isMissing ? "" : kind + (kind.equals("7") ? i : ""));
    }
    if (random.nextBoolean()) {
      texts.set(rows - 1, text(random));
    }
    return texts;
  }

  private static Optional<Kind> askedOfAllRows(Database database) throws CheckException {
    for (Typing.Question question : STORED.questions()) {
      String relevant = question.kind().isPresent() ? " AND x <> ''" : "";
      long failed =
          database.count(
              "SELECT count(*) FROM texts WHERE NOT COALESCE("
                  + question.sql()
                  + ", false)"
                  + relevant);
      if (failed == 0) {
        return question.kind();
      }
    }
    return Optional.of(Kind.TEXT);
  }

  private static void fill(Database database, List<String> texts) throws CheckException {
    database.fill(
        "texts",
        appender -> {
          for (int i = 0; i < texts.size(); i++) {
            appender.beginRow();
            appender.append((long) i);
            appender.append(texts.get(i));
            appender.endRow();
          }
        });
  }
}
