// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Measured;

/**
 * The newest window of a promise. What was sent stays; what was computed of a batch goes with it,
 * so that each of these is kept.
 */
final class Newest {
  private Optional<Measured> sent = Optional.empty();
  private final TreeSet<Measured> computed = new TreeSet<>(Measured.BY_WINDOW);

  /** Of two over the same window the first counts. */
  void add(Measured one) {
    if (one.evidence().isPresent()) {
      computed.add(one);
    } else if (sent.filter(last -> Measured.BY_WINDOW.compare(one, last) <= 0).isEmpty()) {
      sent = Optional.of(one);
    }
  }

  Optional<Measured> last() {
    return Stream.concat(
            sent.stream(), computed.isEmpty() ? Stream.of() : Stream.of(computed.last()))
        .max(Measured.BY_WINDOW);
  }

  /** Takes out what a batch gave. */
  List<Measured> withdraw(Batch batch) {
    List<Measured> gone = computed.stream().filter(batch::gave).toList();
    gone.forEach(computed::remove);
    return gone;
  }
}
