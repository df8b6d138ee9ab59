// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a column's kind follows from its values. Each stored type has questions that all values must
 * pass; the first that does names the kind. The conversions are exact, or the nearest double.
 */
final class Typing {
  private static final String WHOLE_LIMIT = "9007199254740992.0E0";
  private static final String LONG_LIMIT = "9223372036854775808.0E0";
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\d+\\)");

  /** The decimal digits that a double always keeps. */
  private static final int SURE_DIGITS = 15;

  private Typing() {}

  /**
   * A question to a column.
   *
   * @param kind the kind where every value that is there passes; empty for a column without values
   * @param mayPass false only for a text of which the SQL would not be true either; where the SQL
   *     is not asked about a text, always true
   */
  record Question(Optional<Kind> kind, String sql, Predicate<String> mayPass) {}

  /** What a file stores: a column's name and the database's word for its type. */
  record Stored(String name, String type) {
    boolean isText() {
      return type.equals("VARCHAR") || type.startsWith("ENUM");
    }

    boolean isReal() {
      return type.equals("DOUBLE") || type.equals("FLOAT") || type.startsWith("DECIMAL");
    }

    boolean isNested() {
      return type.endsWith("]") || type.matches("(STRUCT|MAP|UNION|VARIANT).*");
    }

    private boolean isSmallInteger() {
      return List.of(
              "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
          .contains(type);
    }

    private boolean isLargeInteger() {
      return List.of("UBIGINT", "HUGEINT", "UHUGEINT").contains(type);
    }

    private boolean isInstant() {
      return type.startsWith("TIMESTAMP");
    }

    private String sql() {
      return Database.column(name);
    }

    /** The value as a double; a float is the exact number that it holds. */
    private String real() {
      Matcher decimal = DECIMAL.matcher(type);
      boolean wide = decimal.matches() && Integer.parseInt(decimal.group(1)) > SURE_DIGITS;
      return "CAST(" + (wide ? "CAST(" + sql() + " AS VARCHAR)" : sql()) + " AS DOUBLE)";
    }

    /** SQL that is true where there is a value. */
    String present() {
      if (isText()) {
        return "(" + sql() + " <> '')";
      }
      return isReal() ? "(NOT isnan(" + real() + "))" : "(" + sql() + " IS NOT NULL)";
    }

    List<Question> questions() {
      Question none =
          new Question(Optional.empty(), "NOT COALESCE(" + present() + ", false)", String::isEmpty);
      if (isText()) {
        return List.of(
            none,
            ofText(Kind.TEXT, telephoneNumber(sql()), Glimpse::mayBeTelephoneNumber),
            ofText(
                Kind.BOOLEAN, "lower(" + sql() + ") IN ('true', 'false')", Glimpse::mayBeBoolean),
            // True for less than the next one, and the database has it planned in a tenth.
            ofText(Kind.INTEGER, plainWhole(sql()), Glimpse::isPlainWhole),
            ofText(Kind.INTEGER, wholeText(sql()), Glimpse::mayBeWhole),
            ofText(Kind.NUMBER, numberText(sql()), Glimpse::mayBeNumber),
            ofText(
                Kind.DATE,
                instant(sql()) + " = date_trunc('day', " + instant(sql()) + ")",
                Glimpse::mayBeInstant),
            ofText(Kind.TIMESTAMP, instant(sql()) + " IS NOT NULL", Glimpse::mayBeInstant));
      }
      if (isReal()) {
        return List.of(none, question(Kind.INTEGER, whole(real())));
      }
      if (isLargeInteger()) {
        return List.of(
            none, question(Kind.INTEGER, "TRY_CAST(" + sql() + " AS BIGINT) IS NOT NULL"));
      }
      if (isInstant()) {
        return List.of(none, question(Kind.DATE, time() + " = date_trunc('day', " + time() + ")"));
      }
      return List.of(none);
    }

    private static Question question(Kind kind, String sql) {
      return ofText(kind, sql, _ -> true);
    }

    private static Question ofText(Kind kind, String sql, Predicate<String> mayPass) {
      return new Question(Optional.of(kind), sql, mayPass);
    }

    /**
     * A time of a Parquet file to the microsecond; what is finer is cut off, as it is of a text.
     */
    private String time() {
      if (!type.contains("_NS")) {
        return "CAST(" + sql() + " AS TIMESTAMP)";
      }
      String nanos = "epoch_ns(CAST(" + sql() + " AS TIMESTAMP_NS))";
      return "make_timestamp((%1$s - (%1$s %% 1000 + 1000) %% 1000) // 1000)".formatted(nanos);
    }

    /** The kind where no question was passed. */
    Kind otherwise() {
      if (isReal()) {
        return Kind.NUMBER;
      }
      if (isSmallInteger()) {
        return Kind.INTEGER;
      }
      if (isInstant()) {
        return Kind.TIMESTAMP;
      }
      return switch (type) {
        case "BOOLEAN" -> Kind.BOOLEAN;
        case "DATE" -> Kind.DATE;
        default -> Kind.TEXT;
      };
    }

    /**
     * SQL for the column as a kind.
     *
     * @param own the kind of this file's values alone; another file's may have made it wider
     */
    String as(Kind kind, Kind own) {
      return switch (kind) {
        case TEXT ->
            isText() || own == Kind.TEXT
                ? "NULLIF(CAST(" + sql() + " AS VARCHAR), '')"
                : text(as(own, own), own);
        case INTEGER -> "TRY_CAST(" + (isReal() ? real() : sql()) + " AS BIGINT)";
        case NUMBER -> "NULLIF(" + (isText() ? number(sql()) : real()) + ", CAST('NaN' AS DOUBLE))";
        case BOOLEAN -> "TRY_CAST(" + sql() + " AS BOOLEAN)";
        case DATE ->
            "CAST(" + (isText() ? instant(sql()) : isInstant() ? time() : sql()) + " AS DATE)";
        case TIMESTAMP -> isText() ? instant(sql()) : time();
      };
    }

    /**
     * The same where nothing is made missing: an empty text stays one, a missing text becomes one,
     * and a NaN stays. The database keeps a text's place in the file's dictionary then.
     */
    String written(Kind kind) {
      if (kind == Kind.TEXT) {
        return "concat(" + sql() + ", '')";
      }
      return kind == Kind.NUMBER && !isText() ? real() : as(kind, kind);
    }
  }

  /** The kind of values that come from two files; nothing where a file has none. */
  static Kind wider(Kind one, Kind other) {
    if (one == other) {
      return one;
    }
    if (one.isNumeric() && other.isNumeric()) {
      return Kind.NUMBER;
    }
    boolean times = isTime(one) && isTime(other);
    return times ? Kind.TIMESTAMP : Kind.TEXT;
  }

  private static boolean isTime(Kind kind) {
    return kind == Kind.DATE || kind == Kind.TIMESTAMP;
  }

  static String text(String value, Kind kind) {
    return switch (kind) {
      case TEXT -> value;
      case INTEGER, BOOLEAN, DATE -> "CAST(" + value + " AS VARCHAR)";
      case NUMBER ->
          "CASE WHEN "
              + whole(value)
              + " THEN CAST(CAST("
              + value
              + " AS BIGINT) AS VARCHAR) ELSE CAST("
              + value
              + " AS VARCHAR) END";
      case TIMESTAMP -> "replace(CAST(" + value + " AS VARCHAR), ' ', 'T')";
    };
  }

  /** The database would read "1_000" as a thousand; nobody else does. */
  static String number(String text) {
    return "CASE WHEN NOT contains(" + text + ", '_') THEN TRY_CAST(" + text + " AS DOUBLE) END";
  }

  /** Digits alone that do not fit 64 bits are no number: a double would not keep them. */
  private static String numberText(String text) {
    String number = "(" + number(text) + ")";
    return "(CASE WHEN abs("
        + number
        + ") < "
        + LONG_LIMIT
        + " THEN true ELSE "
        + number
        + " IS NOT NULL AND regexp_matches("
        + text
        + ", '[.A-Za-z]') END)";
  }

  private static String whole(String real) {
    return "(" + real + " = floor(" + real + ") AND abs(" + real + ") < " + WHOLE_LIMIT + ")";
  }

  /** As E.164 writes it, a plus and up to fifteen digits: nobody adds two of them up. */
  private static String telephoneNumber(String text) {
    return "regexp_full_match(" + text + ", '[+][1-9][0-9]{7,14}')";
  }

  /** So few digits are as exact in a double. */
  private static String plainWhole(String text) {
    return "regexp_full_match(" + text + ", '-?[0-9]{1,15}')";
  }

  /** Digits alone keep all their digits; what is written as a real number is one. */
  private static String wholeText(String text) {
    String number = "(" + number(text) + ")";
    return "(isnan("
        + number
        + ") OR ("
        + number
        + " = floor("
        + number
        + ") AND TRY_CAST("
        + text
        + " AS BIGINT) IS NOT NULL AND (abs("
        + number
        + ") < "
        + WHOLE_LIMIT
        + " OR NOT regexp_matches("
        + text
        + ", '[.eE]'))))";
  }

  /** A time with an offset is the time in UTC, which the session's own time zone is. */
  private static String instant(String text) {
    return "CASE WHEN "
        + text
        + " LIKE '____-__-__%' THEN CAST(TRY_CAST("
        + text
        + " AS TIMESTAMPTZ) AS TIMESTAMP) END";
  }
}
