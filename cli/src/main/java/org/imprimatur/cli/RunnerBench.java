// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Where a runner computes: the folder with its data, a folder for what it fetches, its workers. */
final class RunnerBench implements AutoCloseable {
  private final Api api;
  private final Path data;
  private final Path fetched;
  private final Workers workers;
  private final Map<Digest, Path> known = new HashMap<>();

  RunnerBench(Api api, Path data, boolean unconfinedAccepted) throws IOException {
    this.api = api;
    this.data = data;
    fetched = Files.createTempDirectory("imprimatur-runner-");
    workers =
        new Workers(
            WorkerSettings.in(Files.createDirectory(fetched.resolve("workers")))
                .withWarm(0)
                .acceptingUnconfined(unconfinedAccepted));
  }

  /** The evidence of one job, as the server listed it. */
  Json.Obj compute(Json.Obj job) {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    Json.Obj named = job.object("inputs");
    for (String role : named.members().keySet()) {
      Digest digest = Digest.parse(named.string(role));
      inputs.put(role, new Job.Input(file(role, digest), digest));
    }
    return switch (workers.run(Job.of(job.string("check"), inputs, job.object("spec")))) {
      case Outcome.Computed(var evidence) -> evidence;
      case Outcome.Failed(var code, var message) ->
          throw CommandException.unknown(code, message, "");
    };
  }

  /** From the folder where it lies there; what is no test set comes from the server. */
  private Path file(String role, Digest digest) {
    if (known.isEmpty()) {
      index();
    }
    Path there = known.get(digest);
    if (there != null) {
      return there;
    }
    if (role.equals("testSet")) {
      throw CommandException.unknown(
          "runner.test-set",
          "No file in " + data + " has the digest of the test set, " + digest + ".",
          "Put the registered file there.");
    }
    Path target = fetched.resolve(digest.hex());
    api.download("/blobs/" + digest.hex(), target);
    known.put(digest, target);
    return target;
  }

  private void index() {
    try (Stream<Path> files = Files.walk(data)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> known.put(LocalFile.read(file).digest(), file));
    } catch (IOException _) {
      throw LocalFile.unreadable(data);
    }
  }

  @Override
  public void close() throws IOException {
    workers.close();
    try (Stream<Path> files = Files.walk(fetched)) {
      for (Path file : files.toList().reversed()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
