// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

/** What came of an attempt. */
sealed interface Delivery {
  /** The other side took it. */
  record Delivered() implements Delivery {}

  /**
   * It did not.
   *
   * @param words why, without an address, a secret, or anything the other side wrote
   * @param forGood whether another attempt can come to nothing else
   */
  record Failed(String words, boolean forGood) implements Delivery {}

  static Delivery failed(String words) {
    return new Failed(words, false);
  }

  static Delivery refused(String words) {
    return new Failed(words, true);
  }
}
