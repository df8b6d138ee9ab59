// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.json.Difference;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/** Whether the metrics that an evidence record states follow from its tables. */
public sealed interface Derivation {
  /** Every metric is what the tables give; an error record states none. */
  record Follows() implements Derivation {}

  /** The first metric that is something else than the tables give. */
  record Differs(Difference first) implements Derivation {}

  /** The record is no {@code evidence/v1} whose tables can be read; the sentence says why. */
  record Unreadable(String sentence) implements Derivation {}

  /**
   * Derives the metrics of a record again and compares those that it states. Any value may be
   * handed in; whatever is wrong with it is an answer, never an exception.
   */
  static Derivation of(Json record) {
    try {
      if (!(record instanceof Json.Obj evidence)
          || !evidence.find("imprimatur").equals(Optional.of(Json.of("evidence/v1")))) {
        return new Unreadable("It is no evidence/v1.");
      }
      return switch (evidence.string("outcome")) {
        case "computed" -> compared(evidence, (Json.Obj) Evidence.derive(evidence));
        case "error" -> error(evidence);
        default -> new Unreadable("There is no outcome " + evidence.string("outcome") + ".");
      };
    } catch (JsonException e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    } catch (RuntimeException _) {
      // Tables come from whoever forged them; those that trip the statistics state nothing.
      return new Unreadable("Its tables contradict themselves.");
    }
  }

  /**
   * Only what is stated is compared: a later version may derive more from the same tables, and a
   * metric that is left out satisfies nothing.
   */
  private static Derivation compared(Json.Obj evidence, Json.Obj derived) {
    Json.Obj stated = evidence.object("metrics");
    SortedMap<String, Json> same = new TreeMap<>(derived.members());
    same.keySet().retainAll(stated.members().keySet());
    return Difference.first(stated, new Json.Obj(same))
        .<Derivation>map(difference -> new Differs(difference.under("metrics")))
        .orElseGet(Follows::new);
  }

  /** What could not be computed has no figures, or somebody would read them. */
  private static Derivation error(Json.Obj evidence) {
    Json.Obj nothing = Json.obj().build();
    if (!evidence.object("tables").equals(nothing)) {
      return new Unreadable("It is an error and yet has tables.");
    }
    return compared(evidence, nothing);
  }
}
