// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One audit sample.
 *
 * @param progress how far it is, in a sentence
 * @param redraw a command that draws it again
 * @param figures exceptions by request
 * @param note of what the shares are
 * @param conclusion the words that ended it; blank while it is open
 * @param closes whether the reader may close it now
 */
public record SampleSheet(
    long number,
    Mark state,
    String purpose,
    String progress,
    List<Fact> about,
    String redraw,
    Table figures,
    String note,
    List<Item> items,
    String conclusion,
    boolean closes) {
  public SampleSheet {
    about = List.copyOf(about);
    items = List.copyOf(items);
  }

  /**
   * A decision that was drawn.
   *
   * @param open whether it is unfolded at first
   * @param answers whether the reader may answer now
   * @param cannot why not, where it is worth saying; else blank
   */
  public record Item(
      long submission,
      String thing,
      String when,
      Mark state,
      boolean open,
      boolean answers,
      String cannot,
      List<Line> lines) {
    public Item {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A request of a decision.
   *
   * @param outcome the word of the answer that counts; blank where there is none
   * @param by who gave it, and when
   */
  public record Line(
      long request, String asked, @Nullable Mark state, String outcome, String words, String by) {}
}
