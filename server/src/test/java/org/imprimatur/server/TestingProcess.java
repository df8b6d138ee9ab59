// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A Java process that is killed with SIGKILL, as when the machine's kernel does it. */
public final class TestingProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final Thread reader;
  private final CountDownLatch speaks = new CountDownLatch(1);
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private TestingProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static TestingProcess start(Path errors, Class<?> main, String... arguments) throws IOException {
    return startWithin(List.of(), errors, main, List.of(arguments));
  }

  /** Starts it by the words of another program, which sets its surroundings first. */
  public static TestingProcess startWithin(
      List<String> surroundings, Path errors, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(surroundings);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    return new TestingProcess(builder.start(), errors);
  }

  private void read() {
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines()
          .forEach(
              line -> {
                lines.add(line);
                speaks.countDown();
              });
    } catch (IOException | UncheckedIOException e) {
      // The process is gone in the middle of a line.
    }
    speaks.countDown();
  }

  /** Waits for its first line. */
  void awaitSpeech() throws Exception {
    if (!speaks.await(60, TimeUnit.SECONDS) || lines.isEmpty()) {
      throw new IllegalStateException("The process said nothing: " + Files.readString(errors));
    }
  }

  /** Whether one of its lines so far begins so. */
  public boolean said(String beginning) {
    synchronized (lines) {
      return lines.stream().anyMatch(line -> line.startsWith(beginning));
    }
  }

  /** Waits for its end and gives its exit code. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The process did not end.");
    }
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it wrote on its standard error. */
  public String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Sends SIGKILL and gives every line that it had printed. */
  public List<String> kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    kill();
  }
}
