// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of words and figures. */
public record Table(String caption, List<Head> heads, List<Row> rows) implements Figure {
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

  /**
   * One cell: words, with a state, a digest or a small drawing where it has one.
   *
   * @param chart a drawing that says what the words or the table say
   * @param shade how dark the cell stands, 0 (not at all) to 2; its words say why
   */
  public record Cell(
      Text text, @Nullable Mark mark, @Nullable Code code, @Nullable Chart chart, int shade) {
    public static Cell of(String words) {
      return of(Text.of(words));
    }

    public static Cell of(Text text) {
      return new Cell(text, null, null, null, 0);
    }

    public static Cell link(String words, String href) {
      return of(Text.NOTHING.link(words, href));
    }

    public static Cell state(Mark mark) {
      return new Cell(Text.NOTHING, mark, null, null, 0);
    }

    public static Cell digest(Code code) {
      return new Cell(Text.NOTHING, null, code, null, 0);
    }

    public static Cell drawn(String words, Chart chart) {
      return new Cell(Text.of(words), null, null, chart, 0);
    }

    public static Cell shaded(Text text, int shade) {
      return new Cell(text, null, null, null, shade);
    }
  }
}
