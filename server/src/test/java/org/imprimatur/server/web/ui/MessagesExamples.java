// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.MessagesSheet;
import org.imprimatur.server.web.ui.view.Table;

/** Messages for an administrator, with example values. */
record MessagesExamples(Examples of) {
  private static final List<Table.Head> HEADS =
      List.of(
          new Table.Head("Name", false),
          new Table.Head("Through", false),
          new Table.Head("Tells", false));

  MessagesSheet notAllArrive() {
    return new MessagesSheet(
        new Mark("Not all arrive", "circle-x", "bad"),
        "1 message could not be delivered. Mend the cause, then send again.",
        new Table(
            "Where messages go",
            HEADS,
            List.of(
                Table.Row.of(
                    Table.Cell.of("Mail"),
                    Table.Cell.of(of.say("smtp.example.org:587, STARTTLS")),
                    Table.Cell.of("everybody who gave an address")))),
        "",
        List.of(new Listing.Tab("Dead", "/messages?state=dead", "1", true)),
        List.of(
            new MessagesSheet.Row(
                new Link("Your sign-off is asked", "/submissions/1"),
                of.say("mortgage-fast-track v2, submission 1"),
                of.say("Chiara Rossi"),
                new Mark("Dead", "circle-x", "bad"),
                8,
                "Thu 26 Nov, 09:00 UTC",
                of.say("The mail server answers 451."),
                "/messages/msg_aaaaaaaaaa/retry")),
        "These are the newest 100.",
        true);
  }

  static MessagesSheet off() {
    return new MessagesSheet(
        new Mark("Off", "circle-minus", "mute"),
        "This server writes to nobody. What waits for a person stands in Your turn alone.",
        new Table("Where messages go", HEADS, List.of()),
        "bin/serve --data DIR --messages messages.yaml",
        List.of(new Listing.Tab("Dead", "/messages?state=dead", "0", true)),
        List.of(),
        "",
        false);
  }
}
