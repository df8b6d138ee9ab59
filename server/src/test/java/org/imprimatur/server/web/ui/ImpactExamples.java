// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.proof.monitoring.Impact.State;
import org.imprimatur.server.web.ui.view.ImpactSheet;
import org.imprimatur.server.web.ui.view.ImpactSheet.Condemned;
import org.imprimatur.server.web.ui.view.ImpactSheet.Form;
import org.imprimatur.server.web.ui.view.ImpactSheet.OfModel;
import org.imprimatur.server.web.ui.view.ImpactSheet.Row;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Text;

/** Traces with example values. */
record ImpactExamples(Examples of) {
  private static final String FILE =
      "sha256:937d5c7dd2a2171bfcf7c93208d137f816ce0b2a334dc0eb53ed4c781ae10671";

  /** Of a thing that the reader may condemn. */
  ImpactSheet found() {
    return sheet(List.of(), new Form(true, "", "2026-12-26", "2027-02-24"));
  }

  /** Of one that stands condemned. */
  ImpactSheet condemned() {
    return sheet(
        List.of(condemned(true, false, "Another risk manager without a hand in it lifts it.")),
        new Form(false, "", "2026-12-26", "2027-02-24"));
  }

  private ImpactSheet sheet(List<Condemned> condemned, Form form) {
    return new ImpactSheet(
        ImpactSheets.asked("data", of.say(FILE), "", ""),
        of.say("the file " + FILE),
        "",
        condemned,
        List.of(
            new OfModel(
                new Link(of.say("mortgage-queue"), "/models/mortgage-queue"),
                List.of(
                    row(14, 3, State.OPEN, false),
                    row(12, 2, State.IN_PRODUCTION, true),
                    row(9, 1, State.SUPERSEDED, false))),
            new OfModel(
                new Link("cards", "/models/cards"), List.of(row(11, 1, State.SUSPENDED, true)))),
        form,
        "4 submissions of 2 models here; 61 models name it in all.",
        of.say("3 items of computed evidence in 2 submissions name no engines."),
        new Link("More models", "/impact?kind=data&thing=x&after=m_x"),
        List.of(
            new Link("Download JSON", "/impact.json?kind=data&thing=x"),
            new Link("Another thing", "/impact")));
  }

  private Row row(long number, long version, State state, boolean live) {
    return new Row(
        number,
        new Link("Submission " + number, "/submissions/" + number),
        new Link("v" + version, "/models/cards/v" + version),
        ImpactSheets.mark(state),
        List.of(
            Text.of(of.say("Evidence performance/1 of performance was computed from it.")),
            Text.of(
                "Version 1, which version %d comes from, was trained on loans."
                    .formatted(version))),
        live);
  }

  /** Before anything is asked, with what stands condemned. */
  ImpactSheet empty() {
    return new ImpactSheet(
        ImpactSheets.asked("person", of.say("nobody here"), "", ""),
        "",
        of.say("\"nobody here\" names no person."),
        List.of(condemned(false, true, "")),
        List.of(),
        new Form(false, "", "2026-12-26", "2027-02-24"),
        "",
        "",
        null,
        List.of());
  }

  /** Where nothing rests on it, of somebody who may not condemn. */
  ImpactSheet nothing() {
    return new ImpactSheet(
        ImpactSheets.asked("check", "performance/1", "", ""),
        "the check performance/1",
        "",
        List.of(),
        List.of(),
        new Form(false, of.say("A risk manager condemns it."), "2026-12-26", "2027-02-24"),
        "",
        "",
        null,
        List.of(new Link("Another thing", "/impact")));
  }

  private Condemned condemned(boolean reopens, boolean lifts, String cannot) {
    return new Condemned(
        "i_leaked2345",
        new Link(of.say("The file " + FILE), "/impact?kind=data&thing=x"),
        of.say("Rows of the test set stood in the training data."),
        of.person("Dmitri Lang", "Thu 26 Nov, 09:00 UTC"),
        lifts
            ? ""
            : "What is opened again for it is to be decided anew by the end of 26 Dec 2026 (UTC).",
        lifts ? null : new Link("The token still acts. Revoke it", "/tokens/t_leaked2345"),
        reopens,
        lifts,
        cannot);
  }
}
