// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import org.jspecify.annotations.Nullable;

/** The change was not stored, or nobody knows whether it was. */
public final class WriterException extends RuntimeException {
  private final boolean stored;

  WriterException(String message) {
    this(message, null);
  }

  WriterException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private WriterException(String message, @Nullable Throwable cause, boolean stored) {
    super(message, cause);
    this.stored = stored;
  }

  /** The connection was lost while the database was to make it durable, or before it said so. */
  static WriterException unanswered(Throwable cause) {
    return new WriterException(
        "See whether the change was stored before you try again.", cause, true);
  }

  /** Whether it may be stored all the same, so that trying again may do it twice. */
  public boolean mayBeStored() {
    return stored;
  }
}
