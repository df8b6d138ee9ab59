// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * Drawings beside or above the table that holds the same numbers.
 *
 * @param beside whether the table stands beside; else it opens below
 */
public record Charts(List<Chart> charts, Table table, boolean beside) implements Figure {
  public Charts {
    charts = List.copyOf(charts);
  }
}
