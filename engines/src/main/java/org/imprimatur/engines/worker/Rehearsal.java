// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;

/**
 * Computes the checks of scored rows of rows of its own, again and again, until Java has compiled
 * their loops as well as it can. A worker that waits for many rows has the time; it stops where
 * somebody comes. Nothing of it is kept: not the rows, no figure and no memory.
 */
final class Rehearsal {
  /** More than those whose logits are fitted one by one, so that these go into bins as well. */
  private static final int ROWS = 300_000;

  /** After these it is hardly quicker with each more. */
  static final int ROUNDS = 6;

  private static final String SPEC =
      """
      {"label": {"column": "label", "positive": "1"}, "score": "score", "threshold": 0.5,
       "favourable": 1, "groups": ["g", "h"], "intersections": [["g", "h"]]}
      """;

  private Rehearsal() {}

  /**
   * Rehearses until it is enough or somebody comes.
   *
   * @param folder where its rows lie meanwhile
   * @param wanted whether somebody waits for this worker
   * @return how many times it computed them
   */
  static int run(Path folder, BooleanSupplier wanted) {
    Path file = folder.resolve("rehearsal.parquet");
    int round = 0;
    try {
      if (!wanted.getAsBoolean()) {
        invent(file);
      }
      for (; round < ROUNDS && !wanted.getAsBoolean(); round++) {
        Checks.run(task("performance/1", file), task("fairness/1", file));
        // Else the heap would grow with each round, and a job would find it large.
        System.gc();
      }
    } catch (CheckException | IOException | RuntimeException | OutOfMemoryError e) {
      // The job that comes says what this worker cannot do.
      System.err.println(e.getMessage());
    } finally {
      file.toFile().delete();
    }
    return round;
  }

  private static Task task(String check, Path file) {
    SortedMap<String, Task.File> files = new TreeMap<>();
    files.put("testSet", new Task.File(file, ""));
    return new Task(check, "", files, (Json.Obj) Json.parse(SPEC));
  }

  private static void invent(Path file) throws CheckException {
    String score = "(hash(i) >> 11)::DOUBLE / 9007199254740992.0";
    try (Database database = Database.open(file.resolveSibling("spill"))) {
      database.execute(
          "COPY (SELECT "
              + score
              + " AS score, ((hash(i + 0.5) >> 11)::DOUBLE / 9007199254740992.0 < "
              + score
              + ")::TINYINT AS label, 'g' || (i % 3) AS g, 'h' || (i % 5) AS h FROM range("
              + ROWS
              + ") AS rows (i)) TO "
              + Database.literal(file.toString())
              + " (FORMAT parquet)");
    }
  }
}
