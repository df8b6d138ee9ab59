// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Where the items of a class come from, and who had them computed again. */
@Component
record Provenance(Database database, Blobs blobs, Names names, Times times) {
  private static final int FIRST = 50;

  List<Table> tables(Standing standing, Map<String, Dossier.Item> items) {
    List<Table> tables = new ArrayList<>();
    tables.add(items(standing.submission(), items));
    again(standing, items).ifPresent(tables::add);
    return tables;
  }

  private Table items(Submission submission, Map<String, Dossier.Item> items) {
    List<Table.Row> rows = new ArrayList<>();
    items.forEach(
        (name, item) ->
            rows.add(
                Table.Row.of(
                    Cell.of(name),
                    Cell.of(engines(submission, item, origin(submission.number(), item))),
                    Cell.digest(Code.of(item.digest().toString())))));
    return new Table("In this class", OtherFigures.heads("Item", "Level", "Digest"), rows);
  }

  /** The level; where the same inputs gave it before, also for which submission. */
  private Text origin(long submission, Dossier.Item item) {
    Text level = Text.of(Words.level(item));
    // The same evidence can be filed in very many submissions; the first of them tells it.
    return Entries.first(
            database.reader(), item.digest().toString(), "act:evidence.recorded", FIRST)
        .stream()
        .map(Entries.Entry::act)
        .filter(EvidenceRecorded.class::isInstance)
        .map(EvidenceRecorded.class::cast)
        .filter(act -> act.evidence().equals(item.digest()))
        .findFirst()
        .filter(first -> first.submission() != submission)
        .map(
            first ->
                level
                    .then(", reused from ")
                    .link("submission " + first.submission(), "/submissions/" + first.submission()))
        .orElse(level);
  }

  /** With which engines it was computed, as far as the entry says. */
  private static Text engines(Submission submission, Dossier.Item item, Text origin) {
    if (item.level() == Policy.Level.SUPPLIED) {
      return origin;
    }
    List<String> engines =
        submission.evidence().stream()
            .filter(act -> act.evidence().equals(item.digest()))
            .reduce((_, last) -> last)
            .map(EvidenceRecorded::engines)
            .orElse(List.of());
    if (engines.isEmpty()) {
      return origin.then("; names no engines");
    }
    String said = item.level() == Policy.Level.RUNNER ? "; as it says with " : "; with ";
    return origin.then(said + String.join(", ", engines));
  }

  private Optional<Table> again(Standing standing, Map<String, Dossier.Item> items) {
    Map<Digest, Dossier.Item> current = new HashMap<>();
    items.values().forEach(item -> current.put(item.digest(), item));
    List<Table.Row> rows = new ArrayList<>();
    for (EvidenceReproduced act : standing.submission().reproductions()) {
      Dossier.Item item = current.get(act.evidence());
      if (item != null) {
        Json.Obj computed = blobs.document(act.computed());
        rows.add(
            Table.Row.of(
                Cell.of(act.item()),
                Cell.state(Words.again(act, item.content(), computed)),
                Cell.of(names.of(act.by())),
                Cell.of(times.at(act.at()))));
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                "Computed again from the same inputs",
                OtherFigures.heads("Item", "Came to", "Asked by", "When"),
                rows));
  }
}
