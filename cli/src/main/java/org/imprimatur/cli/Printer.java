// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;

/**
 * Writes answers to standard output, as text for people or as exactly one JSON object, and progress
 * and errors to standard error.
 */
final class Printer {
  /** Control characters could repaint a terminal; what a server or a file says never does. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

  private final Terminal terminal;
  private Format format = Format.text;

  /** How answers are written. The names are what a person types. */
  enum Format {
    text,
    json,
    csv
  }

  Printer(Terminal terminal) {
    this.terminal = terminal;
  }

  void format(Format chosen) {
    format = chosen;
  }

  /** Writes an answer: the object to programs, the text to people. */
  void answer(Json.Obj object, String text) {
    terminal.out().println(format == Format.json ? object.text() : clean(text));
    terminal.out().flush();
  }

  /** Writes an answer that has a table as well. */
  void answer(Json.Obj object, String text, Supplier<String> table) {
    if (format == Format.csv) {
      terminal.out().print(table.get());
      terminal.out().flush();
    } else {
      answer(object, text);
    }
  }

  Format format() {
    return format;
  }

  void progress(String line) {
    terminal.err().println(clean(line));
  }

  void error(CommandException error) {
    if (format == Format.json) {
      answer(error.json(), "");
      return;
    }
    terminal.err().println(clean(error.sentence()));
    error.reasons().stream()
        .filter(reason -> !reason.equals(error.sentence()))
        .forEach(reason -> terminal.err().println(clean("- " + reason)));
    if (!error.help().isEmpty()) {
      terminal.err().println(clean(error.help()));
    }
    terminal.err().println("[" + clean(error.code()) + "]");
  }

  private static String clean(String text) {
    return CONTROL.matcher(text.stripTrailing()).replaceAll("\uFFFD");
  }
}
