// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rests on a thing that turned out bad.
 *
 * @param heading the thing in words; blank where nothing was asked yet
 * @param problem why nothing can be traced, or empty
 * @param condemned what stands condemned: of the thing, or all where nothing was asked
 * @param models with their submissions that rest on it
 * @param count how much is shown of how much
 * @param unnamed what no trace of a version finds, since it names none; or empty
 * @param links where to go on, and the trace as a file
 */
public record ImpactSheet(
    Asked asked,
    String heading,
    String problem,
    List<Condemned> condemned,
    List<OfModel> models,
    Form form,
    String count,
    String unnamed,
    @Nullable Link next,
    List<Link> links) {
  public ImpactSheet {
    condemned = List.copyOf(condemned);
    models = List.copyOf(models);
    links = List.copyOf(links);
  }

  /** What was asked, as the form keeps it. */
  public record Asked(String kind, String thing, String from, String until, List<Kind> kinds) {
    public Asked {
      kinds = List.copyOf(kinds);
    }
  }

  /** One sort of thing, in a list to choose from. */
  public record Kind(String value, String words) {}

  /**
   * Something that stands condemned.
   *
   * @param day by when what is opened again for it is to be decided anew, or empty
   * @param token of a token whether it still acts, and where it is revoked
   * @param reopens whether the reader may open more again for it
   * @param lifts whether the reader may lift it
   * @param cannot why the reader may not lift it, or empty
   */
  public record Condemned(
      String id,
      Link thing,
      String reason,
      Person by,
      String day,
      @Nullable Link token,
      boolean reopens,
      boolean lifts,
      String cannot) {}

  /** A model with its submissions. */
  public record OfModel(Link model, List<Row> rows) {
    public OfModel {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A submission that rests on it.
   *
   * @param live whether what it brought in can be opened again
   */
  public record Row(
      long number, Link submission, Link version, Mark state, List<Text> links, boolean live) {
    public Row {
      links = List.copyOf(links);
    }
  }

  /**
   * What the reader may do.
   *
   * @param condemns whether they may condemn the thing
   * @param cannot why not, or empty
   * @param day by which what is opened again is to be decided anew, where nobody chose another
   * @param last the last day that may be chosen
   */
  public record Form(boolean condemns, String cannot, String day, String last) {}
}
