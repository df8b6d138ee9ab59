// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;

/**
 * The leaves of the log, with the roots of its whole blocks kept once they were computed: a proof
 * then costs a 256th of the log, and reads the leaves of one block.
 */
final class KeptLeaves implements Leaves {
  private static final int AT_ONCE = 16;

  private final Leaves stored;
  private final List<Hash> blocks = new ArrayList<>();

  KeptLeaves(Leaves stored) {
    this.stored = stored;
  }

  @Override
  public List<Hash> read(long from, int count) {
    return stored.read(from, count);
  }

  @Override
  public synchronized List<Hash> blocks(long from, int count) {
    int until = Math.toIntExact(from + count);
    while (blocks.size() < until) {
      int page = Math.min(AT_ONCE, until - blocks.size());
      blocks.addAll(stored.blocks(blocks.size(), page));
    }
    return List.copyOf(blocks.subList(Math.toIntExact(from), until));
  }
}
