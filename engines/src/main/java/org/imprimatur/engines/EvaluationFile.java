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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** An {@code evaluation/v1} file: which files, which columns, which cut-off. */
record EvaluationFile(SortedMap<String, Job.Input> inputs, Json.Obj spec, boolean asksPolicy) {
  private static final Map<String, String> ROLES =
      Map.of(
          "data", "testSet",
          "reference", "trainSet",
          "model", "model",
          "predictions", "predictions");

  static EvaluationFile read(Path yaml) throws EvaluationException, IOException {
    Map<String, Json> keys = EvaluationYaml.read(yaml);
    required(keys, "imprimatur", "evaluation/v1");
    if (keys.containsKey("task")) {
      required(keys, "task", "binary");
    }
    if (keys.containsKey("champion")) {
      throw new EvaluationException(
          "evaluation.champion",
          "A champion cannot be compared with yet. Remove the key champion.");
    }
    TreeMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, String> role : ROLES.entrySet()) {
      Optional<Job.Input> input = input(yaml, role.getKey(), keys);
      input.ifPresent(found -> inputs.put(role.getValue(), found));
    }
    if (!inputs.containsKey("testSet")) {
      throw new EvaluationException(
          "evaluation.data",
          "The evaluation names no data. Add data: with the path of a CSV file.");
    }
    Json.Builder spec = Json.obj();
    for (String name : EvaluationShape.SPECIFICATION) {
      Json value = keys.get(name);
      if (value != null) {
        spec.put(name, value);
      }
    }
    return new EvaluationFile(inputs, spec.build(), keys.containsKey("prohibited"));
  }

  private static void required(Map<String, Json> keys, String name, String value)
      throws EvaluationException {
    if (!(keys.get(name) instanceof Json.Str text) || !text.value().equals(value)) {
      throw new EvaluationException(
          "evaluation." + name, "The key " + name + " must be " + value + " here.");
    }
  }

  private static Optional<Job.Input> input(Path yaml, String key, Map<String, Json> keys)
      throws EvaluationException {
    Json value = keys.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Json.Str text)) {
      throw new EvaluationException("evaluation." + key, "The key " + key + " must be one path.");
    }
    Path file = file(yaml, text.value());
    if (!Files.isRegularFile(file)) {
      throw new EvaluationException(
          "evaluation.file-missing",
          key + " names " + text.value() + ", but there is no such file.");
    }
    return Optional.of(new Job.Input(file, digest(file, key)));
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
    jobs.add(job(Job.PERFORMANCE, "testSet", "predictions", "model"));
    if (spec.find("groups").isPresent() || spec.find("intersections").isPresent()) {
      jobs.add(job(Job.FAIRNESS, "testSet", "predictions", "model"));
    }
    jobs.add(job(Job.DATA_QUALITY, "testSet", "trainSet"));
    if (asksPolicy && inputs.containsKey("model")) {
      jobs.add(job(Job.PROHIBITED_INPUTS, "testSet", "model"));
    }
    return jobs;
  }

  private Job job(String check, String... roles) {
    TreeMap<String, Job.Input> needed = new TreeMap<>(inputs);
    needed.keySet().retainAll(List.of(roles));
    return Job.of(check, needed, spec);
  }
}
