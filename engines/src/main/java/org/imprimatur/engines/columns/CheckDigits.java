// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The check digits of numbers that name a person or an account. */
final class CheckDigits {
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  /** Country codes with the length of their account numbers, from the registry of ISO 13616. */
  private static final String IBAN_LENGTHS =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18"
          + "FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20"
          + "LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31"
          + "SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

  private static final Pattern LENGTH = Pattern.compile("([A-Z]{2})(\\d{2})");
  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";

  private CheckDigits() {}

  /** An international bank account number, perhaps with more text behind it. */
  static boolean isIban(String text) {
    String compact = text.replaceAll("[ -]", "");
    Matcher lengths = LENGTH.matcher(IBAN_LENGTHS);
    while (lengths.find()) {
      int length = Integer.parseInt(lengths.group(2));
      if (compact.startsWith(lengths.group(1)) && compact.length() >= length) {
        String number = compact.substring(4, length) + compact.substring(0, 4);
        StringBuilder digits = new StringBuilder();
        number.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1;
      }
    }
    return false;
  }

  /** A payment card by its first digits, its length and Luhn's check digit (ISO/IEC 7812). */
  static boolean isCard(String text) {
    String digits = text.replaceAll("[ -]", "");
    boolean issued =
        digits.matches("4\\d{12}(?:\\d{3}){0,2}|5[1-5]\\d{14}|2[2-7]\\d{14}|3[47]\\d{13}")
            || digits.matches("3(?:0[0-5]|[68]\\d)\\d{11}|6(?:011|5\\d\\d|4[4-9]\\d)\\d{12}")
            || digits.matches("35\\d{14}");
    int sum = 0;
    for (int i = 0; issued && i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return issued && sum % 10 == 0;
  }

  /** A national number of a person whose check digits hold: of CH, FR, ES, IT or PL. */
  static boolean isNationalId(String text) {
    String compact = text.replaceAll("[ .-]", "");
    return isSwiss(compact)
        || isFrench(compact)
        || isSpanish(compact)
        || isItalian(compact)
        || isPolish(compact);
  }

  private static boolean isSwiss(String text) {
    return text.matches("756\\d{10}") && weighed(text.substring(0, 12), 1, 3) == last(text);
  }

  /** What is wanting to the next ten after the sum of digits with weights in turn. */
  private static int weighed(String digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * weights[i % weights.length];
    }
    return (10 - sum % 10) % 10;
  }

  private static int last(String digits) {
    return digits.charAt(digits.length() - 1) - '0';
  }

  private static boolean isFrench(String text) {
    return text.matches("[12]\\d{2}(?:0[1-9]|1[0-2])\\d{10}")
        && 97 - Long.parseLong(text.substring(0, 13)) % 97 == Long.parseLong(text.substring(13));
  }

  private static boolean isSpanish(String text) {
    if (!text.matches("[XYZ\\d]\\d{7}[A-Z]")) {
      return false;
    }
    String digits = text.substring(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2');
    return SPANISH.charAt(Integer.parseInt(digits) % 23) == text.charAt(8);
  }

  private static boolean isItalian(String text) {
    if (!text.matches("[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]")) {
      return false;
    }
    int[] odd = {
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = text.charAt(i);
      int value = Character.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? odd[value] : value;
    }
    return 'A' + sum % 26 == text.charAt(15);
  }

  private static boolean isPolish(String text) {
    if (!text.matches("\\d{11}") || weighed(text.substring(0, 10), 1, 3, 7, 9) != last(text)) {
      return false;
    }
    int month = Integer.parseInt(text.substring(2, 4));
    int[] centuries = {1900, 2000, 2100, 2200, 1800};
    try {
      LocalDate.of(
          centuries[month / 20] + Integer.parseInt(text.substring(0, 2)),
          month % 20,
          Integer.parseInt(text.substring(4, 6)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
