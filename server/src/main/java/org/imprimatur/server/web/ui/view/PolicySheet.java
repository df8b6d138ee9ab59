// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/** A published policy: its tables for reading, its text for proving. */
public record PolicySheet(String name, Code digest, String note, List<Table> tables, String text) {
  public PolicySheet {
    tables = List.copyOf(tables);
  }
}
