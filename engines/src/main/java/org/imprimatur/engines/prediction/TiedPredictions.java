// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.ArrayList;
import java.util.List;

/** Takes rows in the order of their predictions; equal ones count at once, in whatever order. */
final class TiedPredictions {
  private final List<GroupTally> groups = new ArrayList<>();
  private double prediction = Double.NaN;
  private long below;
  private long rows;

  void row(GroupTally group, double truth, double predicted) {
    if (predicted != prediction) {
      finish();
      prediction = predicted;
    }
    if (group.isFirstOfTie()) {
      groups.add(group);
    }
    group.row(truth, predicted);
    rows++;
  }

  /** Closes the last of the predictions. */
  void finish() {
    for (GroupTally group : groups) {
      group.closeTie(below, rows);
    }
    groups.clear();
    below = rows;
  }
}
