// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * Seeded cases, for the steward who slips them in and for whoever lends the name.
 *
 * @param steward whether the reader slips cases in
 * @param ready how many are prepared and agreed to
 * @param mostEmpty how many commitments to nothing go with one batch at most
 */
public record SeedsSheet(
    boolean steward, List<Line> asked, List<Line> own, long ready, long mostEmpty) {
  public SeedsSheet {
    asked = List.copyOf(asked);
    own = List.copyOf(own);
  }

  /**
   * One case, or nothing that is to look like one.
   *
   * @param base where its forms are sent
   * @param thing the version, as a link; words where there is none
   * @param words what is wrong with it
   */
  public record Line(String base, Text thing, String words, Mark state, String when, Acts acts) {}

  /** What the reader can do about it. */
  public enum Acts {
    NOTHING,
    /** Lend the name, or not. */
    ANSWER,
    /** Take back what was only prepared. */
    DROP,
    REVEAL
  }
}
