// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model: what runs, who allowed it, what comes next. */
public record ModelSheet(
    Head head,
    List<Third> thirds,
    List<Table> tables,
    Side side,
    List<Removal> removals,
    List<Happening> history) {
  public ModelSheet {
    thirds = List.copyOf(thirds);
    tables = List.copyOf(tables);
    removals = List.copyOf(removals);
    history = List.copyOf(history);
  }

  /** The first line. */
  public record Head(
      String name, Tier tier, @Nullable Mark production, Person owner, String versions) {}

  /** One of the three questions that come first. */
  public record Third(String question, @Nullable Mark mark, Text answer, Text more) {}

  /** What stands beside: the use, the tier, the examination, who may sign. */
  public record Side(List<Section> sections) {
    public Side {
      sections = List.copyOf(sections);
    }
  }

  /** Facts under a heading, with one link where there is something to do. */
  public record Section(
      String heading, @Nullable Code code, List<Fact> facts, @Nullable Link link) {
    public Section {
      facts = List.copyOf(facts);
    }
  }
}
