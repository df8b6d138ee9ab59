// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.onnx.Stopwatch;
import org.imprimatur.engines.onnx.TextInputs;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.RowTexts;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.MeasuredRuntime;
import org.imprimatur.proof.json.Json;

/** How fast the real model file answers in a worker on one thread, and how large it is there. */
final class RuntimeCheck {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long KIBIBYTE = 1024;

  private RuntimeCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    Path model = task.need("model");
    Scorer.Request request = Scored.request(task.spec(), asked);
    try (Database database = Scored.database(task)) {
      List<Path> testSet = task.needAll("testSet");
      database.keepWritten(
          TextInputs.of(
              Optional.of(model),
              request.features(),
              () -> database.names("The test set", testSet)));
      RowTexts rows = RowTexts.first(Stopwatch.ROWS, database, testSet, asked);
      long before = peak();
      Stopwatch.Times times = Stopwatch.time(model, request, rows.columns(asked), rows::read);
      MeasuredRuntime runtime =
          new MeasuredRuntime(
              times.latency(), times.throughput(), Files.size(model), Math.max(0, peak() - before));
      return task.evidence(Evidence.Kind.MEASURED)
          .computed(runtime.tables(), runtime.metrics(), details());
    }
  }

  private static Json details() {
    return Json.obj()
        .put("threads", 1)
        .put("processor", line(PROCESSOR, "model name"))
        .put("java", Runtime.version().toString())
        .build();
  }

  /**
   * The largest resident size of this process so far, in bytes; 0 where the system does not say.
   */
  private static long peak() {
    String digits = line(STATUS, "VmHWM").replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits) * KIBIBYTE;
  }

  private static String line(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
