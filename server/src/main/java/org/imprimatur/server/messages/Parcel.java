// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.List;

/**
 * A message that is ready to go.
 *
 * @param within what else is told by it, by the ids in the queue
 */
record Parcel(List<String> within, Way way) {
  Parcel {
    within = List.copyOf(within);
  }

  /** How it goes. */
  interface Way {
    Delivery send(Instant at);
  }

  Delivery send(Instant at) {
    return way.send(at);
  }
}
