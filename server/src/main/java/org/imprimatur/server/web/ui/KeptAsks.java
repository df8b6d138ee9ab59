// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.function.Supplier;
import org.imprimatur.server.audit.LastNamed;

/** What somebody is asked, read again only where an act that is about no model came since. */
final class KeptAsks {
  private final LastNamed lastNamed;
  private final Supplier<List<ReviewAsks.Held>> fresh;
  private volatile Kept kept = new Kept(-1, List.of());

  KeptAsks(LastNamed lastNamed, Supplier<List<ReviewAsks.Held>> fresh) {
    this.lastNamed = lastNamed;
    this.fresh = fresh;
  }

  private record Kept(long readAt, List<ReviewAsks.Held> held) {}

  List<ReviewAsks.Held> read(long size) {
    Kept known = kept;
    if (known.readAt() < 0 || !lastNamed.holds(known.readAt(), List.of())) {
      known = new Kept(size, fresh.get());
      kept = known;
    }
    return known.held();
  }
}
