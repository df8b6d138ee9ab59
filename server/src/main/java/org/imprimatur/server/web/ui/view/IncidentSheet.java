// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident with the way on which its version was approved, and what can be done about it.
 *
 * @param report until when a report is due, or null where none is
 * @param cause what caused it; empty while it is open
 * @param lesson what the next reviewer is to know; empty while it is open
 */
public record IncidentSheet(
    long number,
    Mark severity,
    Mark state,
    @Nullable Mark report,
    String words,
    String cause,
    String lesson,
    Form form,
    List<Fact> about,
    List<Fact> path,
    List<Link> links) {
  public IncidentSheet {
    about = List.copyOf(about);
    path = List.copyOf(path);
    links = List.copyOf(links);
  }

  /**
   * Closing it.
   *
   * @param cannot why the reader cannot; empty where that needs no words
   */
  public record Form(boolean closes, String cannot) {}

  /** The page on which somebody reports an incident of a version. */
  public record Report(
      String model, long version, List<Option> severities, List<Option> harms, List<Option> found) {
    public Report {
      severities = List.copyOf(severities);
      harms = List.copyOf(harms);
      found = List.copyOf(found);
    }
  }

  /** Something to choose. */
  public record Option(String value, String words) {}
}
