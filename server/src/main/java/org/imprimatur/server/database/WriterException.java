// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

/** The change was not stored; the caller may try again. */
public final class WriterException extends RuntimeException {
  WriterException(String message) {
    super(message);
  }

  WriterException(String message, Throwable cause) {
    super(message, cause);
  }
}
