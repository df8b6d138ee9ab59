// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name classes, files and commands that exist. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> MODULES =
      Set.of("proof", "engines", "server", "cli", "examples", "bench");

  /** A word of a command line, or several between quotation marks. */
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)(?:\\.[a-z]\\w*)?`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  /** Words that look like classes and belong to others. */
  private static final Set<String> OTHERS = Set.of("InstantSource", "Unreleased");

  @TempDir Path home;

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The command lines of the documents, each on one line. */
  static Stream<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path document : documents().toList()) {
      SHELL
          .matcher(Files.readString(document))
          .results()
          .flatMap(block -> block.group(1).replace("\\\n", " ").lines())
          .map(String::strip)
          .filter(line -> line.matches("(bin/)?imprimatur .*"))
          .forEach(commands::add);
    }
    return commands.stream().distinct();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_document_names_classes_that_exist(Path document) throws IOException {
    Set<String> named =
        CLASS
            .matcher(Files.readString(document))
            .results()
            .map(word -> word.group(1))
            .filter(word -> word.matches(".*[a-z][A-Z].*|.*Test") && !OTHERS.contains(word))
            .collect(Collectors.toCollection(TreeSet::new));

    named.removeAll(classes());

    assertThat(named).isEmpty();
  }

  private static Set<String> classes() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String module : MODULES) {
      Path sources = ROOT.resolve(module).resolve("src");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> files = Files.walk(sources)) {
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".java"))
              .forEach(name -> classes.add(name.substring(0, name.length() - 5)));
        }
      }
    }
    return classes;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_document_links_to_files_that_exist(Path document) throws IOException {
    List<String> missing =
        LINK.matcher(Files.readString(document))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !Files.exists(document.resolveSibling(link)))
            .toList();

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_line_of_the_documents_is_one(String line) {
    assertThat(misused(line)).isEmpty();
  }

  @Test
  void a_command_line_that_is_none_is_noticed() {
    assertThat(misused("imprimatur submitt mortgage-fast-track 1")).isNotEmpty();
    assertThat(misused("imprimatur submit mortgage-fast-track 1 --wate")).isNotEmpty();
  }

  /** What the program says where it cannot even read the line; it knows no server and no file. */
  private String misused(String line) {
    String words = line.replaceAll("\\s*[<>|&].*$", "").replaceAll("\\s+#.*$", "");
    List<String> arguments =
        WORD.matcher(words).results().map(word -> word.group().replace("\"", "")).skip(1).toList();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            home);
    int exit = new Imprimatur(terminal).run(arguments.toArray(String[]::new));
    return exit == Exit.USAGE.code() ? err.toString(UTF_8) : "";
  }
}
