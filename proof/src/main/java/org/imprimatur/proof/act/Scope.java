// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a role counts. What is named must match; what is left out does not matter.
 *
 * @param model the pseudonym of the only model
 * @param tier the only materiality tier
 * @param team the only business line: the team of the model's owner
 */
public record Scope(Optional<String> model, Optional<String> tier, Optional<String> team) {
  public static final Scope EVERYWHERE =
      new Scope(Optional.empty(), Optional.empty(), Optional.empty());

  static Scope read(ActReader in) {
    return new Scope(in.findString("model"), in.findString("tier"), in.findString("team"));
  }

  ActWriter write(ActWriter out) {
    return out.put("model", model).put("tier", tier).put("team", team);
  }

  public boolean everywhere() {
    return Stream.of(model, tier, team).allMatch(Optional::isEmpty);
  }
}
