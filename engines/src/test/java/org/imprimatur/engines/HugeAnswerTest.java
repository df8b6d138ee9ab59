// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that was taken over answers with more than the one who asked it can hold in memory. */
class HugeAnswerTest {
  private static final String NUMBERS =
      "cat > /dev/null; { printf '{\"answers\":['; yes 0, | head -c 30000000 | tr -d '\\n';"
          + " printf '0]}'; } > result.json";

  @TempDir Path folder;

  @Test
  void an_answer_that_fits_no_memory_is_one_that_cannot_be_read()
      throws IOException, InterruptedException {
    Process asker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Asker.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(asker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(asker.waitFor()).as(told).isZero();
    assertThat(told).contains("worker.bad-output");
  }

  /** A store takes what it is given, and reads no document of more than 16 MiB again. */
  @Test
  void evidence_that_no_store_reads_again_is_told_as_too_large() {
    StringBuilder rows = new StringBuilder("row_id,score,label,g\n");
    for (int i = 0; i < 160; i++) {
      rows.append("%d,0.%d,%d,%d%s\n".formatted(i, i % 10, i % 3 % 2, i % 40, "x".repeat(90_000)));
    }
    try (Workers workers = new Workers(WorkerSettings.in(folder.resolve("workers")))) {
      Outcome outcome =
          workers.run(
              TestJobs.of(
                  folder,
                  Job.FAIRNESS,
                  Map.of("testSet", TestJobs.utf8(rows.toString())),
                  TestJobs.SPEC));

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed) outcome).code()).isEqualTo("worker.bad-output");
      assertThat(((Outcome.Failed) outcome).message()).contains("too large", "shorter texts");
    }
  }

  /** Whoever asks, in a process with little memory. */
  static final class Asker {
    private Asker() {}

    public static void main(String[] words) throws IOException {
      Path folder = Path.of(words[0]);
      var command =
          new WorkerCommand(
              List.of("/bin/sh", "-c", NUMBERS), List.of(), Optional.empty(), List.of());
      Job job =
          TestJobs.of(
              folder,
              Job.DATA_QUALITY,
              Map.of("testSet", TestJobs.utf8(TestJobs.TEST_SET)),
              TestJobs.SPEC);
      try (Worker worker = Worker.start(WorkerSettings.in(folder.resolve("w")), command)) {
        System.out.println(worker.run(List.of(job)));
      }
    }
  }
}
