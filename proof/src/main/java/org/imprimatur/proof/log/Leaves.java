// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.ArrayList;
import java.util.List;

/** The leaf hashes of a log, wherever they are kept. */
@FunctionalInterface
public interface Leaves {
  /** How many leaves a block has: as many as a tile. */
  int BLOCK = TilePath.FULL;

  /** Exactly {@code count} leaf hashes from position {@code from} on; asked for in pages. */
  List<Hash> read(long from, int count);

  /**
   * The roots of {@code count} whole blocks from a block on. They are computed from their leaves;
   * whoever keeps them saves that, since a block that is whole never changes.
   */
  default List<Hash> blocks(long from, int count) {
    List<Hash> leaves = read(from * BLOCK, count * BLOCK);
    if (leaves.size() != count * BLOCK) {
      throw new IllegalStateException("The log has fewer leaves than it was asked for.");
    }
    List<Hash> roots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      var frontier = Frontier.empty();
      for (Hash leaf : leaves.subList(i * BLOCK, (i + 1) * BLOCK)) {
        frontier = frontier.append(leaf);
      }
      roots.add(frontier.root());
    }
    return roots;
  }

  static Leaves of(List<Hash> leaves) {
    List<Hash> all = List.copyOf(leaves);
    return (from, count) -> all.subList(Math.toIntExact(from), Math.toIntExact(from + count));
  }
}
