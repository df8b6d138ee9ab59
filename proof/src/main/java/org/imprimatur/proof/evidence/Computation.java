// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;

/**
 * How a record came about, where that is not as a reader expects: the member {@code computation} of
 * {@code evidence/v1}. A record without it was computed in a confined process.
 */
public final class Computation {
  private static final String MEMBER = "computation";

  private Computation() {}

  /** The same record, or result of several, saying that what computed it was not confined. */
  public static Json.Obj unconfined(Json.Obj record) {
    SortedMap<String, Json> members = new TreeMap<>(record.members());
    members.put(MEMBER, Json.obj().put("confined", false).build());
    return new Json.Obj(members);
  }

  /** Whether a record was computed without confinement; one that says it oddly counts as that. */
  public static boolean isUnconfined(Json.Obj record) {
    return switch (record.find(MEMBER).orElse(null)) {
      case null -> false;
      case Json.Obj said -> !said.find("confined").equals(Optional.of(Json.of(true)));
      case Json _ -> true;
    };
  }

  /** What was computed, without how. */
  static Json.Obj figures(Json.Obj record) {
    SortedMap<String, Json> members = new TreeMap<>(record.members());
    members.remove(MEMBER);
    return new Json.Obj(members);
  }
}
