// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.task;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;

/** What the columns with the scores of several classes are called where nothing names them. */
public final class ScoreNames {
  public static final List<String> PREFIXES = List.of("score_", "prob_", "proba_");

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,15}");

  private ScoreNames() {}

  /** How the name of a column may write a class: a frame of doubles has 1.0 for 1, True is 1. */
  public static List<String> written(String name) {
    return switch (name) {
      case "true" -> List.of(name, "True", "1");
      case "false" -> List.of(name, "False", "0");
      default -> WHOLE.matcher(name).matches() ? List.of(name, name + ".0") : List.of(name);
    };
  }

  /** Whether an examination leaves it to these names which columns hold scores. */
  public static boolean areAsked(Json.Obj spec) {
    return Specification.text(spec, "task").orElse("").equals("multiclass")
        && !(spec.find("scores").orElse(Json.nothing()) instanceof Json.Obj);
  }

  public static boolean isLike(String column) {
    return PREFIXES.stream().anyMatch(column::startsWith);
  }

  /** All names that a column of scores of these classes may have. */
  public static Set<String> of(Collection<String> classes) {
    Set<String> names = new TreeSet<>();
    for (String each : classes) {
      for (String written : written(each)) {
        PREFIXES.forEach(prefix -> names.add(prefix + written));
      }
    }
    return names;
  }
}
