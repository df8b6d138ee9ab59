// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * Computes checks of rows of its own in the folder where it stands and ends as Java wants it, so
 * that Java may keep what it learned. Nobody reads what is computed.
 */
public final class Practice {
  /** The file that it writes at its end. */
  public static final String ENDED = "ended";

  /** With fewer of them Java learns less of what a check of many rows does most. */
  private static final int ROWS = 200_000;

  private static final String SPEC =
      """
      {"task": "binary", "id": "id", "label": {"column": "label", "positive": "1"},
       "score": "score", "threshold": 0.5, "favourable": 1, "groups": ["group"]}
      """;

  private Practice() {}

  public static void main(String[] arguments) throws IOException, CheckException {
    WorkerMain.warmUp();
    Path rows = Path.of("rows.csv");
    Files.writeString(rows, rows());
    String digest = Digest.of(Files.readAllBytes(rows)).toString();
    var spec = (Json.Obj) Json.parse(SPEC);
    for (String check : List.of("data.quality/1", "data.drift/1", "performance/1", "fairness/1")) {
      var inputs = new TreeMap<String, Task.File>();
      inputs.put("testSet", new Task.File(rows, digest));
      inputs.put("trainSet", new Task.File(rows, digest));
      Checks.run(new Task(check, "", inputs, spec)).canonical();
    }
    var inPlace = new TreeMap<>(Map.of("testSet", new Task.File(parquet(rows), digest)));
    Checks.run(
        new Task("performance/1", "", inPlace, spec), new Task("fairness/1", "", inPlace, spec));
    Rehearsal.run(Path.of("tmp"), () -> false);
    Files.createFile(Path.of(ENDED));
  }

  /** The same rows in the form in which many rows mostly come. */
  private static Path parquet(Path rows) throws CheckException {
    Path file = Path.of("rows.parquet");
    try (Database database = Database.open(Path.of("tmp"))) {
      database.execute("COPY (FROM '" + rows + "') TO '" + file + "' (FORMAT parquet)");
    }
    return file;
  }

  private static String rows() {
    var chance = new Random(1);
    var text = new StringBuilder("id,score,group,label\n");
    for (int row = 0; row < ROWS; row++) {
      double score = chance.nextDouble();
      text.append(row).append(',').append(score).append(',').append("abc".charAt(row % 3));
      text.append(',').append(chance.nextDouble() < score ? 1 : 0).append('\n');
    }
    return text.toString();
  }
}
