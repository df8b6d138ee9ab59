// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of things: models, submissions, policies.
 *
 * @param empty what stands there where there is nothing
 * @param next the following page, or null
 */
public record Listing(
    String heading, List<Tab> tabs, Table table, Empty empty, @Nullable Link next) {
  public Listing {
    tabs = List.copyOf(tabs);
  }

  /** A view of the list. */
  public record Tab(String words, String href, String tally, boolean current) {}

  /**
   * What would be here, why it is not, and how it gets here.
   *
   * @param commands lines to copy, or empty
   */
  public record Empty(String icon, String what, String why, String commands) {}
}
