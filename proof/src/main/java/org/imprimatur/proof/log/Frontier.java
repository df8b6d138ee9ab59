// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The roots of the perfect subtrees on the right edge of a log, largest first: all that is needed
 * to append and to give the root. A log of {@code size} entries has one per set bit of its size.
 */
public record Frontier(long size, List<Hash> subtrees) {
  public Frontier {
    subtrees = List.copyOf(subtrees);
    if (size < 0 || subtrees.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException("A frontier has one subtree per set bit of its size.");
    }
  }

  public static Frontier empty() {
    return new Frontier(0, List.of());
  }

  public Frontier append(Hash leaf) {
    var moved = new ArrayList<>(subtrees);
    Hash node = leaf;
    for (long full = size; (full & 1) == 1; full >>= 1) {
      node = Hash.node(moved.removeLast(), node);
    }
    moved.add(node);
    return new Frontier(size + 1, moved);
  }

  public Hash root() {
    if (size == 0) {
      return Hash.empty();
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Hash.node(subtrees.get(i), root);
    }
    return root;
  }

  /** The root of these subtrees with what stands to the right of them. */
  Hash over(Frontier right) {
    Hash root = right.root();
    for (Hash subtree : subtrees.reversed()) {
      root = Hash.node(subtree, root);
    }
    return root;
  }
}
