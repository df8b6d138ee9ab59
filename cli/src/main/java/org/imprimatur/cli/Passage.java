// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.json.Json;

/**
 * What a submission comes to for a pipeline. What was let through and may not serve passes no more,
 * whatever its gate said; what came past its gate by break-glass passed none until it is ratified.
 *
 * @param serving whether the version may serve that it brought into production
 * @param sentence what is to be known before the verdict
 */
record Passage(Json.Obj submission, Optional<Serving> serving, Optional<String> sentence) {
  /** Asks for the version as well where it has to be told what took its place. */
  static Passage of(Api api, Json.Obj submission) {
    Optional<Serving> serving = Serving.of(submission);
    Json.Obj version =
        serving.filter(Serving::isReplaced).isPresent()
            ? api.get(
                ModelCommands.path(Words.text(submission, "model"))
                    + "/versions/"
                    + Words.text(submission, "version"))
            : submission;
    return new Passage(
        submission,
        serving,
        serving.isPresent() ? serving.get().sentence(version) : retired(submission));
  }

  /** What is retired may not serve in any stage; the gate that retires it says nothing else. */
  private static Optional<String> retired(Json.Obj submission) {
    boolean there =
        Words.text(Words.object(submission, "promotion"), "to").equals(VersionRetired.STAGE);
    return promoted(submission)
            && !there
            && Words.text(submission, "stage").equals(VersionRetired.STAGE)
        ? Optional.of("The version is retired.")
        : Optional.empty();
  }

  private static boolean promoted(Json.Obj submission) {
    return Words.text(submission, "status").equals("promoted");
  }

  boolean passes() {
    if (owes()) {
      return false;
    }
    if (promoted(submission)) {
      return !Words.is(submission, "suspended")
          && serving.map(Serving::lets).orElseGet(() -> retired(submission).isEmpty());
    }
    return Words.text(submission, "status").equals("open")
        && Words.is(Words.object(submission, "verdict"), "passes");
  }

  boolean owes() {
    return List.of("owed", "overdue").contains(bypass());
  }

  /** Owed and in time, so that an emergency can be deployed by who accepts that. */
  boolean isEmergency() {
    return bypass().equals("owed") && !Words.is(submission, "suspended");
  }

  private String bypass() {
    return Words.text(Words.object(submission, "bypass"), "state");
  }

  /** A text with what is to be known before it. */
  String before(String text) {
    return sentence.map(said -> said + System.lineSeparator() + text).orElse(text);
  }
}
