// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Column names that sound like something known only after the label: hints, never a judgement. */
public final class LateNames {
  private static final Set<String> LATE =
      Set.of(
          "outcome",
          "result",
          "results",
          "resolution",
          "resolved",
          "decision",
          "decided",
          "final",
          "exit",
          "after",
          "post",
          "later",
          "followup",
          "letter",
          "closed",
          "closing",
          "closure",
          "cancelled",
          "canceled",
          "cancellation",
          "terminated",
          "termination",
          "leaving",
          "left",
          "churned",
          "settled",
          "settlement",
          "recovered",
          "recovery",
          "recoveries",
          "collection",
          "collections",
          "chargeoff",
          "writeoff",
          "refund",
          "refunded",
          "appeal",
          "appealed",
          "approved",
          "denied",
          "rejected",
          "awarded",
          "discharge",
          "discharged",
          "target",
          "label",
          "truth",
          "future");
  private static final Pattern BETWEEN =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})");

  private LateNames() {}

  public static List<String> among(List<String> names) {
    return names.stream().filter(LateNames::isLate).toList();
  }

  private static boolean isLate(String name) {
    return words(name).stream().anyMatch(LATE::contains);
  }

  /** The words of a name in {@code snake_case}, {@code camelCase} or any other writing. */
  static List<String> words(String name) {
    return BETWEEN
        .splitAsStream(name)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }
}
