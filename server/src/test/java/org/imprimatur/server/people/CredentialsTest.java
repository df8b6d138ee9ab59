// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.LogKeys;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.audit.TestingKeys;
import org.imprimatur.server.database.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows recognise somebody, by what stands in the log. */
class CredentialsTest {
  private static final String ADA = "p_aaaaaaaaaa";
  private static final String TOVE = "p_bbbbbbbbbb";

  @TempDir Path folder;
  private InstantSource clock = InstantSource.system();
  private Database database;
  private LogKeys keys;
  private Audit audit;
  private Credentials credentials;
  private RowSeals seals;

  @BeforeEach
  void start() throws GeneralSecurityException {
    keys = TestingKeys.fresh();
    database = Database.sqlite(folder.resolve("imprimatur.db"));
    database.migrate();
    open();
  }

  private void open() {
    audit = new Audit(database, keys, List.of(), () -> clock.instant());
    credentials = new Credentials(audit);
    seals = new RowSeals(audit.seals());
  }

  @AfterEach
  void stop() {
    audit.close();
    database.close();
  }

  private void record(Function<Moment, Act> act) {
    audit.record(moment -> Ruling.granted(act.apply(moment), ""));
  }

  private void set(String person, Optional<String> seal) {
    record(moment -> new CredentialSet(moment.by(person), person, "password", seal));
  }

  @Test
  void a_password_is_the_one_that_its_person_set_last() {
    set(ADA, Optional.of(seals.password(ADA, "first")));
    assertThat(credentials.isPassword(ADA, "first")).isTrue();
    set(ADA, Optional.of(seals.password(ADA, "second")));

    assertThat(credentials.isPassword(ADA, "second")).isTrue();
    assertThat(credentials.isPassword(ADA, "first")).as("put back").isFalse();
    assertThat(credentials.isPassword(TOVE, "second")).as("copied").isFalse();
    record(moment -> new PersonLeft(moment.by(TOVE), ADA));
    audit.readToTheEnd();
    assertThat(credentials.isPassword(ADA, "second")).as("left").isFalse();
  }

  @Test
  void one_of_before_there_were_seals_counts_while_the_log_is_what_was_signed() {
    set(ADA, Optional.empty());
    record(moment -> new TokenIssued(moment.by(ADA), ADA, "t_before", List.of("read")));
    assertThat(credentials.isPassword(ADA, "any")).isTrue();
    assertThat(credentials.token("t_before", ADA, "any")).isPresent();
    assertThat(credentials.isPassword(TOVE, "any")).as("nobody set one").isFalse();
    assertThat(credentials.token("t_before", TOVE, "any")).as("not hers").isEmpty();
  }

  @Test
  void a_seal_that_somebody_took_out_of_the_entry_opens_nothing() {
    set(ADA, Optional.of(seals.password(ADA, "set")));
    byte[] without =
        database
            .reader()
            .sql("SELECT entry FROM log_entries")
            .query((row, line) -> Act.parse(row.getBytes(1)))
            .list()
            .stream()
            .map(act -> new CredentialSet(act.stamp(), ADA, "password").bytes())
            .findFirst()
            .orElseThrow();
    database.reader().sql("UPDATE log_entries SET entry = ?").param(without).update();
    audit.close();
    open();

    assertThat(credentials.isPassword(ADA, "mine")).isFalse();
    assertThat(credentials.isPassword(ADA, "set")).as("until the log is restored").isFalse();
  }

  @Test
  void a_session_that_is_put_back_ends_with_the_next_password_and_with_its_person() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    clock = InstantSource.fixed(now);
    SessionStore.Session before = session(now);
    assertThat(credentials.isSession(before)).isTrue();
    set(ADA, Optional.of(seals.password(ADA, "changed")));
    audit.readToTheEnd();
    assertThat(credentials.isSession(before)).as("put back, of the same millisecond").isFalse();
    SessionStore.Session after = session(credentials.opening(ADA, now));
    assertThat(credentials.isSession(after)).as("by a node whose clock is behind").isTrue();

    record(moment -> new PersonLeft(moment.by(TOVE), ADA));
    audit.readToTheEnd();
    assertThat(credentials.isSession(after)).as("left").isFalse();
    assertThat(credentials.isSession(session(credentials.opening(ADA, now)))).isFalse();
  }

  private SessionStore.Session session(Instant opened) {
    long expires = opened.plus(Logins.SESSION).toEpochMilli();
    return new SessionStore.Session("hash", ADA, expires, seals.session("hash", ADA, expires));
  }

  @Test
  void a_link_serves_whom_it_was_given_to_and_ends_with_the_password() {
    var link = PeopleStore.Enrolment.of(new Secret("secret"), ADA, 7, seals);
    assertThat(credentials.isLink(link)).as("nobody invited her").isFalse();
    assertThat(new RowSeals(audit.seals()).link(link.hash(), ADA, 7)).isEqualTo(link.seal());
    assertThat(new RowSeals(audit.seals()).link(link.hash(), TOVE, 7)).isNotEqualTo(link.seal());
    assertThat(seals.session("a", "b", 1)).isNotEqualTo(seals.link("a", "b", 1));
  }
}
