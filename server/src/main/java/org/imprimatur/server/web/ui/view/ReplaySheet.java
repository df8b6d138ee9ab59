// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * What a proposed policy would have decided.
 *
 * @param facts how many decisions stay, and how many turn
 * @param load how many sign-offs of each role
 * @param turned the decisions that turn, those that stand in their stage first
 * @param note what the rows do not say; empty where they say everything
 */
public record ReplaySheet(String name, List<Fact> facts, Table load, Table turned, String note) {
  public ReplaySheet {
    facts = List.copyOf(facts);
  }
}
