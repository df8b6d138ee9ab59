// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** How many rows there are, and how many cannot be used as they are. */
public record RowCounts(long rows, long missingLabels, long missingScores, long outOfRange) {
  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

  /** Why no metric may be computed, or null where all may. */
  @Nullable String blocked() {
    if (rows == 0) {
      return Estimate.NO_ROWS;
    }
    if (missingLabels > 0) {
      return missingLabels + " of " + rows + " rows have no label.";
    }
    if (missingScores > 0) {
      return missingScores + " of " + rows + " rows have no finite score.";
    }
    return null;
  }

  /** Why metrics that read a score as a probability may not be computed, or null. */
  @Nullable String notProbabilities() {
    if (outOfRange > 0) {
      return outOfRange + " of " + rows + " scores lie outside [0, 1].";
    }
    return blocked();
  }

  Json toJson() {
    return Json.obj()
        .put("rows", rows)
        .put("missing_labels", missingLabels)
        .put("missing_scores", missingScores)
        .put("out_of_range", outOfRange)
        .build();
  }

  static RowCounts fromJson(Json.Obj json) {
    return new RowCounts(
        json.integer("rows"),
        json.integer("missing_labels"),
        json.integer("missing_scores"),
        json.integer("out_of_range"));
  }
}
