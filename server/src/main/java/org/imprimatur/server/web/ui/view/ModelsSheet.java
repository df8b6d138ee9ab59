// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inventory.
 *
 * @param filters one for each further field
 * @param filtered whether any of them is set
 * @param next the following page, or null
 * @param downloads the whole of it as files
 */
public record ModelsSheet(
    Table table,
    Listing.Empty empty,
    List<Filter> filters,
    boolean filtered,
    @Nullable Link next,
    List<Link> downloads) {
  public ModelsSheet {
    filters = List.copyOf(filters);
    downloads = List.copyOf(downloads);
  }

  /**
   * What a further field is asked for.
   *
   * @param note how it is asked for, or empty
   * @param type the type of its input where there is nothing to choose from
   * @param chosen what is asked for now, or empty
   */
  public record Filter(
      String parameter,
      String field,
      String note,
      String type,
      List<String> choices,
      String chosen) {
    public Filter {
      choices = List.copyOf(choices);
    }
  }
}
