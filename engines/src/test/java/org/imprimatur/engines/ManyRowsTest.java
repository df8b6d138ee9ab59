// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many rows that most are told apart by a short hash: nobody may see that. */
class ManyRowsTest {
  private static final int TEST = 90_000;
  private static final int TRAIN = 40_000;

  @TempDir Path folder;

  /** How often a row occurs in the test set and in the training set. */
  private record Count(long test, long train) {}

  /** The column a holds whole numbers in one set and fractions in the other; 0 has two signs. */
  @Test
  void repeated_and_shared_rows_are_those_that_a_plain_count_finds() throws Exception {
    Random chance = new Random(20_261_127);
    Map<String, Count> truth = new HashMap<>();
    StringBuilder test = new StringBuilder("id,a,b,c,label\n");
    StringBuilder train = new StringBuilder("id,a,b,c,label\n");
    for (int i = 0; i < TEST + TRAIN; i++) {
      boolean ofTest = i < TEST;
      String whole = String.valueOf(chance.nextInt(600));
      String a = ofTest ? whole : chance.nextInt(50) == 0 ? whole + ".5" : whole + ".0";
      String b = List.of("", "x", "1:y", "\"\"\"q\"\"\"").get(chance.nextInt(4));
      int tenths = chance.nextInt(-20, 20);
      String c = tenths == 0 && chance.nextBoolean() ? "-0.0" : fraction(tenths);
      (ofTest ? test : train).append("%d,%s,%s,%s,%d\n".formatted(i, a, b, c, i % 2));
      truth.merge(
          Double.parseDouble(a) + "|" + b + "|" + tenths,
          new Count(ofTest ? 1 : 0, ofTest ? 0 : 1),
          (one, other) -> new Count(one.test + other.test, one.train + other.train));
    }

    Json.Obj counts = evidence(Job.DATA_QUALITY, test, train).object("tables").object("counts");
    Json.Obj rows = evidence(Job.LEAKAGE, test, train).object("tables").object("rows");

    long repeated = truth.values().stream().mapToLong(n -> Math.max(0, n.test - 1)).sum();
    long shared = truth.values().stream().filter(n -> n.train > 0).mapToLong(Count::test).sum();
    assertThat(counts.integer("duplicate_rows")).isEqualTo(repeated).isPositive();
    assertThat(counts.integer("rows_shared_with_training")).isEqualTo(shared).isPositive();
    assertThat(rows.integer("shared_rows")).isEqualTo(shared);
    assertThat(rows.integer("single_rows")).isEqualTo(occurring(truth, 1)).isPositive();
    assertThat(rows.integer("pairs")).isEqualTo(occurring(truth, 2)).isPositive();
  }

  private static String fraction(int tenths) {
    return String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }

  private static long occurring(Map<String, Count> truth, long times) {
    return truth.values().stream().filter(n -> n.train == times).count();
  }

  private Json.Obj evidence(String check, CharSequence test, CharSequence train)
      throws CheckException, IOException {
    TreeMap<String, Task.File> inputs = new TreeMap<>();
    inputs.put("testSet", file("test.csv", test));
    inputs.put("trainSet", file("train.csv", train));
    Json.Obj spec =
        Json.obj()
            .put("task", "binary")
            .put("id", "id")
            .put("label", Json.obj().put("column", "label").put("positive", "1").build())
            .put("favourable", 1)
            .build();
    return Checks.run(new Task(check, "data", inputs, spec));
  }

  private Task.File file(String name, CharSequence text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return new Task.File(file, Digest.of(Files.readAllBytes(file)).toString());
  }
}
