// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published policy: its tables for reading, its text for proving.
 *
 * @param change where the next one of its name is proposed, for whoever may; else null
 */
public record PolicySheet(
    String name, Code digest, String note, List<Table> tables, String text, @Nullable Link change) {
  public PolicySheet {
    tables = List.copyOf(tables);
  }
}
