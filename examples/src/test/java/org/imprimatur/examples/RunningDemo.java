// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bin/demo} as somebody starts it who reads the README, once it has told its story. */
final class RunningDemo implements AutoCloseable {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SERVES = Pattern.compile("Imprimatur serves at (\\S+) after");
  private static final Pattern SIGN_IN = Pattern.compile("  (\\w+) +([a-z]{4}(?:-[a-z]{4}){3})");
  private static final String LAST = "Stop with Ctrl-C.";

  private final Process process;
  private final StringBuilder told = new StringBuilder();
  private final Map<String, String> passwords = new HashMap<>();
  private Optional<String> address = Optional.empty();

  private RunningDemo(Process process) {
    this.process = process;
  }

  /** Returns when the demo waits for visitors, or has ended because it could not be played. */
  static RunningDemo start() throws IOException {
    var demo =
        new RunningDemo(
            new ProcessBuilder(ROOT.resolve("bin/demo").toString(), "--port", "0")
                .redirectErrorStream(true)
                .start());
    demo.listen();
    return demo;
  }

  /** Up to where it waits; what its server says later is heard by nobody, and holds up nobody. */
  private void listen() throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.append(line).append('\n');
        Matcher serves = SERVES.matcher(line);
        if (serves.find()) {
          address = Optional.of(serves.group(1));
        }
        Matcher signIn = SIGN_IN.matcher(line);
        if (signIn.matches()) {
          passwords.put(signIn.group(1), signIn.group(2));
        }
        if (line.equals(LAST)) {
          return;
        }
      }
    }
  }

  /** All that it has printed. */
  String told() {
    return told.toString();
  }

  String address() {
    return address.orElseThrow(() -> new AssertionError(told()));
  }

  /** One of those whom it names at its end, with the password that it shows. */
  Cast.Player player(String username) throws IOException {
    Cast.Player first = Cast.of(ROOT.resolve("data/demo"), address()).get(username);
    String password =
        Optional.ofNullable(passwords.get(username)).orElseThrow(() -> new AssertionError(told()));
    return new Cast.Player(username, first.link(), first.token(), password, first.browser());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("The demo does not end.");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
