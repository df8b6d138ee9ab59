// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/** The pages before signing in. */
public sealed interface Door {
  /**
   * The sign-in page.
   *
   * @param problem why the last try failed, or empty
   * @param notice what has just happened, or empty
   * @param next where to go afterwards
   */
  record Login(String username, String problem, String notice, String next) implements Door {}

  /**
   * A one-time link: the person chooses a password.
   *
   * @param problem why the last try failed, or empty
   */
  record Enrol(String name, String username, String token, int least, String problem)
      implements Door {}
}
