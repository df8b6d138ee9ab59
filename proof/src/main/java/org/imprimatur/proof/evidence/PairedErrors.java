// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import org.imprimatur.proof.json.Json;

/**
 * Sums over the errors of champion and challenger on the same rows, in the same units.
 *
 * @param champion the champion's own sums; the truth in them is that of the challenger too
 * @param beside squared errors of each beside squared distances of the truth from its mean
 * @param joint what needs the errors of both
 * @param nearer whose prediction is nearer to the truth
 */
public record PairedErrors(
    Portion champion, Portion challenger, Beside beside, Joint joint, Nearer nearer) {
  /**
   * What the interval of a difference of R² needs.
   *
   * @param scale distances of the truth from its mean are in units of {@code 2^-scale}
   */
  public record Beside(int scale, SquaredPair champion, SquaredPair challenger) {}

  /**
   * Sums of products, champion's times challenger's.
   *
   * @param errors of the errors
   * @param sizes of their sizes
   * @param squares of their squares without the last 53 bits
   */
  public record Joint(BigInteger errors, BigInteger sizes, BigInteger squares) {}

  /** Counts of rows by whose error is smaller. */
  public record Nearer(long champion, long challenger, long same) {}

  long rows() {
    return champion.rows();
  }

  PairedSums errors() {
    return new PairedSums(
        champion.errors().sum(),
        challenger.errors().sum(),
        champion.errors().squares(),
        challenger.errors().squares(),
        joint.errors);
  }

  PairedSums sizes() {
    return new PairedSums(
        champion.errors().absolute(),
        challenger.errors().absolute(),
        champion.errors().squares(),
        challenger.errors().squares(),
        joint.sizes);
  }

  /** Squares without their last 53 bits. */
  PairedSums squares() {
    return new PairedSums(
        beside.champion.a(),
        beside.challenger.a(),
        beside.champion.aSquares(),
        beside.challenger.aSquares(),
        joint.squares);
  }

  /** Whether both models predict the same number on every row. */
  boolean same() {
    return errors().squaredDifferences().signum() == 0;
  }

  /** The exact test of whether one model is nearer to the truth more often than the other. */
  McNemar signs() {
    return new McNemar(nearer.champion, nearer.challenger);
  }

  Json toJson() {
    return Json.obj()
        .put("champion", champion.toJson())
        .put("challenger", challenger.toJson())
        .put("distance_scale", (long) beside.scale)
        .put("champion_and_truth", beside.champion.toJson())
        .put("challenger_and_truth", beside.challenger.toJson())
        .put("products_of_errors", Values.big(joint.errors))
        .put("products_of_sizes", Values.big(joint.sizes))
        .put("products_of_squares", Values.big(joint.squares))
        .put("champion_nearer", nearer.champion)
        .put("challenger_nearer", nearer.challenger)
        .put("equally_near", nearer.same)
        .build();
  }

  static PairedErrors fromJson(Json.Obj json, Portion.Form form) {
    return new PairedErrors(
        Portion.fromJson(json.object("champion"), form),
        Portion.fromJson(json.object("challenger"), form),
        new Beside(
            Math.toIntExact(json.integer("distance_scale")),
            SquaredPair.fromJson(json.object("champion_and_truth")),
            SquaredPair.fromJson(json.object("challenger_and_truth"))),
        new Joint(
            Values.big(json, "products_of_errors"),
            Values.big(json, "products_of_sizes"),
            Values.big(json, "products_of_squares")),
        new Nearer(
            json.integer("champion_nearer"),
            json.integer("challenger_nearer"),
            json.integer("equally_near")));
  }
}
