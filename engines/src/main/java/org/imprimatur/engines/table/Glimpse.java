// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Locale;

/**
 * What one text that is not empty surely is not, told without asking the database. Each says yes
 * where it is not sure: the database then decides, as it does for texts that nobody looked at.
 */
final class Glimpse {
  /** Whole numbers of so many digits are below 2^53. */
  private static final int SURE_DIGITS = 15;

  private static final int DATE_LENGTH = "2026-01-31".length();

  private Glimpse() {}

  static boolean mayBeBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  static boolean mayBeTelephoneNumber(String text) {
    return text.startsWith("+");
  }

  /** Digits alone, perhaps after a minus sign. */
  static boolean isPlainWhole(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - from;
    return digits > 0 && digits <= SURE_DIGITS && digitsEnd(text, from) == text.length();
  }

  static boolean mayBeWhole(String text) {
    return mayBeNumber(text) && !isPlainFraction(text);
  }

  /** Some digit and no sign in between, or the words for no number and for an infinite one. */
  static boolean mayBeNumber(String text) {
    boolean hasDigit = false;
    for (int i = 0; i < text.length(); i++) {
      char found = text.charAt(i);
      if (found > '~') {
        return true;
      }
      if (found == '-' && hasDigit && Character.toLowerCase(text.charAt(i - 1)) != 'e') {
        return false;
      }
      hasDigit |= isDigit(found);
    }
    if (hasDigit) {
      return !beginsAsWord(text);
    }
    String word = text.toLowerCase(Locale.ROOT);
    return word.contains("nan") || word.contains("inf");
  }

  private static boolean beginsAsWord(String text) {
    char first = Character.toLowerCase(text.charAt(0));
    return first >= 'a' && first <= 'z' && first != 'n' && first != 'i';
  }

  /** Digits, a point and digits that are not all zeros; few enough for both to read them alike. */
  private static boolean isPlainFraction(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int point = digitsEnd(text, from);
    if (point == from || point + 1 >= text.length() || text.charAt(point) != '.') {
      return false;
    }
    boolean isPlain = digitsEnd(text, point + 1) == text.length();
    if (!isPlain || text.length() > 2 * SURE_DIGITS) {
      return false;
    }
    double value = Double.parseDouble(text);
    return value != Math.floor(value);
  }

  /** A date is at its beginning; a character beyond ASCII may be one place or two. */
  static boolean mayBeInstant(String text) {
    if (text.length() < DATE_LENGTH) {
      return false;
    }
    for (int i = 0; i < DATE_LENGTH; i++) {
      if (text.charAt(i) > '~') {
        return true;
      }
    }
    return text.charAt(4) == '-' && text.charAt(7) == '-';
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char one) {
    return one >= '0' && one <= '9';
  }
}
