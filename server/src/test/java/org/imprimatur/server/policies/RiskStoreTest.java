// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.policies.RiskStore.Pair;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which policies confirmed answers were given to is found pair by pair, each once. */
class RiskStoreTest {
  private static final List<Digest> POLICIES =
      List.of(
              Digest.of(new byte[] {1}),
              Digest.of(new byte[] {2}),
              Digest.of(new byte[] {3}),
              Digest.of(new byte[] {4}))
          .stream()
          .sorted((one, other) -> one.toString().compareTo(other.toString()))
          .toList();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void each_pair_of_policies_is_stepped_to_once_in_its_order(Dialect dialect) throws Exception {
    try (var databases = new TestingDatabases(folder);
        Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      JdbcClient db = database.reader();
      assertThat(RiskStore.confirmed(db)).isEmpty();

      model(db, 1, 3, 0, true);
      model(db, 2, 0, 3, true);
      model(db, 3, 0, 3, true);
      model(db, 4, 0, 1, true);
      model(db, 5, 2, 2, false);
      model(db, 6, 3, 0, true);
      model(db, 7, 1, 3, true);

      assertThat(RiskStore.confirmed(db))
          .containsExactly(pair(0, 1), pair(0, 3), pair(1, 3), pair(3, 0));
      assertThat(RiskStore.confirmed(db, pair(0, 3), 10)).containsExactly("m_2", "m_3");
      assertThat(RiskStore.confirmed(db, pair(0, 3), 1)).containsExactly("m_2");
      assertThat(RiskStore.unconfirmed(db, 10)).containsExactly("m_5");
    }
  }

  @ParameterizedTest
  @EnumSource
  void other_answers_leave_their_pair_until_they_are_confirmed(Dialect dialect) throws Exception {
    try (var databases = new TestingDatabases(folder);
        Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      JdbcClient db = database.reader();
      model(db, 1, 0, 0, true);
      RiskStore.answer(db, "m_1", POLICIES.get(1));
      assertThat(RiskStore.confirmed(db)).isEmpty();
      assertThat(RiskStore.unconfirmed(db, 10)).containsExactly("m_1");

      RiskStore.confirm(db, "m_1");
      assertThat(RiskStore.confirmed(db)).containsExactly(pair(0, 1));
    }
  }

  private static void model(
      JdbcClient db, int number, int registered, int answered, boolean confirmed) {
    RiskStore.register(db, "m_" + number, number, POLICIES.get(registered));
    RiskStore.answer(db, "m_" + number, POLICIES.get(answered));
    if (confirmed) {
      RiskStore.confirm(db, "m_" + number);
    }
  }

  private static Pair pair(int registered, int answered) {
    return new Pair(POLICIES.get(registered).toString(), POLICIES.get(answered).toString());
  }
}
