// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.TokenSheet;
import org.imprimatur.server.web.ui.view.TokenSheet.Form;
import org.imprimatur.server.web.ui.view.TokenSheet.Row;
import org.imprimatur.server.web.ui.view.TokenSheet.Scope;

/** Pages about tokens. */
record TokenExamples(Examples of) {
  TokenSheet.Account several() {
    return new TokenSheet.Account(
        List.of(
            new Row(
                "t_leaked2345",
                of.say("nightly training"),
                "read, propose",
                "the end of Thu 24 Dec 2026 (UTC)",
                Mark.SATISFIED.saying("Acts")),
            new Row(
                "t_older23456",
                of.say("workbench"),
                "read",
                "the end of Tue 24 Nov 2026 (UTC)",
                Mark.EXPIRED.saying("Has ended"))),
        new TokenSheet.Made(
            of.say("nightly training"), "imp_shown-once", "the end of Thu 24 Dec 2026 (UTC)"),
        "",
        form());
  }

  TokenSheet.Account none() {
    return new TokenSheet.Account(List.of(), null, of.say("A token ends."), form());
  }

  TokenSheet.One one() {
    return new TokenSheet.One(
        Mark.SATISFIED.saying("Acts"),
        List.of(Fact.of("Name", of.say("nightly training"))),
        "/tokens/t_leaked2345/revocation");
  }

  private Form form() {
    return new Form(
        of.say("nightly training"),
        "2026-12-24",
        "2026-11-26",
        "2027-11-25",
        List.of(
            new Scope("read", "see what you see", true),
            new Scope("propose", "register and submit", false)));
  }
}
