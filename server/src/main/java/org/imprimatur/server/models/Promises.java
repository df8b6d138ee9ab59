// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Every;
import org.imprimatur.proof.monitoring.Figure;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Person;

/** What promises/v1 must say of every measure, and whom a name in it means. */
final class Promises {
  private static final Set<String> DIRECTIONS = Set.of("at-least", "at-most");
  private static final List<String> MEMBERS =
      List.of("name", "unit", "direction", "limit", "owner", "every");
  private static final String BREACH = "breach";
  private static final String METRIC = "metric";
  private static final String OF = "of";
  private static final List<String> OPTIONAL = List.of(BREACH, METRIC, OF);
  private static final int LONGEST_NAME = 200;

  private Promises() {}

  /** Refuses what a measure must not say. What was stated before stays as it reads. */
  static void check(Json.Arr kpis) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < kpis.values().size(); i++) {
      String where = "kpis[" + i + "]";
      if (!(kpis.values().get(i) instanceof Json.Obj kpi)) {
        throw refused(where + " is not an object.");
      }
      Set<String> members = new HashSet<>(kpi.members().keySet());
      OPTIONAL.forEach(members::remove);
      if (!members.equals(Set.copyOf(MEMBERS))) {
        throw refused(
            where
                + " must have exactly "
                + String.join(", ", MEMBERS)
                + ", and may say in breach what happens when it breaks, and in metric and of of"
                + " which figure it is.");
      }
      for (String member : kpi.members().keySet()) {
        text(kpi, member, where);
      }
      if (!DIRECTIONS.contains(kpi.string("direction"))) {
        throw refused(where + ".direction is at-least or at-most.");
      }
      try {
        new BigDecimal(kpi.string("limit"));
      } catch (NumberFormatException e) {
        throw refused(where + ".limit is not a decimal: " + kpi.string("limit") + ".");
      }
      if (!names.add(kpi.string("name")) || kpi.string("name").length() > LONGEST_NAME) {
        throw refused(
            where
                + ".name is another measure's, or has more than "
                + LONGEST_NAME
                + " characters.");
      }
      after(kpi, where);
      figure(kpi, where);
    }
    if (kpis.values().isEmpty() || kpis.values().size() > 50) {
      throw refused("1 to 50 measures can be promised.");
    }
  }

  /** In YAML a bare 1 or true is none, as in the unit of a ratio. */
  private static void text(Json.Obj kpi, String member, String where) {
    if (!(kpi.find(member).orElse(Json.nothing()) instanceof Json.Str(var text))) {
      throw refused("%s.%s is no text: write it in quotes.".formatted(where, member));
    }
    if (text.isBlank()) {
      throw refused(where + "." + member + " says nothing.");
    }
  }

  /** How often, and what happens when it breaks: words that somebody has to act on. */
  private static void after(Json.Obj kpi, String where) {
    if (Every.of(kpi.string("every")).isEmpty()) {
      throw refused(
          "%s.every is not understood: \"%s\". Write %s."
              .formatted(where, kpi.string("every"), Every.FORMS));
    }
    if (kpi.find(BREACH).isPresent() && Promise.Consequence.of(kpi.string(BREACH)).isEmpty()) {
      throw refused(where + ".breach is tell, revalidate or suspend.");
    }
  }

  /** A figure that is computed from production data has a name that the engines give. */
  private static void figure(Json.Obj kpi, String where) {
    if (kpi.find(METRIC).isPresent() != kpi.find(OF).isPresent()) {
      throw refused(where + " needs both metric and of, or neither.");
    }
    if (kpi.find(METRIC).isPresent()) {
      Figure.refusal(kpi.string(OF), kpi.string(METRIC))
          .ifPresent(
              why -> {
                throw refused(where + ".metric: " + why);
              });
    }
  }

  /** The same with the pseudonym of each owner whose name is that of somebody who is here. */
  static Json.Arr owned(Json.Arr kpis, Function<String, Optional<Person>> byUsername) {
    List<Json> owned = new ArrayList<>();
    for (Json value : kpis.values()) {
      Json.Obj kpi = (Json.Obj) value;
      Json.Builder named = Json.obj();
      kpi.members().forEach(named::put);
      byUsername
          .apply(kpi.string("owner"))
          .filter(person -> !person.gone())
          .ifPresent(person -> named.put("person", person.person()));
      owned.add(named.build());
    }
    return new Json.Arr(owned);
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
