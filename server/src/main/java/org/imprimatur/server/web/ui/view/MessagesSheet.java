// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * Who is told what, and what could not be told.
 *
 * @param targets the ways out of the server
 * @param commands how messages are turned on; empty where they are
 * @param left how many more there are than are shown, in words, or empty
 * @param several whether there are dead ones to send again at once
 */
public record MessagesSheet(
    Mark state,
    String sentence,
    Table targets,
    String commands,
    List<Listing.Tab> tabs,
    List<Row> rows,
    String left,
    boolean several) {
  public MessagesSheet {
    tabs = List.copyOf(tabs);
    rows = List.copyOf(rows);
  }

  /**
   * One message.
   *
   * @param fault why the last attempt came to nothing, or empty
   * @param retry where it is sent again, or empty
   */
  public record Row(
      Link what,
      String thing,
      String recipient,
      Mark state,
      long attempts,
      String when,
      String fault,
      String retry) {}

  /**
   * What a person chooses on their account.
   *
   * @param available whether the server writes mail
   * @param how each, digest or none
   */
  public record Choice(boolean available, String address, String how) {}
}
