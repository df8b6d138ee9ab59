// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version: what it is made of, where it comes from, and the way into a stage. */
public record VersionSheet(
    String model,
    String version,
    Mark stage,
    Tier tier,
    List<Submit> submits,
    List<Table> tables,
    ModelSheet.Side side) {
  public VersionSheet {
    submits = List.copyOf(submits);
    tables = List.copyOf(tables);
  }

  /**
   * A gate that this version can be submitted to.
   *
   * @param again whether it stands there already, so that its approval is renewed
   * @param against why it cannot, or null where it can
   * @param envelope what a change envelope lets through here, or empty where none is in force
   */
  public record Submit(String gate, boolean again, @Nullable String against, String envelope) {}
}
