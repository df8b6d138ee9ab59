// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;

/**
 * What people decide about a submission beside signing.
 *
 * @param hold who holds it since when, or empty
 * @param base the address that every form here goes below
 * @param roles in which the reader could ask for changes
 * @param waivable the requirements that could be waived; none where the policy allows no waivers
 */
public record DecisionSheet(
    String heading,
    String hold,
    String base,
    List<Item> requests,
    List<Item> conditions,
    List<Item> waivers,
    List<String> roles,
    List<String> waivable) {
  public DecisionSheet {
    requests = List.copyOf(requests);
    conditions = List.copyOf(conditions);
    waivers = List.copyOf(waivers);
    roles = List.copyOf(roles);
    waivable = List.copyOf(waivable);
  }

  /** One request, condition or waiver, with what the reader can do about it. */
  public record Item(Mark mark, String what, List<String> lines, List<Deed> deeds) {
    public Item {
      lines = List.copyOf(lines);
      deeds = List.copyOf(deeds);
    }
  }

  /**
   * A form of one button.
   *
   * @param id tells its field from the others of the page
   * @param field the label of the text that it needs, or empty
   * @param password whether it signs
   * @param owners among whom it chooses, or none
   */
  public record Deed(
      String id,
      String action,
      String button,
      String field,
      boolean password,
      List<Choice> owners) {
    public Deed {
      owners = List.copyOf(owners);
    }

    /** A deed that chooses nobody. */
    public Deed(String id, String action, String button, String field, boolean password) {
      this(id, action, button, field, password, List.of());
    }
  }
}
