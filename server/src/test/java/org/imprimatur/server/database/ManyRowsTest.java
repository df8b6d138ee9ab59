// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.server.TestingDatabases;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many rows are those that one after the other would be, however many they are. */
class ManyRowsTest {
  private static final String INTO = "follower_cursors (follower, position)";
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void each_row_is_written_once_or_changed(Dialect dialect) throws Exception {
    try (var databases = new TestingDatabases(folder);
        Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      JdbcClient db = database.reader();
      var changing = new ManyRows(INTO, "(follower) DO UPDATE SET position = excluded.position");
      var keeping = new ManyRows(INTO, "DO NOTHING");
      int written = 0;
      for (int count : List.of(0, 1, 7, 8, 41, 512, 1_733)) {
        changing.write(db, rows(count, 1));
        written = Math.max(written, count);
        assertThat(sum(db)).isEqualTo(written);
      }
      keeping.write(db, rows(1_733, 5));
      assertThat(sum(db)).as("what is there stays").isEqualTo(1_733);
      changing.write(db, rows(1_000, 2));
      assertThat(sum(db)).isEqualTo(2 * 1_000 + 733);
    }
  }

  private static List<List<Object>> rows(int count, long value) {
    return IntStream.range(0, count).mapToObj(i -> List.<Object>of("f" + i, value)).toList();
  }

  private static long sum(JdbcClient db) {
    return db.sql("SELECT COALESCE(SUM(position), 0) FROM follower_cursors")
        .query(Long.class)
        .single();
  }
}
