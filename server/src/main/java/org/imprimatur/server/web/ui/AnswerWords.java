// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Locale;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.server.gates.Standing;

/** What an approval answers for, by its id: a sign-off, a condition of one, or a waiver. */
final class AnswerWords {
  private AnswerWords() {}

  /** What it is, and whose. */
  record Said(String what, String person) {}

  static Said of(String id, Standing standing) {
    for (Waiver waiver : standing.input().decisions().waivers()) {
      if (waiver.id().equals(id)) {
        return new Said(
            "Waiver of %s until %s".formatted(waiver.asked().requirement(), waiver.until()),
            waiver.asked().by());
      }
    }
    int slash = id.indexOf('/');
    String signOff = slash < 0 ? id : id.substring(0, slash);
    for (SignOff one : standing.input().signOffs()) {
      if (one.id().equals(signOff)) {
        return new Said(
            slash < 0
                ? opinion(one)
                : "Condition %s as %s".formatted(id.substring(slash + 1), one.role()),
            one.person());
      }
    }
    return new Said(id, "");
  }

  private static String opinion(SignOff one) {
    String decision = Words.decision(one.decision().word()).word().toLowerCase(Locale.ROOT);
    return "%s as %s: %s".formatted(Words.capital(one.meaning()), one.role(), decision);
  }
}
