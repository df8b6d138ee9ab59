// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** How numbers of evidence stand in JSON: an undefined value is null, a big integer is a string. */
final class Values {
  private static final int MOST_DIGITS_OF_LONG = 18;

  /** With their sign those of the widest {@link Dyadic}; of more, reading alone takes minutes. */
  private static final int MOST_DIGITS = 2_800;

  /** The longest are those of the largest and of the least double. */
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?");

  private Values() {}

  static Json number(@Nullable Double value) {
    return value == null ? Json.nothing() : Json.of(value + 0.0);
  }

  static Json big(BigInteger value) {
    return Json.of(value.toString());
  }

  static BigInteger big(Json.Obj json, String name) {
    return big(json.string(name));
  }

  static BigInteger big(String digits) {
    if (digits.length() > MOST_DIGITS) {
      throw new IllegalArgumentException("No sum over rows has " + digits.length() + " digits");
    }
    // The same value either way; almost all of them are short, and a long is read faster.
    return digits.length() <= MOST_DIGITS_OF_LONG
        ? BigInteger.valueOf(Long.parseLong(digits))
        : new BigInteger(digits);
  }

  /** A decimal without an exponent: one that is forged would be worked out digit by digit. */
  static BigDecimal decimal(String digits) {
    if (!DECIMAL.matcher(digits).matches()) {
      throw new IllegalArgumentException("No decimal that is written out");
    }
    return new BigDecimal(digits);
  }

  static List<String> texts(Json.Arr json) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < json.values().size(); i++) {
      texts.add(json.string(i));
    }
    return texts;
  }

  static Json pair(@Nullable Interval interval) {
    return interval == null
        ? Json.array(List.of(Json.nothing(), Json.nothing()))
        : Json.array(List.of(Json.of(interval.low()), Json.of(interval.high())));
  }

  /** Doubles as the shortest text that reads back as the same bits. */
  static Json doubles(List<Double> values) {
    return Json.array(values.stream().map(value -> Json.of(Json.of(value).text())).toList());
  }

  static List<Double> doubles(Json.Arr texts) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < texts.values().size(); i++) {
      values.add(Double.valueOf(texts.string(i)));
    }
    return values;
  }

  static Json longs(List<Long> values) {
    return Json.array(values.stream().map(Json::of).toList());
  }

  static List<Long> longs(Json.Arr integers) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < integers.values().size(); i++) {
      values.add(integers.integer(i));
    }
    return values;
  }
}
