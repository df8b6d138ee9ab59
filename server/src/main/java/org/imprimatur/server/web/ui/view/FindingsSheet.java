// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;

/** The findings, overdue and open ones first. */
public record FindingsSheet(Table table, List<Filter> filters, boolean filtered, String count) {
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
