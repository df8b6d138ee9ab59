// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.evidence.Reproduction;
import org.imprimatur.proof.json.Json;

/**
 * Computes the check of an evidence file again on this machine, from files that have the digests
 * which the evidence names.
 *
 * @param unconfinedAccepted whether a worker may run without confinement
 */
record Recomputation(boolean unconfinedAccepted) {
  /** The answer in the shape of the server's, for one file. */
  Json.Obj of(Path file, Map<String, Path> files) {
    Json document = LocalFile.document(file);
    if (Derivation.of(document) instanceof Derivation.Unreadable(var why)) {
      throw CommandException.unknown(
          "evidence.unreadable",
          "The file " + file + " is no evidence. " + why,
          "Check that it is the record of one check, as the server and an export hold it.");
    }
    Json.Obj record = (Json.Obj) document;
    Json.Obj computed = computed(job(record, files));
    Reproduction held = Reproduction.of(record, computed);
    return Json.obj()
        .put("item", record.string("check"))
        .put("kind", record.string("kind"))
        .put("evidence", Digest.of(record).toString())
        .put("computed", Digest.of(computed).toString())
        .put("equal", held.equal())
        .put(
            "difference",
            held.first()
                .<Json>map(first -> first.toJson("recorded", "computed"))
                .orElse(Json.nothing()))
        .build();
  }

  private static Job job(Json.Obj record, Map<String, Path> files) {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    List<String> reasons = new ArrayList<>();
    Json.Obj named = record.object("inputs");
    for (String role : named.members().keySet()) {
      Digest digest = Digest.parse(named.string(role));
      Path path = files.get(role);
      if (path == null) {
        reasons.add("The input " + role + ", " + digest + ", is not given.");
      } else if (!LocalFile.read(path).digest().equals(digest)) {
        reasons.add("The file " + path + " is not the recorded " + role + ", " + digest + ".");
      } else {
        inputs.put(role, new Job.Input(path, digest));
      }
    }
    if (!reasons.isEmpty()) {
      throw CommandException.usage(
          "reproduction.inputs",
          "The evidence cannot be computed again from these files.",
          "Give the recorded files with --data, --model, --reference, --predictions or --input.",
          reasons);
    }
    return Job.of(record.string("check"), inputs, record.object("spec"));
  }

  private Json.Obj computed(Job job) {
    try {
      Path folder = Files.createTempDirectory("imprimatur-reproduction-");
      try (Workers workers =
          new Workers(
              WorkerSettings.in(folder).withWarm(0).acceptingUnconfined(unconfinedAccepted))) {
        return switch (workers.run(job)) {
          case Outcome.Computed(var evidence) -> evidence;
          case Outcome.Failed(var code, var message) ->
              throw CommandException.unknown(code, message, "");
        };
      } finally {
        remove(folder);
      }
    } catch (IOException _) {
      throw CommandException.unknown(
          "reproduction.folder",
          "The temporary folder of the worker cannot be written.",
          "Check the space left on this machine.");
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
