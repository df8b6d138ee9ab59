// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One class of evidence, the same in every class: the claim, the figures, the examination.
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
    List<Figure> figures,
    @Nullable Exam exam,
    @Nullable Changes changes) {
  public EvidencePanel {
    figures = List.copyOf(figures);
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

  /** Whether a key to the marks is of use. */
  public boolean hasPlot() {
    return figures.stream().anyMatch(EvidencePanel::isPlot);
  }

  private static boolean isPlot(Figure figure) {
    return switch (figure) {
      case Plot _ -> true;
      case Figure.Part part -> part.figures().stream().anyMatch(EvidencePanel::isPlot);
      case Figure.Fold _, Figure.Choices _, Figure.Notice _, Figure.Nothing _, Table _, Charts _ ->
          false;
    };
  }

  /** What the figures were computed on; it stands under every piece of evidence. */
  public record Exam(Code testSet, String rows, Person custodian, String look) {}

  /**
   * What moved against the compared version.
   *
   * @param rest the measures that few people ask for, folded
   */
  public record Changes(String title, String summary, Table table, Table rest) {}
}
