// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.Letters.Letter;
import org.imprimatur.server.messages.MailChoice.How;
import org.imprimatur.server.messages.MessageSettings.Channel;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/** Makes messages ready from how things stand now; what is over makes none. */
@Component
final class Parcels implements Parcel.Packing {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Database database;
  private final MessageSettings settings;
  private final Waits waits;
  private final Persons persons;
  private final PinnedPost post;
  private final Optional<Smtp> smtp;

  Parcels(Database database, MessageSettings settings, Waits waits, Persons persons) {
    this.database = database;
    this.settings = settings;
    this.waits = waits;
    this.persons = persons;
    this.post =
        new PinnedPost(
            settings.reach(),
            host -> List.of(InetAddress.getAllByName(host)),
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            WITHIN);
    this.smtp = settings.mail().map(Smtp::new);
  }

  @Override
  public Optional<Parcel> pack(Queued one) {
    return Queued.isChannel(one.recipient()) ? toChannel(one) : toPerson(one);
  }

  private Optional<Parcel> toChannel(Queued one) {
    return settings
        .channel(one.recipient().substring(1))
        .filter(_ -> one.turn().map(waits.ofAnybody()::containsKey).orElse(true))
        .map(channel -> new Parcel(List.of(), at -> post(channel, one, at)));
  }

  private Delivery post(Channel channel, Queued one, Instant at) {
    byte[] body =
        new Cards(settings.base())
            .of(channel.style(), one.matter(), one.queued())
            .text()
            .getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    channel
        .key()
        .ifPresent(
            key -> {
              long seconds = at.getEpochSecond();
              headers.put("webhook-id", one.id());
              headers.put("webhook-timestamp", Long.toString(seconds));
              headers.put("webhook-signature", WebhookSignature.of(key, one.id(), seconds, body));
            });
    return post.send(channel.url().uri(), headers, body);
  }

  private Optional<Parcel> toPerson(Queued one) {
    Optional<MailChoice> choice =
        MailChoices.find(database.reader(), one.recipient())
            .filter(found -> found.how() != How.NONE);
    Person person = persons.byId(one.recipient());
    if (choice.isEmpty() || smtp.isEmpty() || !Waits.isHere(person)) {
      return Optional.empty();
    }
    Map<String, Matter> now = waits.of(person);
    if (one.turn().isPresent() && !now.containsKey(one.turn().get())) {
      return Optional.empty();
    }
    List<Queued> kept =
        one.matter().kind() == Kind.WAITING
            ? QueueStore.kept(database.reader(), one.recipient())
            : List.of();
    String to = choice.get().address();
    return letter(one, now, kept)
        .map(
            letter ->
                new Parcel(
                    kept.stream().map(Queued::id).toList(),
                    at -> smtp.get().send(letter, to, one.id(), at)));
  }

  private Optional<Letter> letter(Queued one, Map<String, Matter> now, List<Queued> kept) {
    var letters = new Letters(settings.base());
    return switch (one.matter().kind()) {
      case WELCOME -> Optional.of(letters.welcome(whole(now)));
      case WAITING ->
          now.isEmpty() && kept.isEmpty()
              ? Optional.empty()
              : Optional.of(letters.digest(whole(now), kept.stream().map(Queued::matter).toList()));
      case SIGN_OFF_ASKED,
          CHANGES_ASKED,
          PROMOTION_READY,
          RISK_ASKED,
          CHALLENGE_RAISED,
          CHALLENGE_ANSWERED,
          FINDING_RAISED,
          RETEST_ASKED,
          CONDITION_SET,
          SECOND_ASKED,
          DUE_SOON,
          OVERDUE,
          PROMISE_BROKEN,
          REVALIDATION_ASKED,
          DEBT_OWED,
          SUSPENDED,
          INCIDENT_OPEN,
          SAMPLE_OPEN,
          DATA_TAKEN_BACK,
          ROLLED_BACK,
          APPROVAL_WITHDRAWN,
          VERSION_RETIRED,
          CHANGES_REQUESTED,
          PROMOTED,
          REJECTED ->
          Optional.of(letters.of(one.matter()));
    };
  }

  /** Each thing once: where its day is near or over, that is said in place of the turn. */
  private static Collection<Matter> whole(Map<String, Matter> now) {
    List<Matter> whole = new ArrayList<>();
    now.forEach(
        (key, matter) -> {
          boolean said = now.containsKey(key + Matters.SOON) || now.containsKey(key + Matters.LATE);
          if (!said) {
            whole.add(matter);
          }
        });
    return whole;
  }
}
