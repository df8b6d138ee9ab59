// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.json.Json;

/** What became of holding an evidence record against itself or against a second run. */
final class EvidenceText {
  private static final int LONGEST = 200;

  private EvidenceText() {}

  /** The answer of {@code evidence check} to programs. */
  static Json.Obj checked(String file, Json.Obj record, Derivation derivation) {
    Json.Builder answer =
        Json.obj()
            .put("file", file)
            .put("digest", Digest.of(record).toString())
            .put("check", record.string("check"))
            .put("outcome", record.string("outcome"))
            .put("confined", !Computation.isUnconfined(record))
            .put("metrics", (long) record.object("metrics").members().size())
            .put("follows", derivation instanceof Derivation.Follows);
    if (derivation instanceof Derivation.Differs(var first)) {
      answer.put("difference", first.toJson());
    }
    return answer.build();
  }

  /** What second computations came to, one line each. */
  static String reproduced(List<Json.Obj> answers) {
    return answers.stream()
        .map(answer -> Words.text(answer, "item") + ": " + outcome(answer))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String outcome(Json.Obj answer) {
    if (!Words.is(answer, "equal")) {
      Json.Obj first = Words.object(answer, "difference");
      return "something else: %s is recorded as %s and computed as %s"
          .formatted(
              Words.text(first, "path"),
              brief(Words.text(first, "recorded")),
              brief(Words.text(first, "computed")));
    }
    String evidence = Words.text(answer, "evidence");
    if (Words.text(answer, "computed").equals(evidence)) {
      return "the same bytes, " + evidence;
    }
    return Words.text(answer, "kind").equals("measured")
        ? "within its tolerance, " + evidence
        : "the same figures, one of the two without confinement, " + evidence;
  }

  private static String unconfined(Json.Obj checked) {
    return Words.is(checked, "confined")
        ? ""
        : System.lineSeparator() + "It was computed without confinement.";
  }

  private static String brief(String text) {
    if (text.isEmpty()) {
      return "nothing";
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** The same for people. */
  static String of(Json.Obj checked, Derivation derivation) {
    String what = Words.text(checked, "check") + " " + Words.text(checked, "digest");
    return switch (derivation) {
      case Derivation.Follows _ ->
          "%s%nAll %s metrics follow from the tables.%s"
              .formatted(what, Words.text(checked, "metrics"), unconfined(checked));
      case Derivation.Differs(var first) ->
          "%s%nThe metrics do not follow from the tables: %s.".formatted(what, first.sentence());
      case Derivation.Unreadable(var sentence) -> what + System.lineSeparator() + sentence;
    };
  }
}
