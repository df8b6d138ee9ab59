// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
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

  /** How this reading of the beginning fares. */
  private record Reading(int fields, boolean quoted) {}

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
    Dialect best = null;
    Reading found = new Reading(0, false);
    for (int i = 0; i < SEPARATORS.length(); i++) {
      Dialect plain = new Dialect(SEPARATORS.charAt(i), '"', false);
      Optional<Dialect> fits = plain.fitting(beginning, whole);
      if (fits.isPresent()) {
        Reading reading = fits.get().read(beginning, whole).orElseThrow();
        if (reading.fields() > found.fields()) {
          best = fits.get();
          found = reading;
        }
      }
    }
    return best == null || found.fields() == 1 ? byFirstLine(beginning) : best;
  }

  /** This separator with the quotes that fit; single quotes only where they quote something. */
  private Optional<Dialect> fitting(String beginning, boolean whole) throws IOException {
    Optional<Reading> plain = read(beginning, whole);
    if (plain.isPresent() && plain.get().quoted()) {
      return Optional.of(this);
    }
    Dialect single = new Dialect(separator, '\'', false);
    List<Dialect> others = new ArrayList<>(List.of(single));
    if (plain.isEmpty()) {
      others.addFirst(new Dialect(separator, '"', true));
      others.add(new Dialect(separator, '\'', true));
    }
    for (Dialect other : others) {
      if (other.read(beginning, whole).filter(Reading::quoted).isPresent()) {
        return Optional.of(other);
      }
    }
    return plain.map(reading -> this);
  }

  /** Nothing where the rows do not have the fields of the first line. */
  private Optional<Reading> read(String beginning, boolean whole) throws IOException {
    CsvRecords records = new CsvRecords("", new StringReader(beginning), this);
    try {
      int fields = 0;
      while (records.next()) {
        boolean cut = !whole && records.atEnd();
        if (fields > 0 && !cut && records.fields().size() != fields) {
          return Optional.empty();
        }
        fields = fields == 0 ? records.fields().size() : fields;
      }
      return Optional.of(new Reading(fields, records.quoted()));
    } catch (CheckException e) {
      return !whole && records.atEnd() && records.line() > 1
          ? Optional.of(new Reading(records.width(), records.quoted()))
          : Optional.empty();
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
