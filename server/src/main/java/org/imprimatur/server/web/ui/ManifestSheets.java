// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.StatementCode;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.ManifestSheet;
import org.imprimatur.server.web.ui.view.ManifestSheet.Signature;
import org.imprimatur.server.web.ui.view.ReportSheet.Section;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/**
 * Puts the sign-off manifest together: printed name, date and time, and meaning of each signature,
 * tied to what was signed by its digests. Withdrawn sign-offs are in the history, not here.
 */
@Component
record ManifestSheets(
    Faces faces, Names names, Times times, PasskeyWords methods, ModelSides sides) {
  /** What the manifest is read from. */
  @Component
  record Faces(Audit audit, Models models, Blobs blobs) {}

  ManifestSheet sheet(Standing standing) {
    SubmissionOpened opened = standing.submission().opened();
    Model model = faces.models().byId(opened.model());
    return new ManifestSheet(
        "Sign-off manifest: %s v%d".formatted(model.name(), opened.version()),
        names.in(standing.sentence()),
        about(standing, model),
        standing.submission().signOffs().stream().map(given -> signature(standing, given)).toList(),
        List.of(delegations(standing), conditions(standing), waivers(standing)),
        faces.audit().checkpoint());
  }

  private List<Fact> about(Standing standing, Model model) {
    SubmissionOpened opened = standing.submission().opened();
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                Fact.of("Model", model.name() + ", version " + opened.version()),
                Fact.of("Submission", Long.toString(opened.submission())),
                Fact.of("Gate", opened.gate()),
                Fact.of("Tier", standing.input().subject().tier()),
                Fact.of("Cut-off", standing.docket().model().cutoff()),
                Fact.of("Manifest", Text.NOTHING.code(opened.manifest().toString())),
                Fact.of("Use", Text.NOTHING.code(opened.use().toString())),
                Fact.of(
                    "Policy",
                    sides.policy(opened.policy()).then(" ").code(opened.policy().toString()))));
    if (opened.under().isPresent()) {
      facts.add(
          Fact.of(
              "Signatures",
              standing.verdict().lentBy().isPresent()
                  ? EnvelopeSheets.lender(opened)
                  : Text.of("Its own: it is outside the change envelope")));
    }
    return facts;
  }

  private Signature signature(Standing standing, SignoffGiven given) {
    Json.Obj statement = faces.blobs().document(given.statement());
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Printed name", names.of(given.by())));
    facts.add(Fact.of("Role", given.role()));
    given.delegator().ifPresent(by -> facts.add(Fact.of("Signed for", names.of(by))));
    facts.add(Fact.of("Meaning", given.meaning()));
    facts.add(Fact.of("Decision", Words.decision(given.decision()).word()));
    facts.add(Fact.of("Signed at", Times.seconds(given.at()) + " UTC"));
    facts.add(Fact.of("Signed with", methods.method(given)));
    facts.add(Fact.of("Counts", counts(standing, given)));
    facts.add(Fact.of("Statement code", StatementCode.of(statement)));
    facts.add(Fact.of("Statement", Text.NOTHING.code(given.statement().toString())));
    facts.add(Fact.of("Pseudonym", Text.NOTHING.code(given.by())));
    facts.add(Fact.of("Name commitment", Text.NOTHING.code(statement.string("commitment"))));
    given
        .covers()
        .forEach(
            (name, digest) ->
                facts.add(Fact.of("Covers " + name, Text.NOTHING.code(digest.toString()))));
    return new Signature(
        names.of(given.by()) + ", " + given.role(), Text.of(statement.string("sentence")), facts);
  }

  /** Whether a sign-off counts for the verdict, and where it does not why. */
  static String counts(Standing standing, SignoffGiven given) {
    if (byId(standing, given.signoff()).isEmpty()) {
      return "no: the same person signed again in this role";
    }
    String lapsed = SubmissionSheets.lapsed(standing, given);
    return lapsed.isEmpty() ? "as the verdict says" : "no: " + lapsed;
  }

  private static Optional<SignOff> byId(Standing standing, String id) {
    return standing.input().signOffs().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private Section delegations(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (SignoffGiven given : standing.submission().signOffs()) {
      given
          .delegator()
          .ifPresent(
              delegator ->
                  rows.add(
                      Table.Row.of(
                          Cell.of(names.of(delegator)),
                          Cell.of(names.of(given.by())),
                          Cell.of(given.role()))));
    }
    return section(
        "Delegations", "Nobody signed for another.", rows, "Of", "Signed by", "In the role");
  }

  private Section conditions(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (SignOff signOff : standing.input().signOffs()) {
      long number = 0;
      for (Condition condition : signOff.backing().terms().conditions()) {
        number++;
        var met = standing.input().decisions().fulfilment(signOff.id(), number);
        rows.add(
            Table.Row.of(
                Cell.of(names.of(signOff.person())),
                Cell.of(condition.text()),
                Cell.of(
                    names.of(standing.input().decisions().owner(signOff.id(), number, condition))),
                Cell.of(condition.due().toString()),
                Cell.of(
                    met.map(
                            said ->
                                said.confirmed().isPresent() ? "met, confirmed" : "said to be met")
                        .orElse("open")),
                Cell.of(Text.NOTHING.code(condition.digest().toString()))));
      }
    }
    return section(
        "Conditions",
        "Nobody approved under a condition.",
        rows,
        "Asked by",
        "Condition",
        "Owner",
        "Due",
        "State",
        "Digest");
  }

  private Section waivers(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (Waiver waiver : standing.input().decisions().waivers()) {
      rows.add(
          Table.Row.of(
              Cell.of(waiver.asked().requirement()),
              Cell.of(names.of(waiver.asked().by())),
              Cell.of(
                  waiver
                      .granted()
                      .map(by -> names.of(by.by()) + ", " + by.role())
                      .orElse("nobody")),
              Cell.of(waiver.until().toString()),
              Cell.of(waiver.state(standing.input().at()).word()),
              Cell.of(Text.NOTHING.code(waiver.digest().toString()))));
    }
    return section(
        "Waivers",
        "Nothing is waived.",
        rows,
        "Requirement",
        "Asked by",
        "Granted by",
        "Until",
        "State",
        "Digest");
  }

  private static Section section(
      String heading, String none, List<Table.Row> rows, String... heads) {
    if (rows.isEmpty()) {
      return new Section(heading, List.of(Text.of(none)), List.of());
    }
    List<Table.Head> columns =
        List.of(heads).stream().map(words -> new Table.Head(words, false)).toList();
    return new Section(heading, List.of(), List.of(new Table(heading, columns, rows)));
  }
}
