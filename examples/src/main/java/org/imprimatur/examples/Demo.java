// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.Outside;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.people.PasswordCost;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code bin/demo}: starts an empty server, plays the story, and serves until stopped; with {@code
 * --once} it ends after the story, 0 only if all of it came out as told. With {@code --quarter} it
 * plays a simulated quarter instead, on a server with a clock of its own.
 */
public final class Demo {
  private static final String MARK = ".imprimatur-demo";
  private static final Quarter.Extent QUARTER = new Quarter.Extent(13, 6);
  private static final long SEED = 1;

  /** In a simulated quarter people sign in some hundred times. */
  private static final PasswordCost QUICK = new PasswordCost(64, 1);

  private Demo() {}

  private record Wish(boolean once, boolean quarter, int port, Path root) {
    static Wish of(List<String> words) {
      boolean once = false;
      boolean quarter = false;
      int port = 8080;
      for (var rest = words.iterator(); rest.hasNext(); ) {
        String word = rest.next();
        if (word.equals("--once")) {
          once = true;
        } else if (word.equals("--quarter")) {
          quarter = true;
        } else if (word.equals("--port") && rest.hasNext()) {
          port = port(rest.next());
        } else {
          throw new IllegalArgumentException(
              "There is no option "
                  + word
                  + ". Usage: bin/demo [--quarter] [--once] [--port 8080]");
        }
      }
      return new Wish(once, quarter, port, Path.of(System.getProperty("imprimatur.root", ".")));
    }

    private static int port(String text) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("--port " + text + " is not a number.", e);
      }
    }
  }

  /** Exit codes: 0 as told, 1 not as told, 2 wrong usage, 3 the server could not be started. */
  public static void main(String[] words) {
    Wish wish;
    try {
      wish = Wish.of(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    try {
      play(wish);
    } catch (RuntimeException | IOException e) {
      System.err.println("The demo could not be played: " + ImprimaturServer.reason(e));
      System.exit(3);
    }
  }

  private static void play(Wish wish) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path data = fresh(wish.root().resolve(wish.quarter() ? "data/quarter" : "data/demo"));
    Path examples = wish.root().resolve("examples").toAbsolutePath().normalize();
    var options =
        new ServerOptions(
            "127.0.0.1",
            wish.port(),
            data,
            Optional.empty(),
            Optional.of(examples.resolve(wish.quarter() ? "quarter/setup.yaml" : "setup.yaml")),
            ServerOptions.Passkeys.DEMO);
    long start = System.nanoTime();
    var clock = new QuarterClock(monday());
    ConfigurableApplicationContext server =
        wish.quarter()
            ? ImprimaturServer.start(options, Outside.of(clock, QUICK))
            : ImprimaturServer.start(options);
    out.printf(
        "Imprimatur serves at %s after %.1f s. The story begins.%n",
        options.address(), (double) (System.nanoTime() - start) / 1e9);
    var teller = new Teller(out);
    Cast cast = Cast.of(data, options.address());
    Path work = Files.createDirectories(data.resolve("story"));
    var commands = new Commands(options.address(), work);
    if (wish.quarter()) {
      var places = new Quarter.Places(examples, work);
      new Quarter(cast, commands, teller, places, clock, SEED).play(monday(), QUARTER);
    } else {
      new Story(cast, commands, teller, examples, work).play();
    }
    out.println();
    out.println(teller.conclusion());
    if (wish.once()) {
      server.close();
      System.exit(teller.asTold() ? 0 : 1);
    }
    signIns(out, options, cast, wish.quarter());
  }

  /** The Monday with which the last full quarter began. */
  private static Instant monday() {
    return LocalDate.now(ZoneOffset.UTC)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .minusWeeks(QUARTER.weeks())
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static void signIns(PrintStream out, ServerOptions options, Cast cast, boolean quarter) {
    out.println();
    out.println("Open " + options.address() + " and sign in as one of them:");
    cast.all().forEach(player -> out.printf("  %-8s %s%n", player.username(), player.password()));
    out.println();
    if (quarter) {
      out.println("The measures of the quarter: " + options.address() + "/insights");
      out.println("Stop with Ctrl-C.");
      return;
    }
    out.println("Submission 4 waits for lena's approval: " + options.address() + "/submissions/4");
    out.println("What came after an approval: " + options.address() + "/models/mortgage-queue");
    out.println(
        "To try a passkey, enrol the demo authenticator under Your account; it proves nobody.");
    out.println("Stop with Ctrl-C.");
  }

  /** An empty folder; one that the demo did not make itself is never emptied. */
  private static Path fresh(Path folder) throws IOException {
    if (Files.exists(folder)) {
      if (!Files.exists(folder.resolve(MARK))) {
        throw new IOException("The folder " + folder + " was not made by the demo: move it away.");
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(MARK));
    return folder;
  }
}
