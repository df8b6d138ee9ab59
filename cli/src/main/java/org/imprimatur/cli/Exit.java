// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

/** What the exit code of a command says; pipelines rely on these numbers. */
enum Exit {
  YES(0),
  NO(1),
  USAGE(2),
  UNKNOWN(3);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The exit of a question that is answered yes or no. */
  static Exit of(boolean answer) {
    return answer ? YES : NO;
  }
}
