// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of words and figures. */
public record Table(String caption, List<Head> heads, List<Row> rows) {
  public Table {
    heads = List.copyOf(heads);
    rows = List.copyOf(rows);
  }

  /** A column's title; numbers stand right. */
  public record Head(String words, boolean number) {}

  /**
   * One row; its first cell names it.
   *
   * @param tone a tone for the whole row where a state calls for one, else empty
   */
  public record Row(List<Cell> cells, String tone) {
    public Row {
      cells = List.copyOf(cells);
    }

    public static Row of(Cell... cells) {
      return new Row(List.of(cells), "");
    }
  }

  /** One cell: words, with a state or a digest where it has one. */
  public record Cell(Text text, @Nullable Mark mark, @Nullable Code code) {
    public static Cell of(String words) {
      return new Cell(Text.of(words), null, null);
    }

    public static Cell of(Text text) {
      return new Cell(text, null, null);
    }

    public static Cell link(String words, String href) {
      return new Cell(Text.NOTHING.link(words, href), null, null);
    }

    public static Cell state(Mark mark) {
      return new Cell(Text.NOTHING, mark, null);
    }

    public static Cell digest(Code code) {
      return new Cell(Text.NOTHING, null, code);
    }
  }
}
