// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long one attempt may last in all. The time limits of a connection begin anew with every byte;
 * a mail server that says one now and then would be waited for without an end.
 */
record Patience(Duration most) {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  /** What comes of an attempt; whatever goes wrong in it, it has failed and not more. */
  Delivery with(Supplier<Delivery> attempt) {
    var told = new CompletableFuture<Delivery>();
    Thread thread = Thread.ofVirtual().name("post-attempt").start(() -> tell(attempt, told));
    try {
      return told.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The connection of a virtual thread is closed where it is interrupted.
      thread.interrupt();
      return Delivery.failed(
          "It does not come to an end within %d seconds.".formatted(most.toSeconds()));
    } catch (ExecutionException e) {
      LOG.error("An attempt to send a message failed in the server itself.", e.getCause());
      return Delivery.failed("The server itself could not send it; its log says why.");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Delivery.failed("The server ended before it was sent.");
    }
  }

  private static void tell(Supplier<Delivery> attempt, CompletableFuture<Delivery> told) {
    try {
      told.complete(attempt.get());
    } catch (RuntimeException e) {
      told.completeExceptionally(e);
    }
  }
}
