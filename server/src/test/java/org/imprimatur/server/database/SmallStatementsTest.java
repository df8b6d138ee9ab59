// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.imprimatur.server.TestingDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How PostgreSQL takes what the server asks for: as little, found by its key. */
class SmallStatementsTest {
  @TempDir Path folder;
  private TestingDatabases databases;

  @BeforeEach
  void start() throws Exception {
    databases = new TestingDatabases(folder);
  }

  @AfterEach
  void stop() throws Exception {
    databases.close();
  }

  @Test
  void none_is_compiled_or_shared_between_processes_whoever_asks() throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(Dialect.POSTGRESQL));
        var writer = new Writer(database, new Unframed())) {
      assertThat(settings(database.reader())).containsExactly("off", "0");
      assertThat(writer.write(SmallStatementsTest::settings)).containsExactly("off", "0");
    }
  }

  private static List<String> settings(JdbcClient db) {
    return List.of(
        db.sql("SHOW jit").query(String.class).single(),
        db.sql("SHOW max_parallel_workers_per_gather").query(String.class).single());
  }

  /** Or an index would find nothing any more once the C library of a machine orders differently. */
  @Test
  void text_is_ordered_by_its_bytes_in_every_table() throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(Dialect.POSTGRESQL))) {
      database.migrate();
      assertThat(
              database
                  .reader()
                  .sql(
                      """
                      SELECT table_name || '.' || column_name FROM information_schema.columns
                      WHERE table_schema = current_schema() AND data_type = 'text'
                        AND collation_name IS DISTINCT FROM 'C'
                      """)
                  .query((row, line) -> row.getString(1))
                  .list())
          .isEmpty();
    }
  }

  /** By a sample of the rows a submission is taken to be mentioned by half the log. */
  @Test
  void how_many_things_are_mentioned_is_not_left_to_a_sample() throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(Dialect.POSTGRESQL))) {
      database.migrate();
      try (var writer = new Writer(database, new Unframed())) {
        writer.write(
            db -> {
              var rows = new ManyRows("log_mentions (mention, position)", "DO NOTHING");
              rows.write(
                  db, LongStream.range(0, 5_000).mapToObj(SmallStatementsTest::row).toList());
              return db.sql("ANALYZE log_mentions").update();
            });
      }
      assertThat(
              database
                  .reader()
                  .sql("SELECT n_distinct FROM pg_stats WHERE attname = 'mention'")
                  .query(Double.class)
                  .single())
          .isEqualTo(-0.05, within(1e-6));
    }
  }

  private static List<Object> row(long position) {
    return List.of("submission:" + position % 4, position);
  }
}
