// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.List;

/** The leaf hashes of a log, wherever they are kept. */
@FunctionalInterface
public interface Leaves {
  /** Exactly {@code count} leaf hashes from position {@code from} on; asked for in pages. */
  List<Hash> read(long from, int count);

  static Leaves of(List<Hash> leaves) {
    List<Hash> all = List.copyOf(leaves);
    return (from, count) -> all.subList(Math.toIntExact(from), Math.toIntExact(from + count));
  }
}
