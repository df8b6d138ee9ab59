// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.List;
import java.util.function.Function;
import org.imprimatur.proof.json.Json;

/** What is told of every attribute, as each check of groups gives it for reading. */
final class AttributeTrees {
  private AttributeTrees() {}

  /** Whether a name is that of several attributes together, such as "afam &amp; single". */
  static boolean isIntersection(String attribute) {
    return attribute.contains(" & ");
  }

  /** The trees by the attribute's name: single ones under {@code fairness}, and intersections. */
  static <T> Json details(List<T> attributes, Function<T, String> name, Function<T, Json> tree) {
    Json.Builder single = Json.obj();
    Json.Builder intersections = Json.obj();
    for (T attribute : attributes) {
      String named = name.apply(attribute);
      (isIntersection(named) ? intersections : single).put(named, tree.apply(attribute));
    }
    return Json.obj()
        .put("fairness", single.build())
        .put("intersections", intersections.build())
        .build();
  }
}
