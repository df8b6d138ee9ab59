// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.audit.KeyFiles;
import org.imprimatur.server.database.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot start says in one sentence what is wrong, with which thing. */
class StartFaultsTest {
  private static final String SETUP = RunningServer.EXAMPLES.resolve("setup.yaml").toString();

  @TempDir Path folder;

  @Test
  void a_folder_or_a_database_that_cannot_be_used_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refused(3, "--data", file.toString())).contains(file + " is not a folder.");

    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("imprimatur.db"), "no database at all, but long enough to be one");
    assertThat(refused(3, "--data", data.toString()))
        .contains(data.resolve("imprimatur.db") + " cannot be opened")
        .contains("(database.open)");

    assertThat(
            refused(
                3,
                "--data",
                folder.resolve("other").toString(),
                "--database",
                "jdbc:postgresql://localhost:1/models?user=me"))
        .contains("jdbc:postgresql://localhost:1/models cannot be opened: Connection")
        .contains("(database.open)");
  }

  @Test
  void a_port_that_somebody_has_is_named() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(
              refused(
                  3, "--data", folder.resolve("data").toString(), "--port", port, "--setup", SETUP))
          .contains("Port " + port + " is in use.");
    }
  }

  @Test
  void a_password_is_not_taken_from_a_command_line_and_not_repeated() {
    for (String url :
        List.of(
            "jdbc:postgresql://db/models?user=me&password=hidden",
            "jdbc:postgresql://me:hidden@db/models")) {
      assertThat(told(2, "--data", folder.toString(), "--database", url))
          .contains("PGPASSFILE")
          .doesNotContain("hidden");
    }
  }

  @Test
  void a_log_goes_on_with_its_own_keys_and_in_a_shape_that_is_known() throws Exception {
    Path data = folder.resolve("data");
    RunningServer.start(data).close();
    for (String name : List.of("log", "attestation")) {
      Path key = data.resolve("keys/" + name + ".pem");
      byte[] own = Files.readAllBytes(key);
      Files.delete(key);
      assertThat(refused(3, "--data", data.toString()))
          .contains(key + " is missing")
          .contains("(" + name + ".key)");
      assertThat(key).as("none is made in its place").doesNotExist();

      Path other = folder.resolve(name + ".pem");
      var _ = name.equals("log") ? KeyFiles.ed25519(other) : KeyFiles.p256(other);
      Files.copy(other, key);
      assertThat(refused(3, "--data", data.toString()))
          .contains("keys/" + name + ".pem is not the one")
          .contains("(" + name + ".key)");

      Files.write(key, own);
    }
    newerShape(data.resolve("imprimatur.db"));
    assertThat(refused(3, "--data", data.toString())).contains("(database.newer)");
  }

  @Test
  void two_keys_in_a_file_are_of_one_pair() throws Exception {
    Path one = folder.resolve("one.pem");
    Path other = folder.resolve("other.pem");
    KeyFiles.ed25519(one);
    KeyFiles.ed25519(other);
    String begin = "-----BEGIN PUBLIC";
    String lower = Files.readString(other);
    String upper = Files.readString(one);
    Files.writeString(
        one, upper.substring(0, upper.indexOf(begin)) + lower.substring(lower.indexOf(begin)));

    assertThatThrownBy(() -> KeyFiles.ed25519(one)).hasMessageContaining("of different pairs");

    Files.writeString(one, upper.replaceFirst("[A-Za-z]{9}", "*"));
    assertThatThrownBy(() -> KeyFiles.ed25519(one)).hasMessageContaining(one.toString());
  }

  private static void newerShape(Path file) {
    try (var database = Database.sqlite(file)) {
      database
          .reader()
          .sql(
              """
              INSERT INTO "flyway_schema_history"
              SELECT "installed_rank" + 1, '99990101.001', 'of tomorrow', "type", 'V99990101_001__of_tomorrow.sql',
                "checksum", "installed_by", "installed_on", "execution_time", "success"
              FROM "flyway_schema_history" ORDER BY "installed_rank" DESC LIMIT 1
              """)
          .update();
    }
  }

  private static String refused(int exit, String... arguments) {
    String told = told(exit, arguments);
    assertThat(told.lines()).as(told).hasSize(1);
    return told;
  }

  private static String told(int exit, String... arguments) {
    List<String> said = Stream.concat(Stream.of("--port", "0"), Stream.of(arguments)).toList();
    var errors = new ByteArrayOutputStream();
    assertThat(ImprimaturServer.run(said, new PrintStream(errors, true, UTF_8))).isEqualTo(exit);
    return errors.toString(UTF_8);
  }
}
