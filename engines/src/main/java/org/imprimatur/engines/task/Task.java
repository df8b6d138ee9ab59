// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/**
 * One check with its files, as the confined process sees it.
 *
 * @param guesses where whoever reads a file says what was not certain about it
 */
public record Task(
    String check,
    String evidenceClass,
    SortedMap<String, File> files,
    Json.Obj spec,
    Guesses guesses) {
  /** A copy of an input and the digest it is known by. */
  public record File(Path path, String digest) {}

  public Task {
    files = new TreeMap<>(files);
  }

  public Task(String check, String evidenceClass, SortedMap<String, File> files, Json.Obj spec) {
    this(check, evidenceClass, files, spec, new Guesses());
  }

  public Optional<Path> find(String role) {
    return Optional.ofNullable(files.get(role)).map(File::path);
  }

  /** The files of a role in their order: the role itself, then {@code ROLE/0002} and so on. */
  public List<Path> all(String role) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().equals(role) || file.getKey().startsWith(role + "/"))
        .map(file -> file.getValue().path())
        .toList();
  }

  /** The files of a role, of which there must be one at least. */
  public List<Path> needAll(String role) throws CheckException {
    need(role);
    return all(role);
  }

  public Path need(String role) throws CheckException {
    return find(role)
        .orElseThrow(
            () ->
                new CheckException(
                    "input.missing", check + " needs the input " + role + ". Register it first."));
  }

  /** The head of the evidence: files by role and digest, and the manifest where one is named. */
  public Evidence evidence(Evidence.Kind kind) {
    Json.Builder inputs = Json.obj();
    files.forEach((role, file) -> inputs.put(role, file.digest()));
    spec.find("manifest").ifPresent(manifest -> inputs.put("manifest", manifest));
    return new Evidence(check, evidenceClass, kind, inputs.build(), spec);
  }
}
