// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A mail server that can be away for a while, and what it took for people at example.org. */
final class TestingMail implements AutoCloseable {
  private final ServerSetup setup;
  private final String password;
  private GreenMail mail;

  TestingMail(String password) throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      setup = new ServerSetup(free.getLocalPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    }
    this.password = password;
    this.mail = started();
  }

  private GreenMail started() {
    var started = new GreenMail(setup);
    started.setUser("imprimatur@example.org", "imprimatur", password);
    started.start();
    return started;
  }

  int port() {
    return setup.getPort();
  }

  void stop() {
    mail.stop();
  }

  /** It is there again, with empty boxes. */
  void comeBack() {
    mail = started();
  }

  private List<MimeMessage> received(String person) {
    List<MimeMessage> received = new ArrayList<>();
    for (MimeMessage one : mail.getReceivedMessages()) {
      try {
        String to = one.getRecipients(Message.RecipientType.TO)[0].toString();
        if (to.equals(person + "@example.org")) {
          received.add(one);
        }
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }
    return received;
  }

  List<String> subjects(String person) {
    return received(person).stream().map(TestingMail::subject).toList();
  }

  private static String subject(MimeMessage one) {
    try {
      return one.getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  String text(String person, String subject) {
    try {
      return received(person).stream()
          .filter(one -> subject(one).equals(subject))
          .findFirst()
          .orElseThrow()
          .getContent()
          .toString();
    } catch (IOException | MessagingException e) {
      throw new AssertionError(e);
    }
  }

  /** Every subject, whoever it is for. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    for (MimeMessage one : mail.getReceivedMessages()) {
      all.add(subject(one));
    }
    return all;
  }

  @Override
  public void close() {
    mail.stop();
  }
}
