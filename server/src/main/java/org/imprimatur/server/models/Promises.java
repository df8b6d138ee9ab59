// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;

/** What promises/v1 must say of every measure. */
final class Promises {
  private static final Set<String> DIRECTIONS = Set.of("at-least", "at-most");
  private static final List<String> MEMBERS =
      List.of("name", "unit", "direction", "limit", "owner", "every");

  private Promises() {}

  static void check(Json.Arr kpis) {
    for (int i = 0; i < kpis.values().size(); i++) {
      String where = "kpis[" + i + "]";
      if (!(kpis.values().get(i) instanceof Json.Obj kpi)) {
        throw refused(where + " is not an object.");
      }
      if (!kpi.members().keySet().equals(Set.copyOf(MEMBERS))) {
        throw refused(where + " must have exactly " + String.join(", ", MEMBERS) + ".");
      }
      for (String member : MEMBERS) {
        if (kpi.string(member).isBlank()) {
          throw refused(where + "." + member + " says nothing.");
        }
      }
      if (!DIRECTIONS.contains(kpi.string("direction"))) {
        throw refused(where + ".direction is at-least or at-most.");
      }
      try {
        new BigDecimal(kpi.string("limit"));
      } catch (NumberFormatException e) {
        throw refused(where + ".limit is not a decimal: " + kpi.string("limit") + ".");
      }
    }
    if (kpis.values().isEmpty() || kpis.values().size() > 50) {
      throw refused("1 to 50 measures can be promised.");
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException(
        new Refusal(
            "model.promises",
            422,
            "The promises cannot be read.",
            List.of(why),
            "State for every measure its name, unit, direction, limit, owner and how often."));
  }
}
