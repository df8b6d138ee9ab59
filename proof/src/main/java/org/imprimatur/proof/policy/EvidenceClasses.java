// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.List;
import java.util.Set;

/** The classes that evidence is filed in. */
public final class EvidenceClasses {
  /** All of them. */
  public static final List<String> ALL =
      List.of(
          "artifact",
          "data",
          "code",
          "performance",
          "fairness",
          "robustness",
          "explainability",
          "security",
          "documentation",
          "risk",
          "operations",
          "external");

  /** Those whose evidence must rest on the registered test set. */
  public static final Set<String> ON_TEST_SET = Set.of("data", "performance", "fairness");

  private EvidenceClasses() {}

  /** What to say of a class that there is not. */
  static String unknown(String name) {
    return "There is no evidence class \"%s\". Did you mean \"%s\"?"
        .formatted(name, Nearest.to(name, ALL));
  }
}
