// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known word that a mistyped one probably meant, by Levenshtein's edit distance. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of the known words, of which there is at least one. */
  public static String to(String word, Collection<String> known) {
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .orElseThrow(() -> new IllegalArgumentException("There is no known word to choose from."));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
