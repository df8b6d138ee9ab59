// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * Break-glass for a submission: what it would mean or meant, and what the reader can do.
 *
 * @param base the address that every form here goes below
 * @param over what would be passed over, or was
 * @param against what stands against it, whoever asks
 * @param unratifiable what nobody could sign afterwards, and whom to add, in sentences
 * @param facts who asked and confirmed, why, and until when
 */
public record BypassSheet(
    String heading,
    Mark mark,
    String sentence,
    String base,
    List<Over> over,
    List<String> against,
    List<String> unratifiable,
    List<Fact> facts,
    Forms forms) {
  public BypassSheet {
    over = List.copyOf(over);
    against = List.copyOf(against);
    unratifiable = List.copyOf(unratifiable);
    facts = List.copyOf(facts);
  }

  /** A requirement that is passed over, with why it is open. */
  public record Over(String requirement, String why) {}

  /**
   * What the reader can do.
   *
   * @param wish the wish that the second person confirms
   * @param cannot why the reader cannot do what is next, in sentences
   */
  public record Forms(
      boolean asks, boolean confirms, boolean reverses, String wish, List<String> cannot) {
    public Forms {
      cannot = List.copyOf(cannot);
    }
  }
}
