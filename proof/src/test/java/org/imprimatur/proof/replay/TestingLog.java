// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Acts and their blobs, which a test can change before they are replayed. */
abstract class TestingLog {
  final List<Act> acts = new ArrayList<>();
  final Map<Digest, byte[]> blobs = new HashMap<>();

  <T extends Act> T first(Class<T> type) {
    return type.cast(acts.get(position(type)));
  }

  /** Where the first act of a kind stands. */
  int position(Class<? extends Act> type) {
    return position(type, 1);
  }

  /** Where the n-th act of a kind stands. */
  int position(Class<? extends Act> type, int nth) {
    int seen = 0;
    for (int i = 0; i < acts.size(); i++) {
      if (type.isInstance(acts.get(i)) && ++seen == nth) {
        return i;
      }
    }
    throw new AssertionError("The story has no such " + type.getSimpleName());
  }

  /** The instant of the act at a position, so that a forged one does not break the order. */
  Stamp stamp(int position, String by) {
    return new Stamp(acts.get(position).at(), by);
  }

  Digest put(Json.Builder document) {
    return put(document.build().canonical());
  }

  Digest put(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    blobs.put(digest, bytes);
    return digest;
  }

  Report replay() {
    return Replay.verify(
        acts.stream().map(Act::bytes).toList(), digest -> Optional.ofNullable(blobs.get(digest)));
  }

  /** What a replay finds: the position and the code of each finding. */
  List<String> found() {
    return replay().findings().stream()
        .map(finding -> finding.entry() + " " + finding.code())
        .toList();
  }
}
