// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;

/** Where the log ends: its right edge and the time of its last entry in UTC milliseconds. */
record LogHead(Frontier frontier, long lastAt) {
  static byte[] encode(Frontier frontier) {
    var bytes = new ByteArrayOutputStream();
    frontier.subtrees().forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  static Frontier decode(long size, byte[] bytes) {
    List<Hash> subtrees = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
      subtrees.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
    }
    return new Frontier(size, subtrees);
  }
}
