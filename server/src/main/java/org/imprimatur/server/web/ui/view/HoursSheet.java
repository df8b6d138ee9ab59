// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * The working hours, and the form that states others.
 *
 * @param now what holds; none where nothing was stated
 * @param closed the closed days of what holds
 * @param statements every statement, the newest first
 * @param states whether the reader may state others
 * @param wrong what stands against what was typed
 */
public record HoursSheet(
    List<Fact> now,
    Table closed,
    Table statements,
    boolean states,
    Typed typed,
    List<String> wrong) {
  public HoursSheet {
    now = List.copyOf(now);
    wrong = List.copyOf(wrong);
  }

  /** What stands in the form. */
  public record Typed(String zone, List<Day> days, String closed) {
    public Typed {
      days = List.copyOf(days);
    }
  }

  /** One day of the week. */
  public record Day(String name, String title, String hours) {}
}
