// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the numbers of one column lie, against what exact fractions give. */
class DataFiguresTest {
  @TempDir Path folder;

  /** Squares of numbers far from 1 fit no double; numpy answers inf and 0 there. */
  @ParameterizedTest
  @CsvSource({
    "1;2;3, 0.816496580927726",
    "1e300;2e300;3e300, 8.16496580927726e299",
    "-1.7e308;1.7e308, 1.7e308",
    "1e-300;2e-300;3e-300, 8.16496580927726e-301",
    "5e-324;5e-324;15e-324, 5e-324",
    "1e200;1e-200, 5e199",
    "0;0;0, 0",
    "1e300;1e300, 0",
  })
  void deviations_of_any_magnitude_come_out(String cells, double deviation) throws Exception {
    StringBuilder rows = new StringBuilder("row_id,label,x\n");
    int row = 0;
    for (String cell : cells.split(";")) {
      rows.append(row).append(',').append(row++ % 2).append(',').append(cell).append('\n');
    }
    Path file = Files.writeString(folder.resolve("test.csv"), rows);

    Json.Obj evidence = TestTasks.run(Job.DATA_QUALITY, Map.of("testSet", file), Json.obj());

    Json.Obj columns = evidence.object("details").object("quality").object("test");
    double found = columns.object("columns").object("x").number("std");
    assertThat(found).isCloseTo(deviation, within(deviation * 1e-9));
  }
}
