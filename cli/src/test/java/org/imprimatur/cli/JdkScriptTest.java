// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without a JDK: {@code bin/jdk} fetches one, or says what to install. */
class JdkScriptTest {
  private static final List<String> COMMANDS =
      List.of(
          "sh",
          "sed",
          "uname",
          "curl",
          "mkdir",
          "mktemp",
          "tar",
          "gzip",
          "sha256sum",
          "shasum",
          "cut",
          "mv",
          "rm",
          "head",
          "dirname",
          "readlink",
          "cat");

  private final PlayedServer server = new PlayedServer();

  @TempDir Path folder;

  @BeforeEach
  void lay_out_a_project_and_a_machine() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("../bin/jdk"), folder.resolve("bin/jdk"));
    Path commands = Files.createDirectories(folder.resolve("commands"));
    for (String command : COMMANDS) {
      Stream.of("/bin", "/usr/bin")
          .map(place -> Path.of(place, command))
          .filter(Files::isExecutable)
          .findFirst()
          .ifPresent(found -> link(commands.resolve(command), found));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_jdk_is_fetched_once_and_used_from_then_on() throws Exception {
    byte[] archive = archive("25.0.3");
    serve(archive, Digest.of(archive).hex());

    String first = run(server.url() + "/ga", 0);
    String second = run(server.url() + "/ga", 0);

    assertThat(first).contains("fetching Temurin 25").contains("JAVA_HOME=" + home());
    assertThat(second).isEqualTo("JAVA_HOME=" + home() + System.lineSeparator());
    assertThat(server.asked("GET /file.tar.gz")).hasSize(1);
  }

  @Test
  void an_archive_with_another_checksum_is_not_unpacked() throws Exception {
    serve(archive("25.0.3"), "0".repeat(64));

    String said = run(server.url() + "/ga", 3);

    assertThat(said).contains("does not have the SHA-256 that is published for it");
    assertThat(home()).doesNotExist();
    try (Stream<Path> left = Files.list(folder.resolve(".jdk"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void an_archive_without_a_checksum_is_not_unpacked() throws Exception {
    server
        .answers(asked(), redirect())
        .answers("GET /file.tar.gz", PlayedServer.Played.file(archive("25.0.3")));

    run(server.url() + "/ga", 3);

    assertThat(home()).doesNotExist();
  }

  @Test
  void a_jdk_that_is_too_old_is_not_used() throws Exception {
    byte[] archive = archive("25.0.2");
    serve(archive, Digest.of(archive).hex());

    String said = run(server.url() + "/ga", 3);

    assertThat(said).contains("install Temurin 25");
  }

  @Test
  void offline_one_sentence_says_what_to_install() throws Exception {
    String nobody = server.url();
    server.close();

    String said = run(nobody + "/ga", 3);

    assertThat(said.lines().toList().getLast())
        .startsWith("Imprimatur needs a JDK 25.0.3 or later")
        .contains("install Temurin 25")
        .endsWith("set JAVA_HOME to one.");
  }

  @Test
  void a_jdk_that_first_tells_of_options_from_outside_is_found() throws Exception {
    String said =
        shell(
            ". bin/jdk; echo JAVA_HOME=$JAVA_HOME",
            Map.of("JAVA_HOME", realHome(), "JAVA_TOOL_OPTIONS", "-Dsome=option"),
            0);

    assertThat(said).contains("JAVA_HOME=" + realHome());
  }

  private void serve(byte[] archive, String sha256) throws Exception {
    server
        .answers(asked(), redirect())
        .answers("GET /file.tar.gz", PlayedServer.Played.file(archive))
        .answers("GET /file.tar.gz.sha256.txt", 200, sha256 + "  file.tar.gz\n");
  }

  private PlayedServer.Played redirect() {
    return PlayedServer.Played.redirect(server.url() + "/file.tar.gz");
  }

  private String asked() throws Exception {
    String platform =
        shell(". bin/jdk 2>/dev/null; jdk_platform", Map.of("JAVA_HOME", realHome()), 0);
    return "GET /ga/" + platform.strip() + "/jdk/hotspot/normal/eclipse";
  }

  private static String realHome() {
    return System.getProperty("java.home", "");
  }

  private Path home() {
    return folder.resolve(".jdk/temurin-25");
  }

  /** A JDK in so far as the script looks at it. */
  private byte[] archive(String version) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("made/jdk-25/bin"));
    for (String program : List.of("java", "javac")) {
      Path file = bin.resolve(program);
      Files.writeString(file, "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    shell("tar -czf made.tar.gz -C made jdk-25", Map.of(), 0);
    return Files.readAllBytes(folder.resolve("made.tar.gz"));
  }

  private String run(String source, int exit) throws Exception {
    return shell(
        ". bin/jdk; echo JAVA_HOME=$JAVA_HOME", Map.of("IMPRIMATUR_JDK_SOURCE", source), exit);
  }

  private String shell(String script, Map<String, String> environment, int exit) throws Exception {
    var builder =
        new ProcessBuilder(folder.resolve("commands/sh").toString(), "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("commands").toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("IMPRIMATUR_JDK_PLACES", "/nowhere/*");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(exit);
    return said;
  }

  private static void link(Path link, Path target) {
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
