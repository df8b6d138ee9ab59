// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.nio.charset.StandardCharsets;
import org.imprimatur.proof.digest.Digest;

/** The id of a message follows from what it tells whom, so that none is queued twice. */
final class MessageId {
  private static final int LENGTH = 32;

  private MessageId() {}

  /**
   * Of an occasion.
   *
   * @param occasion what is never the same twice, such as a turn and the size of the log at which
   *     it began
   */
  static String of(String recipient, String occasion) {
    byte[] bytes = (recipient + "\n" + occasion).getBytes(StandardCharsets.UTF_8);
    return "msg_" + Digest.of(bytes).hex().substring(0, LENGTH);
  }
}
