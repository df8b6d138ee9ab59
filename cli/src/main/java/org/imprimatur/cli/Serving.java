// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Permit;

/**
 * Whether a version that entered production may serve, as the server says it.
 *
 * @param permit what it says; a word of a newer server counts by {@code lets} alone
 */
record Serving(Json.Obj permit) {
  /** What an answer says; empty where the version never entered production. */
  static Optional<Serving> of(Json.Obj answer) {
    return answer.find("permit").orElse(Json.nothing()) instanceof Json.Obj permit
        ? Optional.of(new Serving(permit))
        : Optional.empty();
  }

  boolean lets() {
    return Words.is(permit, "lets");
  }

  /** Whether which version took its place is worth a look. */
  boolean isReplaced() {
    return state()
        .filter(one -> one == Permit.State.OVERLAPS || one == Permit.State.REPLACED)
        .isPresent();
  }

  private Optional<Permit.State> state() {
    return Permit.State.of(word());
  }

  private String word() {
    return Words.text(permit, "state");
  }

  /**
   * Why it may not serve, or no longer for ever; empty where nothing is to be said.
   *
   * @param version as the server shows it: who took its place, and where it stands
   */
  Optional<String> sentence(Json.Obj version) {
    return state()
        .map(state -> sentence(state, version))
        .orElseGet(
            () ->
                Optional.of(
                    "The server says %s of the version, a word that this command does not know."
                        .formatted(word())));
  }

  private Optional<String> sentence(Permit.State state, Json.Obj version) {
    return switch (state) {
      case SERVES -> Optional.empty();
      case OVERLAPS ->
          Optional.of(
              "%s took its place in production. Both may serve until %s, and then that one alone."
                  .formatted(other(version), until()));
      case SUSPENDED -> Optional.of("The version is suspended.");
      case REPLACED ->
          Optional.of(
              "%s took its place in production, and since %s this one may not serve beside it. A"
                      .formatted(other(version), until())
                  + " rollback brings it back, or its gate.");
      case RETIRED -> Optional.of("The version is retired.");
      case WITHDRAWN -> Optional.of("The approval of the version for production was withdrawn.");
      case LEFT ->
          Optional.of("The version left production, and stands in %s.".formatted(stage(version)));
    };
  }

  /** The word for it beside the stage, where that does not say it; empty of what serves. */
  Optional<String> aside() {
    return state()
        .filter(one -> one != Permit.State.SERVES && one != Permit.State.RETIRED)
        .map(one -> " (" + one.word() + (isOverlap(one) ? " until " + until() : "") + ")");
  }

  private static boolean isOverlap(Permit.State state) {
    return state == Permit.State.OVERLAPS;
  }

  private String until() {
    return Words.text(permit, "until");
  }

  private static String other(Json.Obj version) {
    String by = Words.text(version, "replacedBy");
    return by.isEmpty() ? "Another version" : "Version " + by;
  }

  private static String stage(Json.Obj version) {
    String stage = Words.text(version, "stage");
    return stage.isEmpty() ? "another stage" : stage;
  }
}
