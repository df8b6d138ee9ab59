// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** How numbers of evidence stand in JSON: an undefined value is null, a big integer is a string. */
final class Values {
  private Values() {}

  static Json number(@Nullable Double value) {
    return value == null ? Json.nothing() : Json.of(value + 0.0);
  }

  static Json big(BigInteger value) {
    return Json.of(value.toString());
  }

  static BigInteger big(Json.Obj json, String name) {
    return new BigInteger(json.string(name));
  }

  static Json pair(@Nullable Interval interval) {
    return interval == null
        ? Json.array(List.of(Json.nothing(), Json.nothing()))
        : Json.array(List.of(Json.of(interval.low()), Json.of(interval.high())));
  }
}
