// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;

/**
 * How a CSV file separates and quotes its fields. It is the way of reading in which all rows at the
 * beginning of the file have as many fields as its first line, with the most fields; of several,
 * the one named first: comma, semicolon, tab, bar; double quotes before single ones; doubled quotes
 * before a backslash.
 *
 * @param backslash whether a backslash, not a second quote, keeps a quote inside quotes
 */
record Dialect(char separator, char quote, boolean backslash) {
  private static final String SEPARATORS = ",;\t|";
  private static final Dialect COMMON = new Dialect(',', '"', false);

  /**
   * How this reading of the beginning fares.
   *
   * @param open whether it ends inside quotes that opened before its last line
   */
  private record Reading(int fields, int records, boolean quoted, boolean open) {}

  private record Fit(Dialect dialect, Reading reading) {}

  boolean isCommon() {
    return quote == '"' && !backslash;
  }

  /** A comma may be the decimal point where it separates nothing. */
  boolean mayHaveDecimalCommas() {
    return separator != ',';
  }

  /**
   * Tells the dialect.
   *
   * @param beginning the file's first characters
   * @param whole whether that is all
   */
  static Dialect of(String beginning, boolean whole) throws IOException {
    Fit best = new Fit(COMMON, new Reading(0, 0, false, false));
    for (int i = 0; i < SEPARATORS.length(); i++) {
      if (beginning.indexOf(SEPARATORS.charAt(i)) < 0) {
        continue; // With a single field in each row it would tell nothing.
      }
      Dialect plain = new Dialect(SEPARATORS.charAt(i), '"', false);
      Optional<Fit> fit = plain.fitting(beginning, whole);
      if (fit.isPresent() && fit.get().reading().fields() > best.reading().fields()) {
        best = fit.get();
      }
    }
    return best.reading().fields() > 1 ? best.dialect() : byFirstLine(beginning);
  }

  /**
   * This separator with the quotes that fit. An apostrophe is a letter as well, so single quotes
   * are believed only where all of them close, and where not a record is lost by it.
   */
  private Optional<Fit> fitting(String beginning, boolean whole) throws IOException {
    Optional<Fit> plain = read(beginning, whole).map(reading -> new Fit(this, reading));
    if (plain.isPresent() && plain.get().reading().quoted()) {
      return plain;
    }
    Dialect single = new Dialect(separator, '\'', false);
    if (plain.isPresent()) {
      int records = plain.get().reading().records();
      return single
          .quoting(beginning, whole)
          .filter(reading -> reading.records() == records)
          .map(reading -> new Fit(single, reading))
          .or(() -> plain);
    }
    Dialect escaped = new Dialect(separator, '"', true);
    for (Dialect other : List.of(escaped, single, new Dialect(separator, '\'', true))) {
      Optional<Reading> reading = other.quoting(beginning, whole);
      if (reading.isPresent()) {
        return Optional.of(new Fit(other, reading.get()));
      }
    }
    return Optional.empty();
  }

  /** The reading where it quotes something; with single quotes only where all of them close. */
  private Optional<Reading> quoting(String beginning, boolean whole) throws IOException {
    if (beginning.indexOf(quote) < 0) {
      return Optional.empty();
    }
    return read(beginning, whole)
        .filter(Reading::quoted)
        .filter(reading -> quote == '"' || !reading.open());
  }

  /** Nothing where the rows do not have the fields of the first line. */
  private Optional<Reading> read(String beginning, boolean whole) throws IOException {
    CsvRecords records = new CsvRecords("", new StringReader(beginning), this);
    int fields = 0;
    int count = 0;
    try {
      while (records.next()) {
        boolean cut = !whole && records.atEnd();
        if (fields > 0 && !cut && records.fields().size() != fields) {
          return Optional.empty();
        }
        fields = fields == 0 ? records.fields().size() : fields;
        count++;
      }
      return Optional.of(new Reading(fields, count, records.quoted(), false));
    } catch (CheckException e) {
      if (whole || !records.atEnd() || records.line() == 1) {
        return Optional.empty();
      }
      // The beginning may be cut within a field of its last line, which is a record like others.
      boolean open = records.line() < beginning.lines().count();
      return Optional.of(new Reading(fields, count + (open ? 0 : 1), records.quoted(), open));
    }
  }

  /** For a single column, and for rows that do not fit the first line in any way. */
  private static Dialect byFirstLine(String beginning) {
    String line = beginning.lines().findFirst().orElse("");
    Dialect best = COMMON;
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      long count = line.chars().filter(c -> c == separator).count();
      if (count > most) {
        most = count;
        best = new Dialect(separator, '"', false);
      }
    }
    return best;
  }
}
