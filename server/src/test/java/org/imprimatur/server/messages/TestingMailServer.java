// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A mail server on a bare socket that is polite but for what a test has it do at one stage: the
 * greeting, or the answer to one command. It notes every line that it was told.
 */
final class TestingMailServer implements AutoCloseable {
  /** What it does instead of a polite answer; it hangs up once that throws. */
  interface Answer {
    void give(Talk talk) throws IOException;
  }

  static final String GREETING = "GREETING";

  /** The lines of the letter itself, until the dot that ends it. */
  static final String BODY = "BODY";

  private static final Map<String, String> POLITE =
      Map.of(
          GREETING,
          "220 mail.example.org ESMTP",
          "EHLO",
          "250-mail.example.org\r\n250 8BITMIME",
          "MAIL",
          "250 2.1.0 fine",
          "RCPT",
          "250 2.1.5 fine",
          "DATA",
          "354 go on",
          BODY,
          "250 2.0.0 taken",
          "QUIT",
          "221 2.0.0 bye");

  private final ServerSocket listening;
  private final Map<String, Answer> answers;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicLong said = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);

  TestingMailServer(Map<String, Answer> answers) throws IOException {
    this.answers = Map.copyOf(answers);
    this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  static Answer says(String words) {
    return talk -> talk.say(words + "\r\n");
  }

  static Answer hangsUp() {
    return _ -> {
      throw new IOException("The server hangs up.");
    };
  }

  static Answer isSilent() {
    return Talk::await;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Every line that the other side sent so far. */
  List<String> told() {
    return List.copyOf(told);
  }

  /** How many bytes the network took from this server. */
  long said() {
    return said.get();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket one = listening.accept()) {
        new Talk(one).run();
      } catch (IOException e) {
        // The other side went, or a test had this one hang up.
      }
    }
  }

  /** One connection. */
  final class Talk {
    private final BufferedReader in;
    private final OutputStream out;

    private Talk(Socket socket) throws IOException {
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      out = socket.getOutputStream();
    }

    private void run() throws IOException {
      String stage = GREETING;
      while (true) {
        answer(stage);
        boolean letter = stage.equals("DATA");
        String line = in.readLine();
        while (letter && line != null && !line.equals(".")) {
          told.add(line);
          line = in.readLine();
        }
        if (line == null) {
          return;
        }
        told.add(line);
        stage = letter ? BODY : line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      }
    }

    private void answer(String stage) throws IOException {
      Answer own = answers.get(stage);
      if (own == null) {
        say(POLITE.getOrDefault(stage, "502 5.5.1 unknown") + "\r\n");
      } else {
        own.give(this);
      }
    }

    void say(String words) throws IOException {
      say(words.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] words) throws IOException {
      out.write(words);
      out.flush();
      said.addAndGet(words.length);
    }

    /** Until the test is over. */
    void await() {
      try {
        over.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    listening.close();
  }
}
