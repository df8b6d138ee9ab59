// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, what waits for a second person, and what an administrator can do.
 *
 * @param link a one-time link that was just issued and is shown now only, or null
 * @param administers whether the reader may bring people in
 */
public record PeopleSheet(
    Table people, List<Asked> asked, @Nullable Invited link, boolean administers) {
  public PeopleSheet {
    asked = List.copyOf(asked);
  }

  /**
   * A role that waits for a second person.
   *
   * @param against why the reader is not that person, or null
   */
  public record Asked(String request, Text words, @Nullable String against) {}

  /** For whom the link is, the address, and until when it works. */
  public record Invited(String username, String address, String until) {}
}
