// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.gate.Enveloped;
import org.imprimatur.proof.gate.InForce;
import org.imprimatur.proof.gate.Under;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.submissions.Envelopes;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ModelSheet.Section;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Change envelopes: what one allows, how much of it is used, and who is inside. */
@Component
record EnvelopeSheets(Envelopes envelopes, Names names, Times times) {
  static final String SIGNED_TOO = "You also sign that such retrains need no new signature";

  /** The one of a model that people signed last, beside what is only stated. */
  Optional<Section> of(Model model) {
    Optional<Envelopes.Signed> signed = envelopes.of(model);
    if (signed.isEmpty() && model.envelope().isEmpty()) {
      return Optional.empty();
    }
    List<Fact> facts = new ArrayList<>();
    signed.ifPresentOrElse(
        one -> facts.addAll(facts(one)),
        () -> {
          facts.add(
              Fact.of(
                  "Stands",
                  "Stated, and signed with nothing in production. The next submission pins it for"
                      + " whoever signs."));
          model.envelope().ifPresent(stated -> said(envelopes.document(stated), facts));
        });
    return Optional.of(new Section("Change envelope", null, facts, null));
  }

  /** What the one in force lets through, in a sentence; empty where none does. */
  String lets(Model model) {
    return envelopes
        .of(model)
        .filter(one -> one.ended().isEmpty())
        .map(
            one ->
                "Under the change envelope of submission %d (%d of %d used): inside it %s, outside it people sign as always."
                    .formatted(one.submission(), one.used(), one.most(), inside(one.inForce())))
        .orElse("");
  }

  /** Whoever asked for changes to a retrain signs the next one themselves. */
  private String inside(InForce inForce) {
    List<String> doubts =
        inForce.doubts().stream()
            .map(one -> names.of(one.person()) + " as " + one.role())
            .sorted()
            .toList();
    return doubts.isEmpty()
        ? "no new signature is needed"
        : "a new signature is needed of %s, who asked for changes to such a retrain"
            .formatted(Words.list(doubts));
  }

  private static boolean isDoubted(Standing standing) {
    return standing
        .docket()
        .decided()
        .under()
        .flatMap(Under::lent)
        .filter(lent -> !lent.inForce().doubts().isEmpty())
        .isPresent();
  }

  /** That a retrain is inside, or by what it is outside, in a sentence after another. */
  static Text stands(Text before, Standing standing) {
    return standing
        .verdict()
        .envelope()
        .map(
            one ->
                before
                    .then(one.inside() ? " Inside " : " Outside ")
                    .link("the change envelope of submission " + one.submission(), "#sign-offs")
                    .then(
                        one.inside()
                            ? "."
                            : ": %s. People sign as always."
                                .formatted(
                                    Words.list(
                                        one.outside().stream()
                                            .map(Enveloped.Member::name)
                                            .toList()))))
        .orElse(before);
  }

  /** What stands where nobody signed. */
  static String unsigned(Standing standing) {
    return standing.verdict().lentBy().isPresent()
        ? "Nobody has signed this version: it is a retrain inside the change envelope of submission %d, and the signatures of that count%s."
            .formatted(
                standing.verdict().lentBy().getAsLong(),
                isDoubted(standing) ? ", but for whoever asked for changes" : "")
        : "Nobody has signed yet.";
  }

  /** By whose signatures a submission passed that nobody approved itself. */
  static Text lender(SubmissionOpened opened) {
    return opened.under().isEmpty()
        ? Text.of("–")
        : Text.NOTHING.link(
            "The change envelope of submission " + opened.under().getAsLong(),
            "/submissions/" + opened.under().getAsLong());
  }

  private List<Fact> facts(Envelopes.Signed one) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "Stands",
            one.ended()
                .map(why -> Text.of("Lets nothing through: " + why))
                .orElseGet(() -> Text.of("In force until " + times.at(one.end())))));
    facts.add(
        Fact.of(
            "Signed with",
            Text.NOTHING.link(
                "Submission " + one.submission(), "/submissions/" + one.submission())));
    facts.add(Fact.of("Used", "%d of %d".formatted(one.used(), one.most())));
    said(one.document(), facts);
    return facts;
  }

  private static void said(Json.Obj document, List<Fact> facts) {
    for (Row row : rows(document)) {
      facts.add(Fact.of(row.what(), row.words()));
    }
  }

  /** What whoever signs a submission signs with it; nothing where it pins no envelope. */
  Optional<Table> signing(Standing standing) {
    return standing
        .docket()
        .model()
        .papers()
        .envelope()
        .map(
            document ->
                new Table(
                    SIGNED_TOO,
                    heads("What", "What a retrain has to keep"),
                    rows(document).stream()
                        .map(row -> Table.Row.of(Cell.of(row.what()), Cell.of(row.words())))
                        .toList()));
  }

  /** One thing that an envelope says. */
  private record Row(String what, String words) {}

  private static List<Row> rows(Json.Obj document) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Changes", document.string("change")));
    rows.add(new Row("May do", document.string("impact")));
    rows.add(new Row("Trained on", words(document, "data")));
    List<String> inputs = new ArrayList<>();
    for (Json value : document.array("features").values()) {
      Json.Obj feature = (Json.Obj) value;
      inputs.add(feature.string("name") + " (" + feature.string("type") + ")");
    }
    rows.add(new Row("Inputs", String.join(", ", inputs)));
    rows.add(new Row("Operators", words(document, "operators")));
    for (Json value : document.array("bounds").values()) {
      rows.add(new Row("Bound", bound((Json.Obj) value)));
    }
    rows.add(
        new Row(
            "Cut-off", document.string("cutoff").equals("same") ? "the same" : "may be another"));
    rows.add(
        new Row(
            "Retrains",
            "at most %d, until the end of %s (UTC)"
                .formatted(
                    document.integer("most"),
                    Times.day(LocalDate.parse(document.string("until"))))));
    return rows;
  }

  private static String bound(Json.Obj bound) {
    boolean least = bound.find("at-least").isPresent();
    return "%s of the class %s, by its whole interval: %s %s"
        .formatted(
            bound.string("metric"),
            bound.string("class"),
            least ? "at least" : "at most",
            bound.string(least ? "at-least" : "at-most"));
  }

  private static String words(Json.Obj document, String member) {
    List<String> words = new ArrayList<>();
    Json.Arr array = document.array(member);
    for (int i = 0; i < array.values().size(); i++) {
      words.add(array.string(i));
    }
    words.sort(null);
    return String.join(", ", words);
  }

  /** How a retrain stands to the envelope that it was submitted under, member by member. */
  Optional<Table> members(Standing standing) {
    String lent = isDoubted(standing) ? "whoever asked for changes signs" : "no new signature";
    return standing.verdict().envelope().map(one -> members(one, lent));
  }

  private Table members(Enveloped enveloped, String lent) {
    List<Table.Row> rows = new ArrayList<>();
    for (Enveloped.Member member : enveloped.members()) {
      rows.add(
          Table.Row.of(
              Cell.of(Words.capital(member.name())),
              Cell.state(mark(member.outcome())),
              Cell.of(
                  String.join(
                      " ",
                      member.reasons().stream()
                          .map(reason -> names.in(reason.sentence()))
                          .toList())),
              Cell.of(helps(member))));
    }
    return new Table(
        "%s the change envelope of submission %d%s"
            .formatted(
                enveloped.inside() ? "Inside" : "Outside",
                enveloped.submission(),
                enveloped.inside() ? ": " + lent : ": people sign as always"),
        heads("Member", "State", "Why", "What brings it inside"),
        rows);
  }

  private static Mark mark(Verdict.Outcome outcome) {
    return switch (outcome) {
      case WITHIN -> Mark.WITHIN.saying("inside");
      case OUTSIDE -> Mark.OUTSIDE;
      case CANNOT_BE_TOLD -> Mark.CANNOT_BE_TOLD.saying("cannot be told, so outside");
      case ERROR -> Mark.ERROR.saying("error, so outside");
      case NONE -> Mark.WAITING.saying("not measured yet");
    };
  }

  /** What whoever trains can do; where nothing helps, the people who sign are the shortest way. */
  private static String helps(Enveloped.Member member) {
    if (member.outcome() == Verdict.Outcome.WITHIN) {
      return "–";
    }
    if (member.outcome() == Verdict.Outcome.NONE) {
      return "Wait for the checks.";
    }
    return switch (member.name()) {
      case "in force", "count", "ground", "version" ->
          "Nothing: submit it without the envelope. Whoever signs then signs the next one.";
      case "data" ->
          "A version whose lineage names all data that it was trained on, of those that were"
              + " signed.";
      case "files" -> "A version that has, beside its model, the files that were signed.";
      case "features", "algorithm" -> "A version with the inputs and operators that were signed.";
      case "cut-off" -> "A version with the cut-off that was signed.";
      default -> "A version that keeps it, or a larger test set where it cannot be told.";
    };
  }

  private static List<Table.Head> heads(String... words) {
    return List.of(words).stream().map(word -> new Table.Head(word, false)).toList();
  }
}
