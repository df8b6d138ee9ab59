// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.SeedsSheet;
import org.imprimatur.server.web.ui.view.SeedsSheet.Acts;
import org.imprimatur.server.web.ui.view.SeedsSheet.Line;
import org.imprimatur.server.web.ui.view.Text;

/** Seeded cases with example values. */
record SeedExamples(Examples of) {
  SeedsSheet sheet() {
    return new SeedsSheet(
        true,
        List.of(line("l_asked", "waits for the name", "clock", Acts.ANSWER)),
        List.of(
            line("l_prepared", "agreed to", "circle-check", Acts.DROP),
            line("l_committed", "committed", "lock", Acts.REVEAL),
            line("l_revealed", "revealed", "eye", Acts.NOTHING)),
        1,
        20);
  }

  private Line line(String id, String state, String icon, Acts acts) {
    return new Line(
        "/seeds/" + id,
        Text.NOTHING.link(of.say("loans v3"), "/models/loans/v3"),
        of.say("Half of the test set stood in the training data."),
        new Mark(state, icon, "wait"),
        "Thu 26 Nov, 09:00 UTC, revealed until Sat 26 Dec, 09:00 UTC",
        acts);
  }
}
