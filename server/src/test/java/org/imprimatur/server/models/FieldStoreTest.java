// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.database.Writer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What models have in further fields, found on both databases. */
class FieldStoreTest {
  private static final Digest RETAIL = Digest.of(new byte[] {1});
  private static final Digest TREASURY = Digest.of(new byte[] {2});

  @TempDir static Path folder;
  private static TestingDatabases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new TestingDatabases(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
  }

  /** Nothing stands around what is written. */
  private static final class Unframed implements Writer.Frame {
    @Override
    public void begin(JdbcClient db) {}

    @Override
    public void end(JdbcClient db) {}
  }

  /** Six models: all have retail, the even ones a vendor, and the fourth alone a code. */
  private static boolean fill(JdbcClient db) {
    for (int i = 1; i <= 6; i++) {
      db.sql("INSERT INTO models (model, name, position) VALUES (?, ?, ?)")
          .params("m_" + i, "model-" + (7 - i), i)
          .update();
      FieldStore.put(db, "m_" + i, "unit", TREASURY, 10);
      FieldStore.put(db, "m_" + i, "unit", RETAIL, 20 + i);
      FieldStore.put(db, "m_" + i, "vendor", i % 2 == 0 ? RETAIL : TREASURY, 30);
      FieldStore.put(db, "m_" + i, "code", RETAIL, 40);
      if (i != 4) {
        FieldStore.empty(db, "m_" + i, "code");
      }
    }
    FieldStore.put(db, "m_unknown", "unit", RETAIL, 50);
    return true;
  }

  private static String found(
      Database database, String after, int count, List<Map.Entry<String, Digest>> values) {
    List<FieldStore.Wanted> wanted =
        values.stream()
            .map(one -> new FieldStore.Wanted(one.getKey(), List.of(one.getValue())))
            .toList();
    return String.join(" ", FieldStore.having(database.reader(), wanted, after, count));
  }

  @ParameterizedTest
  @EnumSource
  void models_are_found_in_the_order_of_names_by_everything_they_must_have(Dialect dialect)
      throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      try (var writer = new Writer(database, new Unframed())) {
        writer.write(FieldStoreTest::fill);
      }
      var retail = Map.entry("unit", RETAIL);
      var vendor = Map.entry("vendor", RETAIL);
      var code = Map.entry("code", RETAIL);

      assertThat(found(database, "", 3, List.of(retail))).isEqualTo("model-1 model-2 model-3");
      assertThat(found(database, "model-3", 9, List.of(retail)))
          .isEqualTo("model-4 model-5 model-6");
      assertThat(found(database, "", 9, List.of(retail, vendor)))
          .isEqualTo("model-1 model-3 model-5");
      assertThat(found(database, "model-1", 1, List.of(retail, vendor))).isEqualTo("model-3");
      assertThat(found(database, "", 9, List.of(retail, vendor, code))).isEqualTo("model-3");
      assertThat(found(database, "", 9, List.of(code, retail))).isEqualTo("model-3");
      assertThat(found(database, "", 9, List.of(Map.entry("unit", TREASURY)))).isEmpty();
      assertThat(FieldStore.of(database.reader(), "m_4"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "unit", new FieldStore.Held(RETAIL, 24),
                  "vendor", new FieldStore.Held(RETAIL, 30),
                  "code", new FieldStore.Held(RETAIL, 40)));
      assertThat(FieldStore.of(database.reader(), "m_unknown")).isEmpty();
    }
  }
}
