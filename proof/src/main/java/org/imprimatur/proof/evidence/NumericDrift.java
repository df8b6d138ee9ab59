// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.distribution.TwoSamples;
import org.imprimatur.proof.json.Json;

/**
 * A numeric column of both files; only finite values are compared.
 *
 * @param ksNumerator the largest {@code |a m - b n|} over the numbers a and b of values up to any
 *     point
 * @param moved Wasserstein's distance times {@code n m}: the sum over neighbouring values of the
 *     gap between them times {@code |a m - b n|}
 * @param squares the sum of the squares of the reference
 */
public record NumericDrift(
    NumericSample reference,
    NumericSample current,
    long ksNumerator,
    Dyadic moved,
    Dyadic squares,
    NumericBins bins)
    implements DriftColumn {
  private static final MathContext DIGITS = MathContext.DECIMAL128;
  private static final String TOO_LARGE = "It is larger than any number of double precision.";

  /** Why the files cannot be compared. */
  private Optional<String> blocked() {
    return reference.n() == 0 || current.n() == 0
        ? Optional.of(Shift.nothingIn(reference.n(), current.n()))
        : Optional.empty();
  }

  @Override
  public Estimate stabilityIndex() {
    return blocked()
        .map(reason -> Estimate.undefined("drift.psi/1", reason))
        .orElseGet(bins.shift()::stabilityIndex);
  }

  @Override
  public Estimate jensenShannon() {
    return blocked()
        .map(reason -> Estimate.undefined("drift.js_distance/1", reason))
        .orElseGet(bins.shift()::jensenShannon);
  }

  /**
   * The statistic of the two-sample test of Kolmogorov and Smirnov: the largest distance between
   * the two empirical distributions.
   */
  public Estimate kolmogorovSmirnov() {
    if (blocked().isPresent()) {
      return Estimate.undefined("drift.ks/1", blocked().get());
    }
    double value = (double) ksNumerator / ((double) reference.n() * current.n());
    return Estimate.of("drift.ks/1", value);
  }

  private Map<String, Estimate> estimates() {
    Map<String, Estimate> all = new LinkedHashMap<>();
    all.put("ks", kolmogorovSmirnov());
    all.put("ks_p_asymp", asymptotic());
    all.put("ks_p_auto", automatic());
    all.put("wasserstein", wasserstein());
    all.put("wasserstein_over_std_ref", relative());
    all.put("psi", stabilityIndex());
    all.put("js_distance", jensenShannon());
    all.put("mean_ref", reference.mean());
    all.put("mean_cur", current.mean());
    all.put("median_ref", reference.median());
    all.put("median_cur", current.median());
    all.put("std_ref", deviation());
    return all;
  }

  private Estimate asymptotic() {
    String definition = "drift.ks_p_asymp/1";
    if (blocked().isPresent()) {
      return Estimate.undefined(definition, blocked().get());
    }
    if (TwoSamples.asOne(reference.n(), current.n()) == 0) {
      return Estimate.undefined(definition, "One value on each side is too few.");
    }
    return Estimate.of(definition, TwoSamples.asymptotic(reference.n(), current.n(), ksNumerator));
  }

  private Estimate automatic() {
    String definition = "drift.ks_p_auto/1";
    if (blocked().isPresent()) {
      return Estimate.undefined(definition, blocked().get());
    }
    long n = reference.n();
    long m = current.n();
    return Estimate.of(
        definition,
        Math.max(n, m) <= TwoSamples.COUNTED
            ? TwoSamples.exact(n, m, ksNumerator)
            : TwoSamples.asymptotic(n, m, ksNumerator));
  }

  /** How far values have to move on average to turn one distribution into the other. */
  private Estimate wasserstein() {
    return blocked()
        .map(reason -> Estimate.undefined("drift.wasserstein/1", reason))
        .orElseGet(() -> finite("drift.wasserstein/1", distance()));
  }

  private BigDecimal distance() {
    BigInteger pairs = BigInteger.valueOf(reference.n()).multiply(BigInteger.valueOf(current.n()));
    return moved.exact().divide(new BigDecimal(pairs), DIGITS);
  }

  private Estimate relative() {
    String definition = "drift.wasserstein_over_std_ref/1";
    if (blocked().isPresent()) {
      return Estimate.undefined(definition, blocked().get());
    }
    BigDecimal deviation = standardDeviation();
    return deviation.signum() == 0
        ? Estimate.undefined(definition, "The reference is constant.")
        : finite(definition, distance().divide(deviation, DIGITS));
  }

  private Estimate deviation() {
    return reference.n() == 0
        ? Estimate.undefined("drift.std/1", "There are no finite values.")
        : finite("drift.std/1", standardDeviation());
  }

  /** Of the reference as a whole population (divided by n), from exact sums. */
  private BigDecimal standardDeviation() {
    BigDecimal n = BigDecimal.valueOf(reference.n());
    BigDecimal sum = reference.sum().exact();
    BigDecimal spread = squares.exact().multiply(n).subtract(sum.multiply(sum));
    return spread.sqrt(DIGITS).divide(n, DIGITS);
  }

  private static Estimate finite(String definition, BigDecimal value) {
    double number = value.doubleValue();
    return Double.isFinite(number)
        ? Estimate.of(definition, number)
        : Estimate.undefined(definition, TOO_LARGE);
  }

  @Override
  public Json details() {
    Json.Builder json =
        Json.obj()
            .put("kind", "numeric")
            .put("n_ref", reference.n())
            .put("n_cur", current.n())
            .put("missing_ref", reference.missing())
            .put("missing_cur", current.missing())
            .put("infinite_ref", reference.infinite())
            .put("infinite_cur", current.infinite())
            .put("bins", bins.details());
    estimates().forEach((name, estimate) -> json.put(name, estimate.toJson()));
    return json.build();
  }

  @Override
  public Json tables() {
    return Json.obj()
        .put("kind", "numeric")
        .put("reference", reference.toJson())
        .put("current", current.toJson())
        .put("ks_numerator", Long.toString(ksNumerator))
        .put("moved", moved.toJson())
        .put("squares", squares.toJson())
        .put("bins", bins.tables())
        .build();
  }

  static NumericDrift fromTables(Json.Obj json) {
    return new NumericDrift(
        NumericSample.fromJson(json.object("reference")),
        NumericSample.fromJson(json.object("current")),
        Long.parseLong(json.string("ks_numerator")),
        Dyadic.fromJson(json.object("moved")),
        Dyadic.fromJson(json.object("squares")),
        NumericBins.fromTables(json.object("bins")));
  }
}
