// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/** What can be done by keys. */
public record KeysSheet(List<Key> keys) {
  /** The keys of {@code app.js}, on whichever page has what they need. */
  public static final KeysSheet OF_ALL_PAGES =
      new KeysSheet(
          List.of(
              new Key("?", "shows this page", true),
              new Key("/", "searches", true),
              new Key("Ctrl+K, Cmd+K", "searches, also from a field", false),
              new Key("g then t, m, s, p, n, i or a", "goes to an entry of the top bar", true),
              new Key("j, k", "next, previous item of a list", true),
              new Key("Enter", "opens the item; with nothing in focus the first", false),
              new Key("Space", "peeks at the item in focus on Your turn", true),
              new Key("[, ]", "previous, next of the list that this page was opened from", true),
              new Key("f", "the first field of the filter", true),
              new Key("1 to 9", "that evidence class of a submission", true),
              new Key("e", "the next evidence that you sign for and have not opened", true),
              new Key("n, p", "next, previous class that changed since you opened it", true),
              new Key("c", "only what changed since you opened it, and everything again", true),
              new Key("y", "copies a link to a submission as its evidence is now", true),
              new Key("m", "say something of the class that is shown", true),
              new Key("s", "the page on which you sign", true),
              new Key("Ctrl+Enter, Cmd+Enter", "the main button of that page", false),
              new Key("Esc", "closes a menu or the search", false)));

  public KeysSheet {
    keys = List.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param single whether it is a printable character alone, and so can be switched off
   */
  public record Key(String press, String does, boolean single) {}
}
