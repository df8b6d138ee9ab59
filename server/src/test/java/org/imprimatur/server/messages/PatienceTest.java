// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.imprimatur.server.messages.Letters.Letter;
import org.imprimatur.server.messages.MessageSettings.MailServer;
import org.imprimatur.server.messages.MessageSettings.Tls;
import org.junit.jupiter.api.Test;

/** An attempt ends, whatever the other side does. */
class PatienceTest {
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(1));

  @Test
  void a_mail_server_that_says_a_byte_now_and_then_is_hung_up_on() throws Exception {
    var hungUp = new CountDownLatch(1);
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(listening, hungUp));
      var server =
          new MailServer(
              "127.0.0.1",
              listening.getLocalPort(),
              Tls.NONE,
              Optional.empty(),
              "imprimatur@example.org");
      var letter = new Letter("A letter", "Text.");
      long before = System.nanoTime();
      Delivery told =
          PATIENCE.with(
              () -> new Smtp(server).send(letter, "lena@example.org", "msg_1", Instant.EPOCH));

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
      assertThat(told).isEqualTo(Delivery.failed("It does not come to an end within 1 seconds."));
      assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A greeting without an end, each byte well within the time that a read has. */
  private static void drip(ServerSocket listening, CountDownLatch hungUp) {
    try (Socket one = listening.accept()) {
      one.getOutputStream().write("220 ".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 600; i++) {
        one.getOutputStream().write('x');
        Thread.sleep(50);
      }
    } catch (IOException e) {
      hungUp.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_breaks_in_the_server_is_a_failed_attempt_and_says_no_more_than_that() {
    Delivery told =
        PATIENCE.with(
            () -> {
              throw new IllegalStateException("hunter2");
            });
    assertThat(told)
        .isEqualTo(Delivery.failed("The server itself could not send it; its log says why."));
  }
}
