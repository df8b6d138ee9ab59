// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * What was found.
 *
 * @param words what was looked for; empty where nothing was typed yet
 * @param said how many were found, or why none
 */
public record SearchSheet(String words, String said, List<Group> groups) {
  public SearchSheet {
    groups = List.copyOf(groups);
  }

  /** Hits of one kind. */
  public record Group(String heading, List<Hit> hits) {
    public Group {
      hits = List.copyOf(hits);
    }
  }

  /** One thing, with what tells it from others of its kind. */
  public record Hit(String icon, Link link, String note) {}
}
