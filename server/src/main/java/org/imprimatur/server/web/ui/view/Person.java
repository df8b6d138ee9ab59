// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.Locale;

/** A person as a disc of initials, a name and a few words after it. */
public record Person(String initials, String name, String note) {
  public static Person of(String name, String note) {
    return new Person(initials(name), name, note);
  }

  public static Person of(String name) {
    return of(name, "");
  }

  /** First letters of the first and the last word. */
  public static String initials(String name) {
    String trimmed = name.strip();
    if (trimmed.isEmpty()) {
      return "–";
    }
    String first = trimmed.substring(0, trimmed.offsetByCodePoints(0, 1));
    int space = trimmed.lastIndexOf(' ');
    String last =
        space < 0 ? "" : trimmed.substring(space + 1, trimmed.offsetByCodePoints(space + 1, 1));
    return (first + last).toUpperCase(Locale.ROOT);
  }
}
