// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param title the state first, then the thing
 * @param section the entry of the top bar that is current, or empty
 * @param viewer who looks, or null where nobody has signed in
 * @param simulated whether everything in this log is made up
 */
public record Frame(
    String title,
    String section,
    Setting setting,
    @Nullable Viewer viewer,
    List<Link> crumbs,
    boolean simulated) {
  public Frame {
    crumbs = List.copyOf(crumbs);
  }

  /**
   * How the page is to look and what its forms must send back.
   *
   * @param theme light, dark or auto
   * @param keys whether single keys act (WCAG 2.2, 2.1.4: who dictates or shakes switches them off)
   * @param path this page's own address, to come back to
   */
  public record Setting(
      String theme, boolean keys, String path, String csrfName, String csrfToken) {}

  /**
   * The person who looks, with the number of things that wait for them.
   *
   * @param debts how many versions stand past a gate by break-glass
   * @param drawnAt how long the log was when the page was put together; empty where the page
   *     answers a form: it is not drawn again, since what was typed stands in nothing but it
   */
  public record Viewer(
      String name, String initials, String roles, int turns, long debts, OptionalLong drawnAt) {}
}
