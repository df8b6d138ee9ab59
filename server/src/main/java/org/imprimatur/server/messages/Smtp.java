// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.imprimatur.server.messages.Letters.Letter;
import org.imprimatur.server.messages.MessageSettings.MailServer;
import org.imprimatur.server.messages.MessageSettings.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mail in at the operator's mail server. Where TLS is asked for nothing is said without it,
 * and the server's certificate is held to its name.
 */
final class Smtp {
  private static final Logger LOG = LoggerFactory.getLogger(Smtp.class);
  private static final String MILLIS = "10000";

  private final MailServer server;
  private final Session session;

  Smtp(MailServer server) {
    this.server = server;
    this.session = Session.getInstance(properties(server));
  }

  private static Properties properties(MailServer server) {
    var all = new Properties();
    all.setProperty("mail.transport.protocol", "smtp");
    all.setProperty("mail.smtp.host", server.host());
    all.setProperty("mail.smtp.port", Integer.toString(server.port()));
    all.setProperty("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
    all.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.tls() == Tls.TLS));
    all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    all.setProperty("mail.smtp.starttls.enable", Boolean.toString(server.tls() == Tls.STARTTLS));
    all.setProperty("mail.smtp.starttls.required", Boolean.toString(server.tls() == Tls.STARTTLS));
    all.setProperty("mail.smtp.connectiontimeout", MILLIS);
    all.setProperty("mail.smtp.timeout", MILLIS);
    all.setProperty("mail.smtp.writetimeout", MILLIS);
    all.setProperty("mail.smtp.from", server.from());
    // What it took it has, however it takes leave.
    all.setProperty("mail.smtp.quitwait", "false");
    all.put("mail.smtp.socketFactory", new MailSockets());
    all.setProperty("mail.smtp.socketFactory.fallback", "false");
    return all;
  }

  /**
   * Sends one letter.
   *
   * @param id under which a repeat is known again
   */
  Delivery send(Letter letter, String to, String id, Instant at) {
    try {
      MimeMessage message = message(letter, to, id, at);
      Transport transport = session.getTransport();
      try {
        connect(transport);
        transport.sendMessage(message, new Address[] {new InternetAddress(to, true)});
        return new Delivery.Delivered();
      } finally {
        close(transport);
      }
    } catch (AuthenticationFailedException e) {
      return Delivery.failed("The mail server refuses the sign-in.");
    } catch (MessagingException e) {
      if (isTooMuch(e)) {
        return Delivery.failed("The mail server answers more than a mail server says.");
      }
      return e instanceof SendFailedException sent
          ? failed(sent)
          : Delivery.failed("The mail server cannot be reached, or not by TLS as it is asked to.");
    }
  }

  private void connect(Transport transport) throws MessagingException {
    if (server.login().isPresent()) {
      var login = server.login().get();
      transport.connect(login.username(), login.password().text());
    } else {
      transport.connect();
    }
  }

  /** How a connection ends says nothing of the message. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The connection to the mail server did not end well.", e);
    }
  }

  private static boolean isTooMuch(Throwable fault) {
    Throwable cause = fault;
    while (cause != null && !(cause instanceof MailSockets.TooMuchException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Only that the server does not take the address is for good; the rest is tried again. */
  private static Delivery failed(SendFailedException fault) {
    Exception cause = fault;
    while (cause != null) {
      if (cause instanceof SMTPAddressFailedException address) {
        int code = address.getReturnCode();
        String words = "The mail server does not take the address: it answers " + code + ".";
        return code >= 500 ? Delivery.refused(words) : Delivery.failed(words);
      }
      if (cause instanceof SMTPSenderFailedException sender) {
        return Delivery.failed(
            "The mail server does not take the sender: it answers %d."
                .formatted(sender.getReturnCode()));
      }
      if (cause instanceof SMTPSendFailedException sent && sent.getNextException() == null) {
        return Delivery.failed("The mail server answers " + sent.getReturnCode() + ".");
      }
      cause = cause instanceof MessagingException one ? one.getNextException() : null;
    }
    return Delivery.failed("The mail server does not take the message.");
  }

  private MimeMessage message(Letter letter, String to, String id, Instant at)
      throws MessagingException {
    String domain = server.from().substring(server.from().indexOf('@') + 1);
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<%s@%s>".formatted(id, domain));
          }
        };
    message.setFrom(new InternetAddress(server.from(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(at));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.saveChanges();
    return message;
  }
}
