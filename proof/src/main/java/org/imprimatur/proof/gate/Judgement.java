// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.List;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;

/** How one check turned out, and why. */
record Judgement(Outcome outcome, List<Reason> reasons) {
  Judgement {
    reasons = List.copyOf(reasons);
  }

  static Judgement of(Outcome outcome, String code, String sentence) {
    boolean against = outcome != Outcome.WITHIN && outcome != Outcome.NONE;
    return new Judgement(outcome, List.of(Reason.of(code, sentence).standing(against)));
  }
}
