// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/** A submission as a validation report: everything, in one order, to print. */
public record ReportSheet(
    String title, String verdict, List<Fact> facts, List<Section> sections, String checkpoint) {
  public ReportSheet {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /** One chapter: sentences, then a table where it has one. */
  public record Section(String heading, List<Text> sentences, List<Table> tables) {
    public Section {
      sentences = List.copyOf(sentences);
      tables = List.copyOf(tables);
    }
  }
}
