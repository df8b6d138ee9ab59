// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.Outside;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.people.PasswordCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated quarter: five weeks of it, so that what has to happen within 30 days has. */
class QuarterTest {
  private static final Path EXAMPLES = Path.of("").toAbsolutePath();
  private static final Instant MONDAY = Instant.parse("2026-08-31T00:00:00Z");

  @TempDir Path folder;

  @Test
  void a_simulated_time_is_measured_and_marked_and_its_log_holds() throws IOException {
    Path data = folder.resolve("data");
    Path setup = EXAMPLES.resolve("quarter/setup.yaml");
    var options = new ServerOptions("127.0.0.1", 0, data, Optional.empty(), Optional.of(setup));
    var clock = new QuarterClock(MONDAY);
    try (var _ = ImprimaturServer.start(options, Outside.of(clock, new PasswordCost(64, 1)))) {
      Cast cast = Cast.of(data, options.address());
      Path work = Files.createDirectories(folder.resolve("work"));
      var told = new ByteArrayOutputStream();
      var teller = new Teller(new PrintStream(told, true, StandardCharsets.UTF_8));
      var commands = new Commands(options.address(), work);
      var places = new Quarter.Places(EXAMPLES, work);

      new Quarter(cast, commands, teller, places, clock, 1).play(MONDAY, new Quarter.Extent(5, 1));

      assertThat(teller.asTold()).as(told.toString(StandardCharsets.UTF_8)).isTrue();
      Cast.Player dmitri = cast.get("dmitri");
      assertThat(Forms.signIn(dmitri)).isTrue();
      for (String path : new String[] {"/insights", "/submissions", "/seeds"}) {
        assertThat(dmitri.browser().open(path).text()).contains("Simulated: ");
      }
      assertThat(unsound(dmitri, options.address())).isEmpty();
      var measured = commands.offline("insights", work.resolve("quarter.zip").toString());
      assertThat(measured.progress()).contains("It is simulated");
      assertThat(measured.yes()).as(measured.told()).isTrue();
    }
  }

  /** What its pages hold that no other story does, as a steward sees them. */
  private static List<String> unsound(Cast.Player steward, String address) throws IOException {
    try (var chromium = new Chromium()) {
      var sound = new SoundPages(chromium, address);
      try (var window = chromium.window(Optional.of(sound.signedIn(steward)))) {
        sound.look(window, "/seeds", "seeds");
        sound.look(window, "/insights/quality", "seeded-cases");
      }
      return sound.faults();
    }
  }
}
