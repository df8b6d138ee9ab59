// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.StatementCode;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.SignSheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a person has signed, with the code that stood on the page. */
@Controller
final class ReceiptPage {
  private final Screens screens;
  private final Database database;
  private final Blobs blobs;
  private final Names names;
  private final Times times;
  private final PasskeyWords words;

  ReceiptPage(
      Screens screens,
      Database database,
      Blobs blobs,
      Names names,
      Times times,
      PasskeyWords words) {
    this.screens = screens;
    this.database = database;
    this.blobs = blobs;
    this.names = names;
    this.times = times;
    this.words = words;
  }

  @GetMapping("/submissions/{number}/sign-offs/{id}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> receipt(
      HttpServletRequest request, @PathVariable long number, @PathVariable String id) {
    Entries.Entry entry =
        Entries.mentioning(database.reader(), id).stream()
            .filter(one -> one.act() instanceof SignoffGiven given && given.submission() == number)
            .findFirst()
            .orElseThrow(() -> new RefusedException(unknown(id)));
    SignoffGiven given = (SignoffGiven) entry.act();
    Json.Obj statement = blobs.document(given.statement());
    var submission = new Link("Submission " + number, "/submissions/" + number);
    var receipt =
        new SignSheet.Receipt(
            submission,
            "Signed: " + given.decision(),
            Text.of(statement.string("sentence")),
            List.of(
                Fact.of("Signed by", List.of(names.person(given.by(), given.role()))),
                Fact.of("At", times.at(given.at())),
                Fact.of("Meaning", given.meaning()),
                Fact.of("Statement", Code.of(given.statement().toString())),
                Fact.of("Code", StatementCode.of(statement)),
                Fact.of("Signed with", words.method(given)),
                Fact.of(
                    "Entry",
                    Text.NOTHING.link(Words.count(entry.position()), "/audit/" + entry.position())),
                Fact.of(
                    "Manifest",
                    Text.NOTHING.link(
                        "All signatures of the submission", ManifestPage.address(number)))),
            new Link("Go to your turn", "/"));
    return screens.show(
        request,
        Screens.Place.of(
            "receipt", "submissions", receipt.heading(), submission, Link.words("Receipt")),
        receipt);
  }

  private static Refusal unknown(String id) {
    return new Refusal(
        "signoff.unknown",
        404,
        "There is no sign-off " + id + " on this submission.",
        List.of(),
        "See the sign-offs on the submission's page.");
  }
}
