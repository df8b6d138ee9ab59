// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.imprimatur.engines.EngineVersions;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The runner itself: takes jobs, computes them beside the data, signs and files the evidence. */
@Command(
    name = "work",
    description = {
      "Compute what waits for this runner, on test sets found by their digests in a folder.",
      "No row leaves this machine: only evidence, which holds counts, does."
    })
final class RunnerWorkCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", description = "The name under which the runner is registered.")
  private String name = "";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server, where it is not the one of imprimatur login.")
  private String server = "";

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Its key file.")
  private Path key = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the test sets lie.")
  private Path data = Path.of("");

  @Option(names = "--once", description = "End when nothing waits; otherwise ask again and again.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait before asking again.")
  private int seconds;

  @Option(
      names = "--accept-unconfined",
      description = "Accept workers without confinement, where models are trusted.")
  private boolean unconfined;

  RunnerWorkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunnerKey signer = RunnerKey.read(key);
    if (!Files.isDirectory(data)) {
      throw LocalFile.unreadable(data);
    }
    Api api = server.isEmpty() ? console.api() : console.apiAt(server);
    List<Json> done = new ArrayList<>();
    boolean all = true;
    do {
      Round round = round(api, signer);
      done.addAll(round.filed());
      all &= round.all();
    } while (!once && slept());
    Json.Obj answer = Json.obj().put("all", all).put("filed", Json.array(done)).build();
    console.printer().answer(answer, "Filed: " + done.size());
    return Exit.of(all).code();
  }

  /** What one round filed, and whether that was everything that waited. */
  private record Round(List<Json> filed, boolean all) {}

  private Round round(Api api, RunnerKey signer) {
    Json.Obj open = api.get(RunnerCommands.path(name) + "/jobs");
    List<Json.Obj> jobs = Words.objects(open, "jobs");
    List<Json> filed = new ArrayList<>();
    if (jobs.isEmpty()) {
      return new Round(filed, true);
    }
    try (var bench = new RunnerBench(api, data, unconfined)) {
      for (Json.Obj job : jobs) {
        String what = job.string("check") + " of submission " + job.integer("submission");
        try {
          Json.Obj evidence = bench.compute(job);
          file(api, signer, open.string("log"), job, evidence);
          filed.add(
              Json.obj()
                  .put("submission", job.integer("submission"))
                  .put("check", job.string("check"))
                  .put("evidence", Digest.of(evidence).toString())
                  .build());
          console.printer().progress("filed " + what);
        } catch (CommandException e) {
          console.printer().progress("not filed: " + what + ": " + e.sentence());
        }
      }
    } catch (IOException _) {
      throw CommandException.unknown(
          "runner.folder",
          "The temporary folder of the runner cannot be written.",
          "Check the space left on this machine.");
    }
    return new Round(filed, filed.size() == jobs.size());
  }

  private void file(Api api, RunnerKey signer, String log, Json.Obj job, Json.Obj evidence)
      throws IOException {
    Path written = Files.createTempFile("imprimatur-evidence-", ".json");
    try {
      Files.write(written, evidence.canonical());
      LocalFile file = LocalFile.read(written);
      api.upload(file);
      List<String> engines = EngineVersions.here();
      api.post(
          RunnerCommands.path(name) + "/evidence",
          Json.obj()
              .put("submission", job.integer("submission"))
              .put("check", job.string("check"))
              .put("evidence", file.digest().toString())
              .put(
                  "envelope",
                  signer.sign(new RunnerKey.Signing(log, runner(api)), job, file.digest(), engines))
              .put("engines", Json.array(engines.stream().<Json>map(Json::of).toList()))
              .build());
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private String runner(Api api) {
    return Words.objects(api.get("/runners"), "runners").stream()
        .filter(one -> Words.text(one, "name").equals(name))
        .map(one -> Words.text(one, "id"))
        .findFirst()
        .orElse("");
  }

  private boolean slept() {
    try {
      Thread.sleep(Duration.ofSeconds(Math.max(1, seconds)));
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
