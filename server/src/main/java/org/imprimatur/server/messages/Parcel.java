// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that is ready to go.
 *
 * @param within what else is told by it, by the ids in the queue
 */
record Parcel(List<String> within, Way way) {
  Parcel {
    within = List.copyOf(within);
  }

  /** Makes messages ready; what is over makes none. */
  interface Packing {
    Optional<Parcel> pack(Queued one);
  }

  /** How it goes. */
  interface Way {
    Delivery send(Instant at);
  }

  Delivery send(Instant at) {
    return way.send(at);
  }
}
