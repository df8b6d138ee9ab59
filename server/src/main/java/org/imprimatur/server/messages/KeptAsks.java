// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.List;
import java.util.function.Supplier;
import org.imprimatur.server.audit.LastNamed;

/** What somebody is asked, read again only where an act came since on which it rests. */
final class KeptAsks {
  private final LastNamed lastNamed;
  private final List<String> things;
  private final Supplier<List<Held>> fresh;
  private volatile Kept kept = new Kept(-1, List.of());

  /**
   * Asks that are kept.
   *
   * @param things what they rest on beside acts that are about no model
   */
  KeptAsks(LastNamed lastNamed, List<String> things, Supplier<List<Held>> fresh) {
    this.lastNamed = lastNamed;
    this.things = List.copyOf(things);
    this.fresh = fresh;
  }

  private record Kept(long readAt, List<Held> held) {}

  List<Held> read(long size) {
    Kept known = kept;
    if (known.readAt() < 0 || !lastNamed.holds(known.readAt(), things)) {
      known = new Kept(size, fresh.get());
      kept = known;
    }
    return known.held();
  }
}
