// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The findings, overdue and open ones first.
 *
 * @param count which of how many are shown; empty where there are none
 * @param next the following page, or null
 */
public record FindingsSheet(
    Table table, List<Filter> filters, boolean filtered, String count, @Nullable Link next) {
  public FindingsSheet {
    filters = List.copyOf(filters);
  }

  /** One thing to filter by, with what is chosen. */
  public record Filter(String name, String label, List<Choice> choices, String chosen) {
    public Filter {
      choices = List.copyOf(choices);
    }
  }
}
