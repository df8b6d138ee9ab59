// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** What surrounds the program: its streams, its environment and the home folder. */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Path home) {

  /** The real one; it writes UTF-8 whatever the locale says. */
  static Terminal system() {
    return new Terminal(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")));
  }

  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  @Override
  public String toString() {
    return "Terminal";
  }
}
