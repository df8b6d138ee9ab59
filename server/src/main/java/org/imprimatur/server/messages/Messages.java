// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.Queued.State;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/** What an administrator sees of messages, and sending a dead one once more. */
@Component
public final class Messages {
  private final Audit audit;
  private final Database database;
  private final MessageSettings settings;
  private final InstantSource clock;

  Messages(Audit audit, Database database, MessageSettings settings, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A way out of the server, without what is confidential in it.
   *
   * @param through the kind and the host
   * @param tells what goes that way, in the words of the settings
   */
  public record Target(String name, String through, String tells) {}

  /** Every way that is set up: mail, then the webhooks. */
  public List<Target> targets() {
    List<Target> mail =
        settings.mail().stream()
            .map(
                server ->
                    new Target(
                        "Mail",
                        "%s:%d, %s, from %s"
                            .formatted(
                                server.host(),
                                server.port(),
                                switch (server.tls()) {
                                  case STARTTLS -> "STARTTLS";
                                  case TLS -> "TLS";
                                  case NONE -> "without TLS";
                                },
                                server.from()),
                        "everybody who gave an address; digests at 07:00, " + settings.zone()))
            .toList();
    List<Target> channels =
        settings.channels().stream()
            .map(
                channel ->
                    new Target(
                        channel.name(),
                        word(channel.style()) + " webhook at " + channel.url().uri().getHost(),
                        tells(channel)))
            .toList();
    return Stream.concat(mail.stream(), channels.stream()).toList();
  }

  private static String word(MessageSettings.Style style) {
    return switch (style) {
      case SLACK -> "Slack";
      case TEAMS -> "Teams";
      case MATTERMOST -> "Mattermost";
      case SIGNED -> "Signed";
    };
  }

  private static String tells(MessageSettings.Channel channel) {
    List<String> words = channel.tells().stream().map(Kind::word).sorted().toList();
    String told = words.size() == Kind.words().size() ? "all" : String.join(", ", words);
    return channel.roles().isEmpty()
        ? told
        : told + "; sign-offs of " + String.join(", ", channel.roles().stream().sorted().toList());
  }

  /** Messages in a state, those that moved last first. */
  public List<Queued> list(State state, int most) {
    return QueueStore.list(database.reader(), state, most);
  }

  public long count(State state) {
    return QueueStore.count(database.reader(), state);
  }

  /** Sends a dead message once more, with all its attempts before it. */
  public void retry(Caller caller, String id) {
    caller.needs(Permission.ADMINISTER);
    Instant now = clock.instant();
    boolean moved =
        audit.work(
            db -> {
              caller.now(db, now).needs(Permission.ADMINISTER);
              return QueueStore.revive(db, id, now);
            });
    if (!moved) {
      boolean known = QueueStore.find(database.reader(), id).isPresent();
      throw new RefusedException(
          new Refusal(
              known ? "message.not-dead" : "message.unknown",
              known ? 409 : 404,
              known ? "This message is not dead any more." : "There is no such message.",
              List.of(),
              "Open the list of messages again."));
    }
  }

  /** The same for everything that is dead, as after a mail server that was away for a day. */
  public void retryAll(Caller caller) {
    caller.needs(Permission.ADMINISTER);
    Instant now = clock.instant();
    audit.work(
        db -> {
          caller.now(db, now).needs(Permission.ADMINISTER);
          return QueueStore.reviveAll(db, now);
        });
  }

  /** The person a message is for; empty where it is for a channel. */
  public static Optional<String> person(Queued one) {
    return Queued.isChannel(one.recipient()) ? Optional.empty() : Optional.of(one.recipient());
  }
}
