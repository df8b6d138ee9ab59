// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

/** What only the operator and its addressee know; never written out by accident. */
record Confidential(String text) {
  @Override
  public String toString() {
    return "confidential";
  }
}
