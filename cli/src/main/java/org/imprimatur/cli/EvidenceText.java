// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.json.Json;

/** What became of holding an evidence record against itself or against a second run. */
final class EvidenceText {
  private EvidenceText() {}

  /** The answer of {@code evidence check} to programs. */
  static Json.Obj checked(String file, Json.Obj record, Derivation derivation) {
    Json.Builder answer =
        Json.obj()
            .put("file", file)
            .put("digest", Digest.of(record).toString())
            .put("check", record.string("check"))
            .put("outcome", record.string("outcome"))
            .put("metrics", (long) record.object("metrics").members().size())
            .put("follows", derivation instanceof Derivation.Follows);
    if (derivation instanceof Derivation.Differs(var first)) {
      answer.put("difference", first.toJson());
    }
    return answer.build();
  }

  /** The same for people. */
  static String of(Json.Obj checked, Derivation derivation) {
    String what = Words.text(checked, "check") + " " + Words.text(checked, "digest");
    return switch (derivation) {
      case Derivation.Follows _ ->
          "%s%nAll %s metrics follow from the tables."
              .formatted(what, Words.text(checked, "metrics"));
      case Derivation.Differs(var first) ->
          "%s%nThe metrics do not follow from the tables: %s.".formatted(what, first.sentence());
      case Derivation.Unreadable(var sentence) -> what + System.lineSeparator() + sentence;
    };
  }
}
