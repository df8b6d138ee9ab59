// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * Metrics of scored rows in confined workers that were started before, beside peers in the same
 * run, in turns. The time is from the job to its checked evidence: with a copy of the file for the
 * worker, its digest, and all metrics derived again. Peers do not count the start of Python.
 */
final class ScoredRows {
  private static final List<List<String>> FINEST =
      List.of(List.of("g1", "g2"), List.of("g1", "g2", "g3"));
  private static final List<List<String>> PAIR = List.of(List.of("g1", "g2"));

  private final int runs;

  ScoredRows(int runs) {
    this.runs = runs;
  }

  /** Arguments: evaluate, groups or alone; a folder; rows; runs; and the program of each peer. */
  public static void main(String[] words) throws Exception {
    if (words.length < 4) {
      System.err.println("Usage: bench/evaluate ROWS [RUNS], bench/groups ROWS [RUNS]");
      System.exit(2);
    }
    Path file = ScoredFile.of(Path.of(words[1]), Long.parseLong(words[2]));
    ScoredRows bench = new ScoredRows(Integer.parseInt(words[3]));
    boolean groups = words[0].equals("groups");
    List<Job> jobs = ScoredFile.jobs(file, groups ? PAIR : FINEST);
    List<String> peers = Arrays.asList(words).subList(4, words.length);
    bench.compare(file, groups ? jobs.subList(1, 2) : jobs, peers);
  }

  /** Seconds and megabytes. */
  private record Figure(double seconds, double megabytes) {
    static Figure middle(List<Figure> figures) {
      double[] seconds = figures.stream().mapToDouble(Figure::seconds).sorted().toArray();
      double[] megabytes = figures.stream().mapToDouble(Figure::megabytes).sorted().toArray();
      return new Figure(seconds[seconds.length / 2], megabytes[megabytes.length / 2]);
    }
  }

  void compare(Path file, List<Job> jobs, List<String> peers) throws Exception {
    List<Figure> own = new ArrayList<>();
    List<List<Figure>> others = new ArrayList<>();
    peers.forEach(_ -> others.add(new ArrayList<>()));
    for (int run = 0; run < runs; run++) {
      own.add(own(file, jobs));
      for (int i = 0; i < peers.size(); i++) {
        others.get(i).add(peer(peers.get(i), file));
      }
    }
    Figure middle = Figure.middle(own);
    System.out.printf(
        "Imprimatur: %.2f s, %.0f MB (median of %d)%n", middle.seconds(), middle.megabytes(), runs);
    for (int i = 0; i < peers.size(); i++) {
      Figure other = Figure.middle(others.get(i));
      System.out.printf(
          "%s: %.2f s, %.0f MB: %.1f times as long, %.1f times the memory%n",
          Path.of(peers.get(i).split(" ", 3)[1]).getFileName() + rest(peers.get(i)),
          other.seconds(),
          other.megabytes(),
          other.seconds() / middle.seconds(),
          other.megabytes() / middle.megabytes());
    }
  }

  private static String rest(String command) {
    String[] words = command.split(" ", 3);
    return words.length > 2 ? " " + words[2] : "";
  }

  private Figure own(Path file, List<Job> jobs) throws Exception {
    WorkerSettings settings =
        WorkerSettings.in(file.resolveSibling("workers"))
            .withWarm(1)
            .withTimeout(Duration.ofMinutes(30));
    try (Workers workers = new Workers(settings);
        Residence residence = new Residence()) {
      // The worker of this one is no worker that waited, and brings one that does and rehearses.
      workers.run(jobs);
      Thread.sleep(Duration.ofSeconds(10));
      long start = System.nanoTime();
      List<Outcome> outcomes = workers.run(jobs);
      double seconds = (double) (System.nanoTime() - start) / 1e9;
      double megabytes = residence.megabytes();
      for (int i = 0; i < jobs.size(); i++) {
        System.out.printf("%s: %s%n", jobs.get(i).check(), said(outcomes.get(i)));
      }
      System.out.printf("%.2f s, %.0f MB%n", seconds, megabytes);
      return new Figure(seconds, megabytes);
    }
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Computed(var evidence) -> "evidence " + Digest.of(evidence).brief();
      case Outcome.Failed(var code, var message) ->
          throw new IllegalStateException(code + ": " + message);
    };
  }

  /** Runs "python script [word]" on the file and reads the last line that it prints. */
  private static Figure peer(String command, Path file) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", 3)));
    words.add(2, file.toString());
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
    Json.Obj found = (Json.Obj) Json.parse(printed.getBytes(UTF_8));
    System.out.printf(
        "%s: %.2f s, %.0f MB%n", command, found.number("all"), found.number("peak_mb"));
    return new Figure(found.number("all"), found.number("peak_mb"));
  }
}
