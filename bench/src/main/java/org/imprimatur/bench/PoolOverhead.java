// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** From a small job to its evidence, by a worker that was started before: what confining costs. */
final class PoolOverhead {
  private PoolOverhead() {}

  /** Arguments: a folder, and how many jobs. */
  public static void main(String[] words) throws Exception {
    Path folder = Files.createDirectories(Path.of(words[0]));
    int jobs = Integer.parseInt(words[1]);
    Job card = card(folder.resolve("card.md"));
    double[] taken = new double[jobs];
    var settings = WorkerSettings.in(folder.resolve("workers")).withWarm(1);
    try (Workers workers = new Workers(settings)) {
      for (int i = 0; i < jobs; i++) {
        // Nobody waits for the next worker meanwhile.
        Thread.sleep(Duration.ofSeconds(3));
        long start = System.nanoTime();
        if (workers.run(card) instanceof Outcome.Failed(var code, var message)) {
          throw new IllegalStateException(code + ": " + message);
        }
        taken[i] = (double) (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(taken);
    System.out.printf(
        "%d jobs: least %.0f ms, median %.0f ms, most %.0f ms%n",
        jobs, taken[0], taken[jobs / 2], taken[jobs - 1]);
  }

  private static Job card(Path file) throws Exception {
    byte[] bytes = "# A card\n\nNothing to say.\n".getBytes(UTF_8);
    Files.write(file, bytes);
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    inputs.put("card", new Job.Input(file, Digest.of(bytes)));
    return Job.of(Job.CARD, inputs, Json.obj().build());
  }
}
