// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.ArrayList;
import java.util.List;

/** Inclusion and consistency proofs (RFC 6962 section 2.1, verified as RFC 9162 section 2.1). */
public final class MerkleProofs {
  private static final int PAGE = 4096;

  private MerkleProofs() {}

  /** The root over the leaves, all of them. */
  public static Hash root(List<Hash> leaves) {
    return root(0, leaves.size(), Leaves.of(leaves));
  }

  /** The root over {@code count} leaves from a position on, read in pages. */
  public static Hash root(long from, long count, Leaves leaves) {
    // A block stands for its leaves only where it is a subtree of the tree that is asked for.
    long blocks = from % Leaves.BLOCK == 0 ? count / Leaves.BLOCK : 0;
    var whole = Frontier.empty();
    while (whole.size() < blocks) {
      int page = (int) Math.min(PAGE / Leaves.BLOCK, blocks - whole.size());
      for (Hash block : leaves.blocks(from / Leaves.BLOCK + whole.size(), page)) {
        whole = whole.append(block);
      }
    }
    var rest = Frontier.empty();
    long read = blocks * Leaves.BLOCK;
    while (read + rest.size() < count) {
      int page = (int) Math.min(PAGE, count - read - rest.size());
      List<Hash> some = leaves.read(from + read + rest.size(), page);
      if (some.size() != page) {
        throw new IllegalStateException("The log has fewer leaves than it was asked for.");
      }
      for (Hash leaf : some) {
        rest = rest.append(leaf);
      }
    }
    return whole.size() == 0 ? rest.root() : rest.size() == 0 ? whole.root() : whole.over(rest);
  }

  /** The audit path of one leaf, from the leaf upwards. */
  public static List<Hash> inclusion(int index, List<Hash> leaves) {
    return inclusion(index, leaves.size(), Leaves.of(leaves));
  }

  /** The audit path of one leaf in the log of the first {@code size} entries. */
  public static List<Hash> inclusion(long index, long size, Leaves leaves) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("There is no entry " + index + " in this log.");
    }
    List<Hash> path = new ArrayList<>();
    long from = 0;
    long count = size;
    while (count > 1) {
      long split = Long.highestOneBit(count - 1);
      if (index < from + split) {
        path.addFirst(root(from + split, count - split, leaves));
        count = split;
      } else {
        path.addFirst(root(from, split, leaves));
        from += split;
        count -= split;
      }
    }
    return path;
  }

  /** The proof that the first {@code older} leaves are a beginning of all of them. */
  public static List<Hash> consistency(int older, List<Hash> leaves) {
    return consistency(older, leaves.size(), Leaves.of(leaves));
  }

  /** The proof that the log of {@code older} entries is a beginning of that of {@code size}. */
  public static List<Hash> consistency(long older, long size, Leaves leaves) {
    if (older < 1 || older > size) {
      throw new IllegalArgumentException("A consistency proof needs an older size of at least 1.");
    }
    List<Hash> path = new ArrayList<>();
    long from = 0;
    long count = size;
    while (older - from < count) {
      long split = Long.highestOneBit(count - 1);
      if (older - from <= split) {
        path.addFirst(root(from + split, count - split, leaves));
        count = split;
      } else {
        path.addFirst(root(from, split, leaves));
        from += split;
        count -= split;
      }
    }
    if (from > 0) {
      path.addFirst(root(from, count, leaves));
    }
    return path;
  }

  /** Whether the path leads from the leaf at {@code index} to the root of {@code size} entries. */
  public static boolean includes(long index, long size, Hash leaf, List<Hash> path, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash reached = leaf;
    for (Hash step : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        reached = Hash.node(step, reached);
        int shift = Math.min(Long.numberOfTrailingZeros(node), 63);
        node >>= shift;
        last >>= shift;
      } else {
        reached = Hash.node(reached, step);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && reached.equals(root);
  }

  /** Whether the log of {@code size} entries continues that of {@code older} entries. */
  public static boolean continues(
      long older, long size, Hash olderRoot, Hash root, List<Hash> path) {
    if (older < 1 || older > size) {
      return false;
    }
    if (older == size) {
      return path.isEmpty() && olderRoot.equals(root);
    }
    if (path.isEmpty()) {
      return false;
    }
    boolean power = Long.bitCount(older) == 1;
    int shift = Long.numberOfTrailingZeros(older);
    long node = (older - 1) >> shift;
    long last = (size - 1) >> shift;
    Hash first = power ? olderRoot : path.getFirst();
    Hash second = first;
    for (Hash step : power ? path : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = Hash.node(step, first);
        second = Hash.node(step, second);
        int up = Math.min(Long.numberOfTrailingZeros(node), 63);
        node >>= up;
        last >>= up;
      } else {
        second = Hash.node(second, step);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && first.equals(olderRoot) && second.equals(root);
  }
}
