// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** Runs a check in this process, on tables with the columns row_id and label. */
final class TestTasks {
  private TestTasks() {}

  /** The evidence, whose metrics are those of its tables. */
  static Json.Obj run(String check, Map<String, Path> files, Json.Builder spec)
      throws CheckException, IOException {
    return run(check, files, spec, "label");
  }

  /** The same, where the label has another name. */
  static Json.Obj run(String check, Map<String, Path> files, Json.Builder spec, String label)
      throws CheckException, IOException {
    return run(check, files, spec, Json.obj().put("column", label).build());
  }

  /** The same, where the label has another name and a positive value. */
  static Json.Obj run(String check, Map<String, Path> files, Json.Builder spec, Json.Obj label)
      throws CheckException, IOException {
    SortedMap<String, Task.File> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Digest digest = Digest.of(Files.readAllBytes(file.getValue()));
      inputs.put(file.getKey(), new Task.File(file.getValue(), digest.toString()));
    }
    Json.Obj asked = spec.put("id", "row_id").put("label", label).build();

    Json.Obj evidence = Checks.run(new Task(check, Job.classOf(check), inputs, asked));

    Json.Obj read = (Json.Obj) Json.parse(evidence.canonical());
    assertThat(Evidence.derive(read)).isEqualTo(read.object("metrics"));
    return read;
  }

  /** What a check gives where parallel work has one thread alone. */
  static <T> T onOneThread(Callable<T> work) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      return pool.submit(work).get();
    }
  }

  static Map<String, Path> with(Map<String, Path> files, String role, Path file) {
    Map<String, Path> all = new TreeMap<>(files);
    all.put(role, file);
    return all;
  }
}
