// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.BypassSheet;
import org.imprimatur.server.web.ui.view.BypassSheet.Forms;
import org.imprimatur.server.web.ui.view.BypassSheet.Over;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;

/** Break-glass with example values. */
record BypassExamples(Examples of) {
  private static final String BASE = "/submissions/4/break-glass";

  /** Before anybody asks, for somebody who may, with what the second person would see. */
  BypassSheet asks() {
    return new BypassSheet(
        of.say("Break glass: mortgage-fast-track v2"),
        new Mark("Break glass", "bolt", "bypass"),
        of.say(
            "Takes version 2 to production now without 2 requirements: validation, decision. It is"
                + " ratified within 24 hours, or suspended."),
        BASE,
        over(),
        List.of(),
        List.of(
            of.say(
                "If Bruno Keller confirms: peer: 1 sign-off as peer asked, 0 people eligible and"
                    + " free for it. Add a person with the role peer.")),
        facts(),
        new Forms(true, true, false, of.say("g_losses2345"), List.of()));
  }

  /** While it is owed, for somebody who may roll it back. */
  BypassSheet owes() {
    return new BypassSheet(
        of.say("Break glass: mortgage-fast-track v2"),
        BypassWords.BYPASSED,
        of.say("Version 2 stands in production without having passed its gate."),
        BASE,
        over(),
        List.of(of.say("artifact failed, and nobody may ever set it aside.")),
        List.of(),
        facts(),
        new Forms(false, false, true, "", List.of(of.say("Chiara Rossi contributed."))));
  }

  Listing debts() {
    var row =
        Table.Row.of(
            Table.Cell.link(of.say("mortgage-fast-track v2"), BASE),
            Table.Cell.state(BypassWords.BYPASSED),
            Table.Cell.of("Thu 26 Nov, 08:40"),
            Table.Cell.of("Not ratified yet, until Fri 27 Nov, 08:40"));
    var table =
        new Table(
            "",
            List.of("Version", "State", "Since", "Ratified").stream()
                .map(words -> new Table.Head(words, false))
                .toList(),
            List.of(row));
    var empty = new Listing.Empty("bolt", "No debt by break-glass", "", "");
    return new Listing("Break-glass debts", List.of(), table, empty, null);
  }

  private List<Over> over() {
    return List.of(
        new Over("validation", of.say("0 of 1 sign-offs as validator.")),
        new Over("decision", of.say("It cannot start before validation.")));
  }

  private List<Fact> facts() {
    return List.of(
        Fact.of("Asked by", of.say("Bruno Keller as validator, Thu 26 Nov, 08:40")),
        Fact.of("Why", of.say("The version in production refuses everybody.")),
        Fact.of("Incident", of.say("INC-7")));
  }
}
