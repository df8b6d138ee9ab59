// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.util.Locale;

/** What a person typed as a pattern for {@code LIKE … ESCAPE '!'} over lower-case text. */
public final class Like {
  private Like() {}

  /** Whatever holds the words. */
  public static String within(String words) {
    return "%" + starting(words);
  }

  /** Whatever begins with the words. */
  public static String starting(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
  }
}
