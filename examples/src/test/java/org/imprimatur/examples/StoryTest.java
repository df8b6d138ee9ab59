// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story, as the demo tells it. */
class StoryTest {
  private static final Path EXAMPLES = Path.of("").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void every_step_of_the_story_comes_out_as_told() throws IOException {
    Path data = folder.resolve("data");
    var options =
        new ServerOptions(
            "127.0.0.1", 0, data, Optional.empty(), Optional.of(EXAMPLES.resolve("setup.yaml")));
    var told = new ByteArrayOutputStream();
    try (var _ = ImprimaturServer.start(options)) {
      var teller = new Teller(new PrintStream(told, true, StandardCharsets.UTF_8));
      Path work = Files.createDirectories(folder.resolve("story"));
      var commands = new Commands(options.address(), work);
      new Story(Cast.of(data, options.address()), commands, teller, EXAMPLES, work).play();
      assertThat(teller.asTold()).as(told.toString(StandardCharsets.UTF_8)).isTrue();
    }
  }
}
