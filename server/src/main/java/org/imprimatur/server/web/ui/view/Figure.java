// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/** What evidence is shown as. Every figure is a table, or has one with the same numbers. */
public sealed interface Figure
    permits Plot,
        Table,
        Charts,
        Figure.Part,
        Figure.Fold,
        Figure.Choices,
        Figure.Notice,
        Figure.Nothing {
  /**
   * Some figures under a heading of their own.
   *
   * @param claim one sentence computed from the data; empty where the figures say it all
   */
  record Part(String title, Text claim, List<Figure> figures) implements Figure {
    public Part {
      figures = List.copyOf(figures);
    }
  }

  /** Figures that few people ask for; they open on demand. */
  record Fold(String summary, List<Figure> figures) implements Figure {
    public Fold {
      figures = List.copyOf(figures);
    }
  }

  /** Links between panels that show one at a time. */
  record Choices(String label, List<Choice> choices) implements Figure {
    public Choices {
      choices = List.copyOf(choices);
    }
  }

  /** One of them. */
  record Choice(String words, String href, boolean chosen) {}

  /** Something about the figures below that their reader must know before them. */
  record Notice(Mark mark, Text words) implements Figure {}

  /** Nothing to show: what would be here, and what would bring it. */
  record Nothing(String title, Text why) implements Figure {}
}
