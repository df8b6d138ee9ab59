// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.MailChoice.How;
import org.imprimatur.server.people.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people choose for themselves. An address is personal: it stands outside the log and goes
 * when the person leaves.
 */
@Component
public final class MailChoices {
  /** So many first messages to new addresses a person has sent in a day. */
  private static final int MOST_NEW = 3;

  private static final String COLUMNS = "SELECT person, address, how, since FROM mail_choices ";

  private final Audit audit;
  private final Database database;
  private final MessageSettings settings;
  private final InstantSource clock;

  MailChoices(Audit audit, Database database, MessageSettings settings, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether this server writes mail at all. */
  public boolean available() {
    return settings.mail().isPresent();
  }

  public Optional<MailChoice> of(Caller caller) {
    return find(database.reader(), caller.id());
  }

  /** A person's own choice. What waited for the address before is told to the new one anew. */
  public void choose(Caller caller, String address, String how) {
    How chosen =
        How.of(how)
            .orElseThrow(
                () ->
                    refused(
                        "mail.how",
                        "Mail is sent each time, as a digest, or not at all; not “" + how + "”.",
                        "Choose one of the three on your account."));
    String written = address.strip();
    if (chosen == How.NONE && written.isEmpty()) {
      audit.work(db -> forget(db, caller.now(db, clock.instant()).id()));
      return;
    }
    if (!MailAddress.isOne(written)) {
      throw refused(
          "mail.address",
          "This is not one address of mail such as name@example.org.",
          "Write the address alone, without a name and without brackets.");
    }
    audit.work(db -> store(db, caller, written, chosen));
  }

  private boolean store(JdbcClient db, Caller caller, String address, How how) {
    String person = caller.now(db, clock.instant()).id();
    Optional<MailChoice> before = find(db, person);
    if (before.filter(one -> one.address().equals(address) && one.how() != How.NONE).isEmpty()) {
      if (how != How.NONE) {
        seldom(db, person);
      }
      QueueStore.forget(db, person);
    }
    db.sql(
            """
            INSERT INTO mail_choices (person, address, how, since) VALUES (?, ?, ?, ?)
            ON CONFLICT (person) DO UPDATE
            SET address = excluded.address, how = excluded.how, since = excluded.since
            """)
        .params(person, address, how.word(), clock.millis())
        .update();
    if (how == How.EACH) {
      QueueStore.release(db, person, clock.instant());
    }
    return true;
  }

  /** Every new address is written to, whosever it is: nobody has the server pester a stranger. */
  private void seldom(JdbcClient db, String person) {
    if (QueueStore.welcomed(db, person, clock.instant().minus(Duration.ofDays(1))) >= MOST_NEW) {
      throw new RefusedException(
          new Refusal(
              "mail.often",
              429,
              "%d new addresses of yours were written to within a day.".formatted(MOST_NEW),
              List.of(),
              "Give the right one tomorrow, or choose “not by mail” meanwhile."));
    }
  }

  private static RefusedException refused(String code, String sentence, String help) {
    return new RefusedException(new Refusal(code, 400, sentence, List.of(), help));
  }

  /** Whoever can be written to. */
  static List<MailChoice> reachable(JdbcClient db) {
    return db.sql(COLUMNS + "WHERE how <> 'none' ORDER BY person").query(MailChoices::read).list();
  }

  static Optional<MailChoice> find(JdbcClient db, String person) {
    return db.sql(COLUMNS + "WHERE person = ?").param(person).query(MailChoices::read).optional();
  }

  private static MailChoice read(ResultSet row, int line) throws SQLException {
    return new MailChoice(
        row.getString(1),
        row.getString(2),
        How.of(row.getString(3)).orElse(How.NONE),
        Instant.ofEpochMilli(row.getLong(4)));
  }

  /** Nothing of a person is kept here any longer. */
  static boolean forget(JdbcClient db, String person) {
    QueueStore.forget(db, person);
    return db.sql("DELETE FROM mail_choices WHERE person = ?").param(person).update() > 0;
  }
}
