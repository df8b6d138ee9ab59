// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator says about messages.
 *
 * @param base the address that links begin with
 * @param zone whose 07:00 the digest comes at
 * @param reach where webhooks may lead to
 */
public record MessageSettings(
    Optional<MailServer> mail, List<Channel> channels, Reach reach, ZoneId zone, String base) {
  public MessageSettings {
    channels = List.copyOf(channels);
  }

  /** A server that tells nobody. */
  public static MessageSettings none(String base) {
    return new MessageSettings(
        Optional.empty(), List.of(), Reach.PUBLIC, ZoneId.systemDefault(), base);
  }

  boolean isOn() {
    return mail.isPresent() || !channels.isEmpty();
  }

  Optional<Channel> channel(String name) {
    return channels.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** How a connection to the mail server is kept from others. */
  enum Tls {
    STARTTLS,
    TLS,
    NONE
  }

  /** Where mail is handed in. */
  record MailServer(String host, int port, Tls tls, Optional<Login> login, String from) {}

  /** How the server signs in there. */
  record Login(String username, Confidential password) {}

  /** In whose words a webhook is spoken to. */
  enum Style {
    SLACK,
    TEAMS,
    MATTERMOST,
    SIGNED
  }

  /**
   * A webhook.
   *
   * @param url in chats this alone lets one post, so it is shown to nobody
   * @param key with which the body is signed, where it is
   * @param tells of what it is told
   * @param roles whose sign-offs it is told of; all where none is named
   */
  record Channel(
      String name,
      Style style,
      Address url,
      Optional<Confidential> key,
      Set<Kind> tells,
      Set<String> roles) {
    Channel {
      tells = Set.copyOf(tells);
      roles = Set.copyOf(roles);
    }

    boolean hears(Matter matter) {
      return tells.contains(matter.kind())
          && (roles.isEmpty() || matter.role().isEmpty() || roles.contains(matter.role().get()));
    }
  }

  /** An address that is not written out. */
  record Address(URI uri) {
    @Override
    public String toString() {
      return "confidential";
    }
  }
}
