// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * One view of the measures.
 *
 * @param asOf until when and over how many entries of the log
 * @param address of this view, to which the filters are sent
 * @param headlines the most telling figures
 * @param definitions what each word measures, and what not to conclude from it
 * @param downloads the same figures as files
 */
public record InsightsSheet(
    String heading,
    String asOf,
    List<Listing.Tab> tabs,
    String address,
    List<FindingsSheet.Filter> filters,
    boolean filtered,
    List<Headline> headlines,
    List<Panel> panels,
    List<Fact> definitions,
    List<Link> downloads) {
  public InsightsSheet {
    tabs = List.copyOf(tabs);
    filters = List.copyOf(filters);
    headlines = List.copyOf(headlines);
    panels = List.copyOf(panels);
    definitions = List.copyOf(definitions);
    downloads = List.copyOf(downloads);
  }

  /**
   * One figure with its doubt.
   *
   * @param value a dash where it would rest on too few
   * @param interval its 95 % interval; empty without a value
   * @param rests how many it rests on
   */
  public record Headline(String what, String value, String interval, String rests) {}

  /** Some figures under one heading. */
  public record Panel(String title, String note, List<Figure> figures) {
    public Panel {
      figures = List.copyOf(figures);
    }
  }
}
