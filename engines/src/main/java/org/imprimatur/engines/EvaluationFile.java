// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** An {@code evaluation/v1} file: which files, which columns, which cut-off. */
record EvaluationFile(SortedMap<String, Job.Input> inputs, Map<String, Json> keys) {
  /** What is asked of rows whose outcome is recorded. */
  private static final List<String> OF_LABELLED =
      List.of("groups", "intersections", "segments", "prohibited", "threshold", "cost", "times");

  private static final Map<String, String> ROLES =
      Map.of(
          "data", "testSet",
          "reference", "trainSet",
          "model", "model",
          "predictions", "predictions",
          "card", "card");
  private static final Map<String, String> CHAMPION_ROLES =
      Map.of("model", "championModel", "predictions", "championPredictions");

  static EvaluationFile read(Path yaml) throws EvaluationException, IOException {
    Map<String, Json> keys = new LinkedHashMap<>(EvaluationYaml.read(yaml));
    if (!Json.of("evaluation/v1").equals(keys.get("imprimatur"))) {
      throw new EvaluationException(
          "evaluation.imprimatur", "The key imprimatur must be evaluation/v1 here.");
    }
    TreeMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, String> role : ROLES.entrySet()) {
      add(inputs, role.getValue(), yaml, role.getKey(), keys.get(role.getKey()));
    }
    if (keys.get("champion") instanceof Json.Obj champion) {
      for (Map.Entry<String, String> role : CHAMPION_ROLES.entrySet()) {
        Json named = champion.find(role.getKey()).orElse(null);
        add(inputs, role.getValue(), yaml, "champion." + role.getKey(), named);
      }
    }
    if (!inputs.containsKey("testSet")) {
      throw new EvaluationException(
          "evaluation.data",
          "The evaluation names no data. Add data: with the path of a file of rows.");
    }
    EvaluationFile file = new EvaluationFile(inputs, keys);
    file.checkTask();
    return file;
  }

  /** Some keys have a meaning in some tasks only. */
  private void checkTask() throws EvaluationException {
    boolean onlyDrift =
        inputs.containsKey("trainSet")
            && !namesScores()
            && OF_LABELLED.stream().noneMatch(this::has);
    if (!has("label") && !onlyDrift) {
      throw new EvaluationException(
          "evaluation.label",
          "The evaluation names no label. Add label: {column, positive}; without one only drift"
              + " from a reference can be computed.");
    }
    Json favourable = keys.get("favourable");
    if (favourable != null
        && task().equals("binary")
        && !Set.of(Json.of(0L), Json.of(1L)).contains(favourable)) {
      throw new EvaluationException(
          "evaluation.favourable",
          "The key favourable must be 0 or 1, the prediction that is good for the person.");
    }
  }

  String task() {
    return keys.get("task") instanceof Json.Str(var task) ? task : "binary";
  }

  private boolean has(String key) {
    return keys.containsKey(key);
  }

  private static void add(
      Map<String, Job.Input> inputs, String role, Path yaml, String key, @Nullable Json named)
      throws EvaluationException {
    List<Json> paths =
        switch (named) {
          case null -> List.of();
          case Json.Arr list -> list.values();
          default -> List.of(named);
        };
    for (int i = 0; i < paths.size(); i++) {
      if (paths.get(i) instanceof Json.Str(var path)) {
        inputs.put(i == 0 ? role : "%s/%04d".formatted(role, i + 1), input(yaml, key, path));
      }
    }
  }

  private static Job.Input input(Path yaml, String key, String name) throws EvaluationException {
    Path file = file(yaml, name);
    if (!Files.isRegularFile(file)) {
      throw new EvaluationException(
          "evaluation.file-missing", key + " names " + name + ", but there is no such file.");
    }
    return new Job.Input(file, digest(file, key));
  }

  private static Path file(Path yaml, String name) throws EvaluationException {
    try {
      return yaml.toAbsolutePath().resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      throw new EvaluationException(
          "evaluation.file-missing", "The path of a file holds a character that no path has.");
    }
  }

  private static Digest digest(Path file, String key) throws EvaluationException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return Digest.parse("sha256:" + HexFormat.of().formatHex(sha256.digest()));
    } catch (IOException e) {
      throw new EvaluationException(
          "evaluation.file-missing", "The file of " + key + " cannot be read.");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The jobs of this evaluation; each gets the files that it reads and no other. */
  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    if (has("label")) {
      scoring(jobs);
      jobs.add(job(Job.DATA_QUALITY, "testSet", "trainSet", "model"));
    }
    if (inputs.containsKey("trainSet")) {
      jobs.add(job(Job.DRIFT, "testSet", "trainSet", "model"));
      if (has("label")) {
        jobs.add(job(Job.LEAKAGE, "testSet", "trainSet", "model"));
      }
    }
    if (inputs.containsKey("model")) {
      if (has("prohibited")) {
        jobs.add(job(Job.PROHIBITED_INPUTS, "testSet", "model"));
      }
      if (has("label") && (has("prohibited") || has("groups"))) {
        jobs.add(job(Job.PROXIES, "testSet", "model"));
      }
    }
    if (inputs.containsKey("model") && has("label")) {
      jobs.add(job(Job.RUNTIME, "testSet", "model"));
    }
    if (inputs.containsKey("card")) {
      jobs.add(job(Job.CARD, "card"));
    }
    return jobs;
  }

  private void scoring(List<Job> jobs) {
    String[] roles = {"testSet", "predictions", "model"};
    jobs.add(job(performance(), roles));
    if (has("groups") || has("intersections")) {
      jobs.add(job(fairness(), roles));
    }
    if (has("champion")) {
      jobs.add(
          job(
              Job.COMPARISON,
              "testSet",
              "predictions",
              "model",
              "championModel",
              "championPredictions"));
    }
  }

  private String performance() {
    return switch (task()) {
      case "multiclass" -> Job.MULTICLASS;
      case "regression" -> Job.REGRESSION;
      default -> Job.PERFORMANCE;
    };
  }

  private String fairness() {
    return switch (task()) {
      case "multiclass" -> Job.FAIRNESS_MULTICLASS;
      case "regression" -> Job.FAIRNESS_REGRESSION;
      default -> Job.FAIRNESS;
    };
  }

  /**
   * Whether the evaluation says itself where the scores are. Where it does not, data without a
   * column of scores are data only, and no mistake.
   */
  boolean namesScores() {
    return Stream.of("model", "predictions", "score", "scores", "prediction", "champion")
        .anyMatch(this::has);
  }

  /** The columns of the data that are named: id, label, groups and segments. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    for (String key : List.of("id", "label", "groups", "intersections", "segments")) {
      columns.addAll(columns(keys.get(key)));
    }
    return columns;
  }

  private static List<String> columns(@Nullable Json named) {
    return switch (named) {
      case Json.Str(var name) -> List.of(name);
      case Json.Arr names ->
          names.values().stream().flatMap(name -> columns(name).stream()).toList();
      case Json.Obj label -> columns(label.find("column").orElse(null));
      case null, default -> List.of();
    };
  }

  private Job job(String check, String... roles) {
    TreeMap<String, Job.Input> needed = new TreeMap<>(inputs);
    Set<String> read = Set.of(roles);
    needed.keySet().removeIf(role -> !read.contains(role.replaceFirst("/\\d{4}$", "")));
    Json.Builder spec = Json.obj();
    for (String member : Job.asks(check, task())) {
      Json value =
          switch (member) {
            case "champion" -> champion();
            case "answers" -> answersOfChampion();
            default -> keys.get(member);
          };
      // Two classes are what is meant where nothing is said, so saying it changes no question.
      if (value != null && !(member.equals("task") && task().equals("binary"))) {
        spec.put(member, value);
      }
    }
    return Job.of(check, needed, spec.build());
  }

  /** What is asked besides the files. */
  Json asked() {
    Json.Builder asked = Json.obj();
    keys.forEach(
        (name, value) -> {
          if (!ROLES.containsKey(name) && !name.equals("imprimatur") && !name.equals("champion")) {
            asked.put(name, value);
          }
        });
    Json champion = champion();
    return champion == null ? asked.build() : asked.put("champion", champion).build();
  }

  /** The columns of the data that a champion without files has its answers in, if there are any. */
  private @Nullable Json answersOfChampion() {
    if (!(keys.get("champion") instanceof Json.Obj champion)
        || CHAMPION_ROLES.keySet().stream().anyMatch(file -> champion.find(file).isPresent())) {
      return null;
    }
    List<Json> answers = new ArrayList<>();
    champion.find("score").ifPresent(answers::add);
    champion.find("prediction").ifPresent(answers::add);
    if (champion.find("scores").orElse(Json.nothing()) instanceof Json.Obj scores) {
      answers.addAll(scores.members().values());
    }
    return answers.isEmpty() ? null : Json.array(answers);
  }

  /** What is asked of the champion; its files are inputs and no part of the specification. */
  private @Nullable Json champion() {
    if (!(keys.get("champion") instanceof Json.Obj champion)) {
      return null;
    }
    Json.Builder asked = Json.obj();
    champion
        .members()
        .forEach(
            (name, value) -> {
              if (!CHAMPION_ROLES.containsKey(name)) {
                asked.put(name, value);
              }
            });
    return asked.build();
  }
}
