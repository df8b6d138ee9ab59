// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version: what it is made of, where it comes from, and the way into a stage.
 *
 * @param standing null where it never entered production
 */
public record VersionSheet(
    String model,
    String version,
    Mark stage,
    Tier tier,
    @Nullable Standing standing,
    List<Submit> submits,
    List<Table> tables,
    ModelSheet.Side side,
    List<Removal> removals) {
  public VersionSheet {
    submits = List.copyOf(submits);
    tables = List.copyOf(tables);
    removals = List.copyOf(removals);
  }

  /** Of a version that ever entered production: whether it may serve, and where that is decided. */
  public record Standing(Mark mark, String words, Link link) {}

  /**
   * A gate that this version can be submitted to.
   *
   * @param again whether it stands there already, so that its approval is renewed
   * @param against why it cannot, or null where it can
   * @param envelope what a change envelope lets through here, or empty where none is in force
   */
  public record Submit(String gate, boolean again, @Nullable String against, String envelope) {}
}
