// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.List;
import org.imprimatur.proof.json.Json;

/** What a replay read, and everything that it found. */
public record Report(Counts counts, List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  /** How much was read; {@code blobs} counts each digest once. */
  public record Counts(long entries, long verdicts, long promotions, long signOffs, long blobs) {}

  /** Whether everything could be derived again and nothing differs. */
  public boolean sound() {
    return findings.isEmpty();
  }

  public Json.Obj toJson() {
    return Json.obj()
        .put("imprimatur", "replay/v1")
        .put("sound", sound())
        .put("entries", counts.entries())
        .put("verdicts", counts.verdicts())
        .put("promotions", counts.promotions())
        .put("signOffs", counts.signOffs())
        .put("blobs", counts.blobs())
        .put("findings", Json.array(findings.stream().map(Finding::toJson).toList()))
        .build();
  }
}
