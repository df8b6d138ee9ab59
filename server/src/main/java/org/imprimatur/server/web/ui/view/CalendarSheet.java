// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What falls due of everything in production, by month.
 *
 * @param more a word where something falls due later than what is shown, or empty
 * @param next to what falls due later
 */
public record CalendarSheet(
    List<Listing.Tab> tabs, List<Month> months, String more, @Nullable Link next) {
  public CalendarSheet {
    tabs = List.copyOf(tabs);
    months = List.copyOf(months);
  }

  /**
   * One month, or what is overdue.
   *
   * @param load how many sign-offs each role will be asked for, or empty
   */
  public record Month(String name, Mark mark, List<String> load, Table table) {
    public Month {
      load = List.copyOf(load);
    }
  }
}
