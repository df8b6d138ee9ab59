// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One class of evidence, the same in every class: the claim, plots and tables, the examination.
 *
 * @param claim one sentence computed from the data
 */
public record EvidencePanel(
    String title,
    Mark mark,
    String level,
    @Nullable Code digest,
    Compared compared,
    String claim,
    List<Plot> plots,
    List<Table> tables,
    @Nullable Exam exam,
    @Nullable Changes changes) {
  public EvidencePanel {
    plots = List.copyOf(plots);
    tables = List.copyOf(tables);
  }

  /** The version beside which the figures stand, and the others that can. */
  public record Compared(String version, String part, List<Choice> choices) {
    public static final Compared NOTHING = new Compared("", "", List.of());

    public Compared {
      choices = List.copyOf(choices);
    }
  }

  /** Another version to compare with. */
  public record Choice(String value, String words, boolean chosen) {}

  /** What the figures were computed on; it stands under every piece of evidence. */
  public record Exam(Code testSet, String rows, Person custodian, String look) {}

  /**
   * What moved against the compared version.
   *
   * @param rest the measures that few people ask for, folded
   */
  public record Changes(String title, String summary, Table table, Table rest) {}
}
