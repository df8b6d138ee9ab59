// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import org.jspecify.annotations.Nullable;

/**
 * Strings that many acts have in common, kept once: whoever holds the acts of a long log holds the
 * same digests, persons and names again and again. It keeps a fixed number of them and forgets one
 * for another. Not safe for several threads.
 */
public final class Words {
  private static final int MOST = 1 << 14;

  private final @Nullable String[] kept = new @Nullable String[MOST];

  /** The same string, as it was met before if it still is known. */
  String once(String word) {
    int place = word.hashCode() & (MOST - 1);
    String known = kept[place];
    if (known != null && known.equals(word)) {
      return known;
    }
    kept[place] = word;
    return word;
  }
}
