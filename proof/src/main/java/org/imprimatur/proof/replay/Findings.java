// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.gate.Verdict.Reason;

/** Collects what is found, under the entry that is being looked at. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private long entry;

  void at(long position) {
    entry = position;
  }

  void add(String code, String sentence) {
    all.add(new Finding(entry, code, sentence));
  }

  void add(List<Reason> against) {
    against.forEach(reason -> add(reason.code(), reason.sentence()));
  }

  void unless(boolean right, String code, String sentence) {
    if (!right) {
      add(code, sentence);
    }
  }

  List<Finding> all() {
    return all;
  }
}
