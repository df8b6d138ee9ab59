// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.DecisionSheet;
import org.imprimatur.server.web.ui.view.DecisionSheet.Deed;
import org.imprimatur.server.web.ui.view.DecisionSheet.Item;
import org.imprimatur.server.web.ui.view.Mark;

/** Decisions in every state that a reader can meet. */
record DecisionExample(Examples in) {
  DecisionSheet sheet() {
    return new DecisionSheet(
        "Decisions on submission 4",
        in.say("On hold by Dmitri Lang since Wed 25 Nov, 09:30 UTC: wait for legal"),
        "/submissions/4",
        List.of(
            new Item(
                new Mark("Waits for the proposer", "pencil", "warn"),
                in.say("Bruno Keller as validator, Wed 25 Nov, 09:10 UTC"),
                List.of(in.say("1. State the population in the card.")),
                List.of(
                    new Deed(
                        "c_1",
                        "/submissions/4/changes/c_1/answer",
                        "Answer",
                        "What was mended",
                        false)))),
        List.of(
            new Item(
                Mark.WAITING.saying("Waits to be confirmed"),
                in.say("Calibration is measured again on the January applications"),
                List.of(in.say("Ada Okafor sees to it until 2027-01-31.")),
                List.of(
                    new Deed(
                        "s_1-1",
                        "/submissions/4/conditions/s_1/1/confirmation",
                        "Confirm",
                        "",
                        false))),
            new Item(
                Mark.EXPIRED.saying("Lapsed"),
                in.say("Latency below 20 ms"),
                List.of(),
                List.of())),
        List.of(
            new Item(
                Mark.WAIVED,
                in.say("drift until 2027-01-31"),
                List.of(
                    in.say("Asked by Bruno Keller: the January applications are not labelled yet"),
                    in.say("Meanwhile: two people read every refusal")),
                List.of()),
            new Item(
                Mark.WAITING.saying("Asked"),
                in.say("leakage until 2026-12-31"),
                List.of(in.say("Asked by Chiara Rossi: the index is rebuilt")),
                List.of(
                    new Deed("w_1", "/submissions/4/waivers/w_1/grant", "Grant and sign", "", true),
                    new Deed(
                        "w_1-end",
                        "/submissions/4/waivers/w_1/end",
                        "Refuse",
                        "Why it ends",
                        false)))),
        List.of("compliance"),
        List.of("drift", "leakage"));
  }
}
