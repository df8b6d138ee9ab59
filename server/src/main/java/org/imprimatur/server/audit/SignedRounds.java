// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Reads the log for {@link SignedLog} while the server runs, so that no promotion waits for it. */
@Component
final class SignedRounds extends Rounds {
  /** A promotion that is recorded meanwhile waits for so many at most. */
  private static final int AT_ONCE = 2_000;

  private final Audit audit;

  SignedRounds(Audit audit) {
    super("signed-log", 1, Duration.ofSeconds(1));
    this.audit = audit;
  }

  @Override
  protected boolean round() {
    return audit.readSigned(AT_ONCE);
  }
}
