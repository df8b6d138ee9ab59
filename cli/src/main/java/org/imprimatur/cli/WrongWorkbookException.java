// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

/** A workbook that cannot be read; the message says why, and where. */
class WrongWorkbookException extends Exception {
  private static final long serialVersionUID = 1L;

  WrongWorkbookException(String why) {
    super(why);
  }
}
