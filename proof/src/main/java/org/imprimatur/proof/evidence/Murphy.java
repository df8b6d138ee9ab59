// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import org.imprimatur.proof.json.Json;

/**
 * Murphy's decomposition of the Brier score over the bins of a reliability table: reliability (how
 * far the bins are from their own rates; 0 is perfect) minus resolution (how far the rates of the
 * bins are apart) plus uncertainty (of the label itself). Scores vary within a bin, so that a
 * remainder is left, which is stated (Murphy, <i>Journal of Applied Meteorology</i> 12 (1973);
 * Stephenson, Coelho and Jolliffe, <i>Weather and Forecasting</i> 23 (2008)).
 */
record Murphy(double reliability, double resolution, double uncertainty, double remainder) {
  static Murphy of(Reliability table, double brier) {
    long n = table.bins().stream().mapToLong(Reliability.Bin::n).sum();
    long positives = table.bins().stream().mapToLong(Reliability.Bin::positives).sum();
    double base = (double) positives / (double) n;
    double reliability = 0;
    double resolution = 0;
    for (Reliability.Bin bin : table.bins()) {
      if (bin.n() > 0) {
        double rate = (double) bin.positives() / (double) bin.n();
        double gap = FixedPoint.mean(bin.gap(), bin.n());
        reliability += (double) bin.n() * gap * gap;
        resolution += (double) bin.n() * (rate - base) * (rate - base);
      }
    }
    double first = reliability / (double) n;
    double second = resolution / (double) n;
    double third = base * (1 - base);
    return new Murphy(first, second, third, brier - (first - second + third));
  }

  Json toJson() {
    return Json.obj()
        .put("reliability", reliability)
        .put("resolution", resolution)
        .put("uncertainty", uncertainty)
        .put("remainder", remainder)
        .build();
  }
}
