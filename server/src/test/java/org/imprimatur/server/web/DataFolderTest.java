// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.TestingProcess;
import org.imprimatur.server.database.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may start on a data folder, and on which database in it. */
class DataFolderTest {
  @TempDir Path folder;

  @Test
  void one_server_at_a_time_goes_on_where_the_log_ended() throws Exception {
    Path data = folder.resolve("data");
    Path older = folder.resolve("older.db");
    try (RunningServer server = RunningServer.start(data)) {
      server.bean(Database.class).reader().sql("VACUUM INTO ?").param(older.toString()).update();
      assertAnotherIsRefused(data);
      server.models().lowTierSubmission("kept");
    }
    Path database = data.resolve("imprimatur.db");
    Path newest = Files.move(database, folder.resolve("newest.db"));
    Files.copy(older, database);
    assertThat(refused(data)).contains("log.older").contains("newest-checkpoint");
    Files.delete(database);
    assertThat(refused(data)).as("an emptied one is older, too").contains("log.older");

    Files.copy(newest, database, StandardCopyOption.REPLACE_EXISTING);
    RunningServer.start(data).close();
    Files.copy(older, database, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(data.resolve("keys/newest-checkpoint"));
    try (RunningServer server = RunningServer.start(data)) {
      assertThat(server.found()).as("the operator went on from a backup").isEmpty();
    }
  }

  private void assertAnotherIsRefused(Path data) throws Exception {
    try (TestingProcess other =
        TestingProcess.startWithin(
            List.of(),
            folder.resolve("errors.txt"),
            ImprimaturServer.class,
            List.of("--data", data.toString(), "--port", "0"))) {
      assertThat(other.awaitEnd()).isEqualTo(3);
      assertThat(other.errors()).contains("data.in-use").contains("PostgreSQL");
    }
  }

  private static String refused(Path data) throws IOException {
    var told = new ByteArrayOutputStream();
    int exit =
        ImprimaturServer.run(
            List.of(
                "--data",
                data.toString(),
                "--port",
                "0",
                "--setup",
                RunningServer.EXAMPLES.resolve("setup.yaml").toString()),
            new PrintStream(told, true, UTF_8));
    assertThat(exit).isEqualTo(3);
    return told.toString(UTF_8);
  }
}
