// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** Runs the drift check on files. */
final class Drifts {
  static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();
  static final Path HERE = Path.of("src", "test", "resources", "drift").toAbsolutePath();

  private Drifts() {}

  /** The evidence, whose metrics must be those that its tables give. */
  static Json.Obj evidence(Map<String, Path> files, Json.Obj spec)
      throws CheckException, IOException {
    TreeMap<String, Task.File> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String digest = Digest.of(Files.readAllBytes(file.getValue())).toString();
      inputs.put(file.getKey(), new Task.File(file.getValue(), digest));
    }
    Json.Obj evidence = Checks.run(new Task(Job.DRIFT, "data", inputs, spec));
    if (!Evidence.derive(evidence).equals(evidence.object("metrics"))) {
      throw new AssertionError("The tables give other metrics");
    }
    return evidence;
  }

  static Json.Obj evidence(Path reference, Path current) throws CheckException, IOException {
    return evidence(Map.of("trainSet", reference, "testSet", current), spec("row_id", "label"));
  }

  static Json.Obj spec(String id, String label) {
    return Json.obj().put("id", id).put("label", Json.obj().put("column", label).build()).build();
  }

  /** A file with one column x; nothing is an empty cell. */
  static Path column(Path folder, List<String> cells) {
    StringBuilder csv = new StringBuilder("row_id,x\n");
    for (int i = 0; i < cells.size(); i++) {
      csv.append(i).append(',').append(cells.get(i)).append('\n');
    }
    try {
      return Files.writeString(Files.createTempFile(folder, "column-", ".csv"), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
