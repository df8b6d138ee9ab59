// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchPlan;
import org.imprimatur.server.audit.Blobs;

/**
 * What a check of a batch is computed from: the rows, their labels, and the examination that was
 * pinned when the version was approved. Nothing of it is the choice of whoever sends the batch.
 */
record BatchInputs(Batch batch, BatchPlan plan, Blobs blobs) {
  /** What is asked of a model's own inputs, and of columns that production may not hold. */
  private static final Set<String> NOT_ASKED =
      Set.of("segments", "output", "prohibited", "champion", "margin");

  private static final Set<String> NOT_ASKED_OF_SCORES =
      Set.of("groups", "intersections", "features");

  Job job(String check) {
    return Job.of(check, files(check), spec(check));
  }

  private SortedMap<String, Job.Input> files(String check) {
    SortedMap<String, Job.Input> files = new TreeMap<>();
    Digest data = batch.recorded().data();
    Optional<Digest> labels = batch.dueLabels();
    files.put("testSet", input(labels.orElse(data)));
    switch (check) {
      case Job.DATA_QUALITY -> {}
      case Job.DRIFT ->
          files.put("trainSet", input(Digest.parse(plan.examination().string("testSet"))));
      default -> labels.ifPresent(_ -> files.put("predictions", input(data)));
    }
    return files;
  }

  private Job.Input input(Digest digest) {
    return new Job.Input(blobs.path(digest), digest);
  }

  /** The runner that holds the test set, which the batch cannot be compared with here. */
  Optional<String> heldBy() {
    return plan.examination().find("heldBy").map(_ -> plan.examination().string("heldBy"));
  }

  Json.Obj spec(String check) {
    Json.Builder spec = Json.obj();
    for (String member : Job.asks(check, task())) {
      boolean asked =
          !NOT_ASKED.contains(member)
              && !(isOfScores(check) && NOT_ASKED_OF_SCORES.contains(member));
      Optional<Json> value = member.equals("threshold") ? cutoff() : stated(member);
      if (asked) {
        value.ifPresent(found -> spec.put(member, found));
      }
    }
    return spec.build();
  }

  private static boolean isOfScores(String check) {
    return Job.classOf(check).equals("performance");
  }

  private Optional<Json> cutoff() {
    return Optional.of(Json.of(Double.parseDouble(plan.cutoff())));
  }

  private Optional<Json> stated(String member) {
    Optional<Json> stated = plan.examination().find(member);
    return member.equals(BatchPlan.SCORE) && task().equals("binary")
        ? stated.or(() -> Optional.of(Json.of(BatchPlan.SCORE)))
        : stated;
  }

  private String task() {
    return plan.examination().find("task").isPresent()
        ? plan.examination().string("task")
        : "binary";
  }
}
