// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;

/**
 * An {@code evaluation/v1} file put together from what a model's examination asks, what an artifact
 * holds and what the command line says, each key with where it comes from.
 */
final class EvaluationLike {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
  private static final List<String> CARDS = List.of("README.md", "card.md", "model-card.md");

  /** Keys that name files of this machine: no server fills them in. */
  private static final Set<String> FILES =
      Set.of("imprimatur", "data", "reference", "model", "predictions", "card", "champion");

  /** YAML 1.1 and 1.2 read these words as something else than a text. */
  private static final Pattern WORDS =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final Map<String, Entry> keys = new LinkedHashMap<>();

  /** The value of a key and where it was taken from. */
  private record Entry(Json value, String source) {}

  /** Files and figures that the command line gives. */
  record Given(
      List<Path> data, List<Path> reference, Optional<Double> cutoff, Optional<Json.Obj> output) {
    Given {
      data = List.copyOf(data);
      reference = List.copyOf(reference);
    }
  }

  /** What the server says of the examination, as {@code GET /models/NAME/examination} answers. */
  EvaluationLike examination(Json.Obj answer) {
    String source =
        "the examination of %s, %s"
            .formatted(Words.text(answer, "model"), Words.brief(Words.text(answer, "examination")));
    Words.object(answer, "evaluation").members().entrySet().stream()
        .filter(key -> !FILES.contains(key.getKey()) && !keys.containsKey(key.getKey()))
        .forEach(key -> put(key.getKey(), key.getValue(), source));
    return this;
  }

  /** The model of an artifact: its only ONNX file; a card that lies beside it is taken along. */
  EvaluationLike artifact(Path place) {
    Artifact artifact = Artifact.read(List.of(place));
    List<LocalFile> models =
        artifact.files().entrySet().stream()
            .filter(file -> file.getKey().endsWith(".onnx"))
            .map(Map.Entry::getValue)
            .toList();
    if (models.size() != 1) {
      throw CommandException.usage(
          "evaluation.model",
          place + " holds " + models.size() + " ONNX files; exactly one can be scored.",
          "Name the .onnx file itself.");
    }
    put("model", path(models.getFirst().path()), "the artifact " + place);
    CARDS.stream()
        .flatMap(name -> Optional.ofNullable(artifact.files().get(name)).stream())
        .findFirst()
        .ifPresent(card -> put("card", path(card.path()), "the artifact " + place));
    return this;
  }

  EvaluationLike given(Given given) {
    String source = "the command line";
    put("data", paths(given.data()), source);
    if (!given.reference().isEmpty()) {
      put("reference", paths(given.reference()), source);
    }
    given.cutoff().ifPresent(cutoff -> put("threshold", Json.of(cutoff), source));
    given.output().ifPresent(output -> put("output", output, source));
    return this;
  }

  private void put(String key, Json value, String source) {
    keys.put(key, new Entry(value, source));
  }

  private static Json paths(List<Path> files) {
    return files.size() == 1
        ? path(files.getFirst())
        : Json.array(files.stream().map(EvaluationLike::path).toList());
  }

  private static Json path(Path file) {
    return Json.of(file.toAbsolutePath().normalize().toString());
  }

  /** Which keys were taken from where, a line for each source. */
  List<String> sources() {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    keys.forEach(
        (key, entry) -> sources.computeIfAbsent(entry.source(), _ -> new ArrayList<>()).add(key));
    List<String> lines = new ArrayList<>();
    sources.forEach(
        (source, taken) -> lines.add("from " + source + ": " + String.join(", ", taken)));
    if (!keys.containsKey("threshold")) {
      lines.add("no cut-off is given: 0.5 is used; a version is registered with one");
    }
    return lines;
  }

  /** Writes the file; an existing one is only replaced where it was temporary. */
  void write(Path file, boolean replacing) {
    if (!replacing && Files.exists(file)) {
      throw CommandException.usage(
          "evaluation.file-exists",
          "There is a file " + file + " already.",
          "Name another one with --write, or remove it.");
    }
    try {
      Files.writeString(file, yaml(), UTF_8);
    } catch (IOException _) {
      throw CommandException.unknown(
          "evaluation.file-unwritable",
          "The file " + file + " cannot be written.",
          "Check the folder and the space left.");
    }
  }

  /** The file's text: a comment names the source of the keys below it. */
  String yaml() {
    var lines = new StringJoiner("\n", "", "\n");
    lines.add("# For imprimatur evaluate. Change what differs at home.");
    lines.add("imprimatur: evaluation/v1");
    String source = "";
    for (Map.Entry<String, Entry> key : keys.entrySet()) {
      if (!key.getValue().source().equals(source)) {
        source = key.getValue().source();
        lines.add("# from " + source.replaceAll("\\p{Cntrl}", " "));
      }
      lines.add(flow(Json.of(key.getKey())) + ": " + flow(key.getValue().value()));
    }
    return lines.toString();
  }

  /** YAML's flow style, which reads every JSON value; texts that need no quotes go without. */
  private static String flow(Json value) {
    return switch (value) {
      case Json.Str(var text)
          when PLAIN.matcher(text).matches() && !WORDS.matcher(text).matches() ->
          text;
      case Json.Arr(var values) -> {
        var items = new StringJoiner(", ", "[", "]");
        values.forEach(item -> items.add(flow(item)));
        yield items.toString();
      }
      case Json.Obj(var members) -> {
        var items = new StringJoiner(", ", "{", "}");
        members.forEach((name, member) -> items.add(flow(Json.of(name)) + ": " + flow(member)));
        yield items.toString();
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value.text();
    };
  }
}
