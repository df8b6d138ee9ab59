// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;

/** Pages have 1 to 200 items. */
final class Paging {
  private static final String CURSOR = "cursor is what a page gave as next.";
  private static final int MOST = 200;

  private Paging() {}

  static int limit(int asked) {
    if (asked < 1 || asked > MOST) {
      throw refused("limit is from 1 to " + MOST + ".");
    }
    return asked;
  }

  /** The number that a cursor stands for; without one, beyond every number. */
  static long below(String cursor) {
    if (cursor.isEmpty()) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw refused(CURSOR);
    }
  }

  /** How many come before a page, which the cursor counts; without one, none. */
  static long before(String cursor) {
    long before = cursor.isEmpty() ? 0 : below(cursor);
    if (before < 0) {
      throw refused(CURSOR);
    }
    return before;
  }

  private static RefusedException refused(String sentence) {
    return new RefusedException(
        new Refusal("request.page", 400, sentence, List.of(), "Leave it out for the first page."));
  }
}
