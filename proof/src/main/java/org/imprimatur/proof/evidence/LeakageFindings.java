// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.evidence.Finding.Bearing;

/** What {@code data.leakage/1} found, in sentences that name columns and counts. */
public final class LeakageFindings {
  private final List<Finding> findings = new ArrayList<>();

  private LeakageFindings() {}

  /** All findings, with the limits of a policy. */
  public static List<Finding> of(Leakage leakage, LeakageLimits limits) {
    LeakageFindings all = new LeakageFindings();
    all.rows(leakage.shared());
    all.features(leakage, limits);
    all.ids(leakage.ids());
    all.times(leakage.later());
    return List.copyOf(all.findings);
  }

  private void add(Bearing bearing, String code, String sentence) {
    findings.add(new Finding(code, sentence, bearing));
  }

  private void rows(Leakage.Shared shared) {
    Estimate beyond = shared.beyondChance();
    Interval interval = beyond.interval();
    if (interval == null) {
      add(Bearing.CANNOT_BE_TOLD, "leakage.rows", "Rows cannot be compared: one set has none.");
      return;
    }
    Double chance = shared.byChance().value();
    double expected = (chance == null ? 0 : chance) * (double) shared.testRows();
    String counted =
        shared.sharedRows()
            + " of "
            + shared.testRows()
            + " test rows also stand in the training set; about "
            + Math.round(expected)
            + " are expected by chance";
    if (interval.low() > 0) {
      add(Bearing.OUTSIDE, "leakage.rows", counted + ", and so many more are no chance.");
    } else {
      add(Bearing.WITHIN, "leakage.rows-by-chance", counted + ".");
    }
  }

  private void features(Leakage leakage, LeakageLimits limits) {
    List<String> telling = leakage.telling(limits);
    for (String name : telling) {
      Leakage.Feature feature = leakage.feature(name);
      double most = feature.most(limits);
      Double value = feature.strength().value();
      boolean byValue = value != null && value >= most;
      add(
          Bearing.OUTSIDE,
          "leakage.feature",
          (byValue ? "The column " + name : "Whether " + name + " has a value")
              + " alone tells the label: "
              + Finding.figure(byValue ? feature.strength() : feature.presence())
              + ", where less than "
              + Finding.figure(most)
              + " is asked. Look whether it is known when the model decides.");
    }
    boolean nothingTold =
        !leakage.features().isEmpty()
            && leakage.features().values().stream()
                .allMatch(feature -> feature.strengthAlone().value() == null);
    if (nothingTold) {
      add(
          Bearing.CANNOT_BE_TOLD,
          "leakage.features",
          "Whether a column alone tells the label cannot be told: the association of none of "
              + leakage.features().size()
              + " columns is defined.");
    } else if (telling.isEmpty()) {
      double most =
          leakage.features().values().stream()
              .mapToDouble(feature -> feature.most(limits))
              .findFirst()
              .orElse(limits.twoClasses());
      add(
          Bearing.WITHIN,
          "leakage.features",
          "None of "
              + leakage.features().size()
              + " columns alone tells the label as well as "
              + Finding.figure(most)
              + ".");
    }
  }

  /** Ids that mostly name other rows in each set are numbers of lines, and tell nothing. */
  private void ids(Leakage.Ids ids) {
    if (ids.shared() > 0) {
      boolean same = ids.sameRow() > 0 && 2 * ids.sameRow() >= ids.shared();
      add(
          same ? Bearing.OUTSIDE : Bearing.SHOWN,
          same ? "leakage.ids" : "leakage.ids-shared",
          ids.shared()
              + " ids of the test set also stand in the training set, "
              + ids.sameRow()
              + " of them with the same row.");
    }
  }

  private void times(Map<String, Leakage.Later> later) {
    later.forEach(
        (name, rows) -> {
          if (rows.rows() > 0) {
            add(
                Bearing.OUTSIDE,
                "leakage.time",
                "The column "
                    + name
                    + " is later than the label's time in "
                    + rows.rows()
                    + " of "
                    + rows.of()
                    + " rows.");
          }
        });
  }
}
