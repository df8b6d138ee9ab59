// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The register of incidents, the newest first.
 *
 * @param asked the words that were looked for in lessons; empty where nothing was
 * @param count which of how many are shown; empty where there are none
 * @param next the following page, or null
 */
public record IncidentsSheet(
    List<Listing.Tab> tabs, Table table, String asked, String count, @Nullable Link next) {
  public IncidentsSheet {
    tabs = List.copyOf(tabs);
  }
}
