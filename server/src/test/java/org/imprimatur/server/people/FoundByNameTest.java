// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People are found by a part of their names, however somebody types it. */
class FoundByNameTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void large_letters_of_every_language_are_found_by_small_ones(Dialect dialect) throws Exception {
    try (var databases = new TestingDatabases(folder);
        Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      JdbcClient db = database.reader();
      named(db, "aenne", "Änne Øster");
      named(db, "bruno", "Bruno Keller");

      for (String typed : List.of("änne", "ÄNNE", "Øst", "øster", "AENNE")) {
        assertThat(found(db, typed)).as(typed).containsExactly("aenne");
      }
      assertThat(found(db, "KELL")).containsExactly("bruno");
      assertThat(found(db, "n")).containsExactly("aenne", "bruno");
      assertThat(found(db, "%")).as("a sign of patterns is a letter like any other").isEmpty();
    }
  }

  private static void named(JdbcClient db, String username, String name) {
    db.sql("INSERT INTO persons (person, commitment) VALUES (?, ?)")
        .params("p_" + username, "none")
        .update();
    db.sql("INSERT INTO names (person, username, name, salt) VALUES (?, ?, ?, ?)")
        .params("p_" + username, username, name, new byte[16])
        .update();
  }

  private static List<String> found(JdbcClient db, String typed) {
    return PeopleStore.containing(db, typed, 5).stream()
        .map(person -> person.username().orElseThrow())
        .toList();
  }
}
