// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.ArrayList;
import java.util.List;

/** Inclusion and consistency proofs (RFC 6962 section 2.1, verified as RFC 9162 section 2.1). */
public final class MerkleProofs {
  private MerkleProofs() {}

  /** The root over the leaves, all of them. */
  public static Hash root(List<Hash> leaves) {
    var frontier = Frontier.empty();
    for (Hash leaf : leaves) {
      frontier = frontier.append(leaf);
    }
    return frontier.root();
  }

  /** The audit path of one leaf, from the leaf upwards. */
  public static List<Hash> inclusion(int index, List<Hash> leaves) {
    if (index < 0 || index >= leaves.size()) {
      throw new IllegalArgumentException("There is no entry " + index + " in this log.");
    }
    List<Hash> path = new ArrayList<>();
    inclusion(index, leaves, path);
    return path;
  }

  private static void inclusion(int index, List<Hash> leaves, List<Hash> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    List<Hash> left = leaves.subList(0, split);
    List<Hash> right = leaves.subList(split, leaves.size());
    if (index < split) {
      inclusion(index, left, path);
      path.add(root(right));
    } else {
      inclusion(index - split, right, path);
      path.add(root(left));
    }
  }

  /** The proof that the first {@code size} leaves are a beginning of all of them. */
  public static List<Hash> consistency(int size, List<Hash> leaves) {
    if (size < 1 || size > leaves.size()) {
      throw new IllegalArgumentException("A consistency proof needs an older size of at least 1.");
    }
    List<Hash> path = new ArrayList<>();
    if (size < leaves.size()) {
      consistency(size, leaves, true, path);
    }
    return path;
  }

  private static void consistency(int size, List<Hash> leaves, boolean whole, List<Hash> path) {
    if (size == leaves.size()) {
      if (!whole) {
        path.add(root(leaves));
      }
      return;
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    List<Hash> left = leaves.subList(0, split);
    List<Hash> right = leaves.subList(split, leaves.size());
    if (size <= split) {
      consistency(size, left, whole, path);
      path.add(root(right));
    } else {
      consistency(size - split, right, false, path);
      path.add(root(left));
    }
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
