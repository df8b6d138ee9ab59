// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;

/**
 * {@code documentation.card/1}: what the card claims against what was measured. A claim is within
 * if it is the measured value at the claim's own rounding, or lies in the measured interval.
 */
final class ClaimsJudge {
  private static final int MOST_DECIMALS = 100;

  private final Json.Obj metrics;
  private final List<Reason> reasons = new ArrayList<>();
  private boolean outside;

  ClaimsJudge(Optional<Json.Obj> performance) {
    this.metrics =
        performance
            .flatMap(content -> content.find("metrics"))
            .filter(found -> found instanceof Json.Obj)
            .map(found -> (Json.Obj) found)
            .orElse(Json.obj().build());
  }

  Judgement judge(Json.Obj content) {
    reasons.add(Reason.of("card.read", "The model card can be read."));
    Json claims = content.object("details").find("claims").orElse(Json.array(List.of()));
    for (Json claim : ((Json.Arr) claims).values()) {
      judgeClaim((Json.Obj) claim);
    }
    return new Judgement(outside ? Outcome.OUTSIDE : Outcome.WITHIN, reasons);
  }

  private void judgeClaim(Json.Obj claim) {
    String metric = claim.string("metric");
    BigDecimal stated =
        new BigDecimal(number(claim, "value").orElseThrow().toString())
            .setScale(decimals(claim), RoundingMode.HALF_EVEN);
    String says = "The card states " + metric + " " + stated.toPlainString() + where(claim);
    Json.Obj measured =
        metrics.find(metric).orElse(Json.nothing()) instanceof Json.Obj found
            ? found
            : Json.obj().build();
    Optional<Double> value = number(measured, "value");
    if (value.isEmpty()) {
      reasons.add(
          Reason.of("card.claim-shown", says + "; it was not measured, and is not judged."));
      return;
    }
    Optional<Double> low = number(measured, "low");
    Optional<Double> high = number(measured, "high");
    boolean within = isRounded(stated, value.get()) || isBetween(stated, low, high);
    outside |= !within;
    String interval =
        low.isPresent() && high.isPresent()
            ? " [" + Figures.of(low.get()) + ", " + Figures.of(high.get()) + "]"
            : "";
    reasons.add(
        Reason.of(
                within ? "card.claim" : "card.claim-outside",
                says + ", measured is " + Figures.of(value.get()) + interval + ".")
            .standing(!within));
  }

  /** Fewer than none would round every claim to 0, and a thousand million take a while to write. */
  private static int decimals(Json.Obj claim) {
    long decimals = claim.integer("decimals");
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException("No card states a number with " + decimals + " decimals.");
    }
    return (int) decimals;
  }

  private static String where(Json.Obj claim) {
    return number(claim, "where").isPresent() ? " (line " + claim.integer("where") + ")" : "";
  }

  private static Optional<Double> number(Json.Obj json, String name) {
    return json.find(name).orElse(Json.nothing()) instanceof Json.Num(var number)
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Both ways of rounding a half are somebody's. */
  private static boolean isRounded(BigDecimal stated, double value) {
    BigDecimal half = BigDecimal.ONE.scaleByPowerOfTen(-stated.scale()).divide(BigDecimal.TWO);
    return new BigDecimal(value).subtract(stated).abs().compareTo(half) <= 0;
  }

  private static boolean isBetween(BigDecimal stated, Optional<Double> low, Optional<Double> high) {
    return low.isPresent()
        && high.isPresent()
        && new BigDecimal(low.get()).compareTo(stated) <= 0
        && stated.compareTo(new BigDecimal(high.get())) <= 0;
  }
}
