// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.digest.Digest;

/**
 * A value over a window of time, with who sent it and when.
 *
 * @param evidence of which figure it is, where it was computed from a batch
 */
public record Measured(
    BigDecimal value,
    OptionalLong n,
    Instant from,
    Instant to,
    Instant at,
    String by,
    Optional<Digest> evidence) {
  /** By when the window ends, and of two that end together the one that began earlier. */
  public static final Comparator<Measured> BY_WINDOW =
      Comparator.comparing(Measured::to).thenComparing(Measured::from);

  /** How many windows of a promise are looked at: the newest. */
  public static final int MOST = 400;

  private static final int MOST_DIGITS = 30;

  private static final Pattern WRITTEN =
      Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

  /** What an act tells. */
  public static Measured of(SignalRecorded act) {
    return new Measured(
        new BigDecimal(act.value()),
        act.n(),
        act.from(),
        act.to(),
        act.at(),
        act.by(),
        act.evidence());
  }

  /**
   * A decimal as people and programs write it, as plain text; empty where it is none, or has more
   * than 30 digits before or after the point. {@code NaN} and {@code Infinity} are none.
   */
  public static Optional<String> plain(String written) {
    return Optional.of(written.strip())
        .filter(text -> WRITTEN.matcher(text).matches())
        .map(text -> new BigDecimal(text).toPlainString())
        .filter(Measured::isPlain);
  }

  /**
   * A figure as a plain decimal: the shortest that reads back as the same number, and of more than
   * 30 digits after the point the nearest with 30. One of more than 30 before it is none.
   */
  public static Optional<String> plain(double figure) {
    BigDecimal shortest = new BigDecimal(Double.toString(figure)).stripTrailingZeros();
    BigDecimal told =
        shortest.scale() > MOST_DIGITS
            ? shortest.setScale(MOST_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros()
            : shortest;
    return Optional.of(told.toPlainString()).filter(Measured::isPlain);
  }

  /** Whether it is written as an act has it. */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() && new BigDecimal(text).toPlainString().equals(text);
  }
}
