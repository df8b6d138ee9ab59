// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.WriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator of the database writes into the rows of the log by hand. */
class EditedLogTest {
  private static final String MODEL = "m_abcdefghij";

  @TempDir Path folder;
  private LogKeys keys;
  private Database database;
  private Audit audit;

  @BeforeEach
  void start() throws GeneralSecurityException {
    keys = TestingKeys.fresh();
    database = Database.sqlite(folder.resolve("imprimatur.db"));
    database.migrate();
    audit = audit();
    join("p_aaaaaaaaaa");
    record(moment -> new ModelHanded(moment.by("p_aaaaaaaaaa"), MODEL, "p_bbbbbbbbbb"));
    join("p_bbbbbbbbbb");
  }

  @AfterEach
  void stop() {
    audit.close();
    database.close();
  }

  private Audit audit() {
    return new Audit(database, keys, List.of(new Mentions()), InstantSource.system());
  }

  private void restart() {
    audit.close();
    audit = audit();
  }

  private void record(Function<Moment, Act> act) {
    audit.record(moment -> Ruling.granted(act.apply(moment), ""));
  }

  private void join(String person) {
    record(moment -> new TeamJoined(moment.by(person), person, "risk"));
  }

  private void promote() {
    record(
        moment ->
            new VersionPromoted(
                moment.by("p_aaaaaaaaaa"), MODEL, 1, 1, "development", "production"));
  }

  @Test
  void as_it_was_signed_it_lets_in() {
    promote();
    restart();
    promote();
    assertThat(audit.size()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE log_head SET frontier = (SELECT leaf FROM log_entries WHERE position = 0)"
            + " || (SELECT leaf FROM log_entries WHERE position = 1)",
        "UPDATE log_head SET last_at = last_at + 86400000",
        "UPDATE log_head SET last_at = last_at - 86400000",
        "UPDATE log_head SET checkpoint = ''",
        "UPDATE log_head SET size = 0, frontier = x'', last_at = 0, checkpoint = ''"
      })
  void nothing_is_appended_to_a_head_that_nobody_signed(String edited) {
    database.reader().sql(edited).update();

    assertThatThrownBy(() -> join("p_cccccccccc")).isInstanceOf(WriterException.class);
    assertThat(entries()).isEqualTo(3);
  }

  @Test
  void an_earlier_head_is_not_continued_by_a_server_that_saw_a_later_one() {
    database.reader().sql("CREATE TABLE kept AS SELECT * FROM log_head").update();
    join("p_cccccccccc");
    database.reader().sql("DELETE FROM log_mentions WHERE position = 3").update();
    database.reader().sql("DELETE FROM log_entries WHERE position = 3").update();
    database
        .reader()
        .sql(
            "UPDATE log_head SET (size, frontier, last_at, checkpoint)"
                + " = (SELECT size, frontier, last_at, checkpoint FROM kept)")
        .update();

    assertThatThrownBy(() -> join("p_dddddddddd")).isInstanceOf(WriterException.class);
    assertThat(entries()).isEqualTo(3);
  }

  @Test
  void an_entry_that_was_exchanged_lets_nothing_in_whether_the_server_runs_or_starts() {
    audit.readSigned(100);
    byte[] signed = Entries.bytes(database.reader(), 1).orElseThrow();
    byte[] other =
        new String(signed, UTF_8).replace("p_bbbbbbbbbb", "p_cccccccccc").getBytes(UTF_8);

    exchange(other);
    assertDamaged("Entry 1 is another one.");
    exchange(signed);
    promote();
    exchange(other);
    restart();
    assertDamaged("Its 4 entries have another root.");
    join("p_dddddddddd");
    assertThat(entries()).as("what lets nothing in is recorded").isEqualTo(5);
  }

  @Test
  void an_entry_that_nobody_can_read_lets_nothing_in() {
    exchange("{".getBytes(UTF_8));
    restart();
    assertDamaged("An entry after entry 0 cannot be read.");
  }

  private void exchange(byte[] entry) {
    database
        .reader()
        .sql("UPDATE log_entries SET entry = ?, leaf = ? WHERE position = 1")
        .params(entry, Hash.leaf(entry).bytes())
        .update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM log_mentions WHERE mention = 'm_abcdefghij'",
        "INSERT INTO log_mentions (mention, position) VALUES ('m_abcdefghij', 2)",
        "DELETE FROM log_mentions WHERE mention = 'act:team.joined' AND position = 2",
        "UPDATE log_mentions SET position = 0 WHERE mention = 'm_abcdefghij'"
      })
  void an_entry_that_was_hidden_or_put_elsewhere_lets_nothing_in(String edited) {
    database.reader().sql(edited).update();

    assertThatThrownBy(this::promote)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo("log.damaged"));
    assertThat(entries()).isEqualTo(3);
  }

  private static final Digest FILES = Digest.of("the files".getBytes(UTF_8));
  private static final String OTHER = "m_bcdefghijk";

  private void register(String person, String model, Digest manifest) {
    record(
        moment ->
            new VersionRegistered(
                moment.by(person), model, 1, manifest, "0.5", FILES, List.of(), 0, List.of()));
  }

  /** Entry 3 registers the files under another name, entry 4 something of the other, 5 our own. */
  private void registerTheSameFiles() {
    register("p_aaaaaaaaaa", OTHER, FILES);
    register("p_aaaaaaaaaa", "m_cdefghijkl", Digest.of("others".getBytes(UTF_8)));
    register("p_bbbbbbbbbb", MODEL, FILES);
  }

  @Test
  void whoever_registered_the_files_elsewhere_is_found_by_what_was_signed() {
    registerTheSameFiles();
    promote();
    restart();
    promote();
    assertThat(audit.size()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM log_mentions WHERE mention LIKE 'sha256:%' AND position = 3",
        "DELETE FROM log_mentions WHERE mention = 'act:version.registered' AND position = 3",
        "DELETE FROM log_mentions WHERE mention = 'm_bcdefghijk' AND position = 3",
        "DELETE FROM log_entries WHERE position = 3",
        "UPDATE log_entries SET entry = (SELECT entry FROM log_entries WHERE position = 5)"
            + " WHERE position = 3",
        "INSERT INTO log_mentions (mention, position) SELECT mention, -1 FROM log_mentions"
            + " WHERE position = 5 AND mention NOT LIKE 'm_%'"
      })
  void a_registration_of_the_same_files_that_was_hidden_lets_nothing_in(String edited) {
    registerTheSameFiles();
    database.reader().sql(edited).update();

    assertThatThrownBy(this::promote)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo("log.damaged"));
  }

  private void assertDamaged(String reason) {
    assertThatThrownBy(this::promote)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo("log.damaged");
              assertThat(refused.refusal().reasons()).containsExactly(reason);
            });
  }

  private long entries() {
    return database.reader().sql("SELECT COUNT(*) FROM log_entries").query(Long.class).single();
  }
}
