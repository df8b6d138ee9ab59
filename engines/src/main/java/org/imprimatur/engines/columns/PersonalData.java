// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.engines.task.CheckException;

/**
 * Hints at personal data, counted for each column and kind. Cells are looked at one by one here and
 * go nowhere: neither into the record nor into an error.
 */
public final class PersonalData {
  private static final String MAYBE =
      "@|([0-9][^0-9]{0,3}){7}|[0-9]\\.[0-9]+\\.[0-9]+\\.[0-9]|:[0-9A-Fa-f]*:|(\\s+\\S+){5}";
  private static final String FREE_TEXT = "free_text";
  private static final double LONG = 1e9;

  /**
   * What a cell may hold.
   *
   * @param weak whether one number in ten passes by chance, so that a few among many say nothing
   */
  private record Kind(String name, Pattern pattern, Predicate<String> check, boolean weak) {
    private boolean isIn(String text) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        if (check.test(matcher.group())) {
          return true;
        }
      }
      return false;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          kind("email", "[\\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}"),
          new Kind(
              "iban",
              Pattern.compile("(?<![A-Za-z0-9])[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]){11,30}"),
              CheckDigits::isIban,
              false),
          new Kind(
              "payment_card",
              Pattern.compile("(?<![\\w.+-])\\d(?:[ -]?\\d){12,18}(?![\\w.])"),
              CheckDigits::isCard,
              true),
          new Kind(
              "national_id",
              Pattern.compile(
                  "(?<![\\w+])(?:[12XYZ\\d]\\d{7}-?[A-Z]|[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]|756(?:["
                      + " .]?\\d){10}|[12](?: ?\\d){14}|\\d{11})(?!\\w)"),
              CheckDigits::isNationalId,
              true),
          kind(
              "us_social_security",
              "(?<![\\d-])(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}(?![\\d-])"),
          new Kind(
              "phone",
              Pattern.compile(
                  "(?<![\\w.+/-])(?:\\+\\d{1,3}(?:[ ()./-]{0,2}\\d){6,12}|\\(?0\\d{1,4}\\)?["
                      + " /-]\\d{2,4}(?:[ -]?\\d{2,4}){1,3}|\\(\\d{3}\\)"
                      + " ?\\d{3}-\\d{4}|\\d{3}[-.]\\d{3}[-.]\\d{4})(?![\\d.])"),
              text -> !text.matches("\\d{1,4}[-/ .]\\d{1,2}[-/ .]\\d{1,4}|\\d{5}-\\d{4}"),
              false),
          kind(
              "ip_address",
              "(?<![\\w.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\w.])"
                  + "|(?<![\\w:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\\w:])"
                  + "|(?<![\\w:])(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}(?![\\w:])"));

  private PersonalData() {}

  private static Kind kind(String name, String regex) {
    return new Kind(name, Pattern.compile(regex), text -> true, false);
  }

  /** Cells with a hint, by column and kind; columns without one are left out. */
  public static Map<String, Map<String, Long>> cells(DataSet data) throws CheckException {
    Map<String, Map<String, Long>> found = new LinkedHashMap<>();
    for (Map.Entry<String, DataSet.Glance> entry : data.columns().entrySet()) {
      DataSet.Glance glance = entry.getValue();
      boolean text = glance.type() == DataSet.Type.TEXT;
      if (text || (glance.type() == DataSet.Type.INTEGER && glance.most().orElse(0) >= LONG)) {
        Map<String, Long> kinds = cells(data, entry.getKey(), text);
        if (!kinds.isEmpty()) {
          found.put(entry.getKey(), kinds);
        }
      }
    }
    return found;
  }

  private static Map<String, Long> cells(DataSet data, String name, boolean text)
      throws CheckException {
    Counting counting = new Counting();
    String maybe = text ? "regexp_matches(c, '" + MAYBE + "')" : "strlen(c) BETWEEN 10 AND 20";
    data.database()
        .query(
            "SELECT c, n FROM (SELECT %s AS c, count(*) AS n FROM %s GROUP BY 1) WHERE c IS NOT NULL AND %s"
                .formatted(data.text(name), data.table(), maybe),
            row -> counting.cell(row.getString(1), row.getLong(2)));
    return counting.kinds();
  }

  /** Counts the hints of one column. */
  private static final class Counting {
    private static final int WORDS = 6;

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final TreeMap<String, Long> candidates = new TreeMap<>();
    private long texts;
    private long differing;

    private void cell(String text, long rows) {
      boolean found = false;
      for (Kind kind : KINDS) {
        if (!found && kind.pattern().matcher(text).find()) {
          candidates.merge(kind.name(), rows, Long::sum);
          if (kind.isIn(text)) {
            // One text may be several things; the first kind that fits stands for it.
            found = true;
            counts.merge(kind.name(), rows, Long::sum);
          }
        }
      }
      if (text.split("\\s+", WORDS + 1).length >= WORDS) {
        texts += rows;
        differing++;
      }
    }

    /** Long texts that keep repeating are names of categories and no free text. */
    private Map<String, Long> kinds() {
      for (Kind kind : KINDS) {
        long passed = counts.getOrDefault(kind.name(), 0L);
        if (kind.weak() && 10 * passed < 3 * candidates.getOrDefault(kind.name(), 0L)) {
          counts.remove(kind.name());
        }
      }
      if (texts > 0 && 2 * differing >= texts) {
        counts.put(FREE_TEXT, texts);
      }
      return counts;
    }
  }
}
