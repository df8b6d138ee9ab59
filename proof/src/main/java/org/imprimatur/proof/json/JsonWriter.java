// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;

/** Writes RFC 8785: no white space, sorted names, ECMAScript numbers, the shortest escapes. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(Json value) {
    var writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj(var members) -> members(members.entrySet().iterator());
      case Json.Arr(var values) -> elements(values.iterator());
      case Json.Str(var text) -> string(text);
      case Json.Num(var number) -> out.append(number(number));
      case Json.Bool(var truth) -> out.append(truth);
      case Json.Null _ -> out.append("null");
    }
  }

  private void members(Iterator<Map.Entry<String, Json>> members) {
    out.append('{');
    while (members.hasNext()) {
      var member = members.next();
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      if (members.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void elements(Iterator<Json> values) {
    out.append('[');
    while (values.hasNext()) {
      value(values.next());
      if (values.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** ECMA-262 Number::toString: shortest digits, exponent form outside [1e-6, 1e21). */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    // Double.toString gives the shortest digits that read back (JDK-4511638, since JDK 19).
    var decimal = shortest(Math.abs(value));
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    return (value < 0 ? "-" : "") + laidOut(digits, point);
  }

  /** Java never writes fewer than two digits (4.9E-324); ECMAScript does where one suffices. */
  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      var one = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      return one.doubleValue() == value ? one : decimal;
    }
    return decimal;
  }

  private static String laidOut(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
