// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns may be called what they like, also what a query of ours calls something else. */
class ColumnNamesTest {
  private static final String HEADER = "row_id,a,b,c,e,g,k,l,m,n,p,q,r,s,t,u,x,count,score,label\n";

  /** The same with harmless names, but for the columns that are asked for. */
  private static final String PLAIN =
      "row_id,za,zb,c,ze,g,k,zl,zm,zn,p,zq,zr,zs,zt,zu,zx,zcount,score,label\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.quality/1",
        "data.leakage/1",
        "data.drift/1",
        "performance/1",
        "fairness/1",
        "performance.multiclass/1"
      })
  void a_column_of_any_name_is_a_column(String check) {
    Json.Obj named = run(check, HEADER);
    Json.Obj plain = run(check, PLAIN);

    // Where the tables name the columns, only the counts of rows can be compared.
    if (check.startsWith("data.")) {
      assertThat(counts(named)).isEqualTo(counts(plain));
    } else {
      assertThat(named.find("tables")).isEqualTo(plain.find("tables"));
    }
  }

  private static String counts(Json.Obj evidence) {
    return evidence.object("metrics").members().values().stream()
        .map(Json::text)
        .sorted()
        .toList()
        .toString();
  }

  private Json.Obj run(String check, String header) {
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", "label").put("positive", "1").build())
            .put("threshold", 0.5)
            .put("favourable", 1)
            .put("groups", Json.array(List.of(Json.of("g"), Json.of("c"))))
            .put("segments", Json.array(List.of(Json.of("k"))))
            .put("prediction", "p")
            .build();
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      Outcome outcome =
          workers.run(
              TestJobs.of(
                  folder,
                  check,
                  Map.of("testSet", rows(header, 1, 40), "trainSet", rows(header, 41, 80)),
                  spec));
      return ((Outcome.Computed) outcome).evidence();
    }
  }

  private static byte[] rows(String header, int from, int to) {
    StringBuilder rows = new StringBuilder(header);
    for (int i = from; i <= to; i++) {
      String word = List.of("red", "blue", "green").get(i % 3);
      rows.append(i)
          .append(",%s,%d".formatted(word, i * 7 % 11).repeat(8))
          .append(",%d,0.%d,%d%n".formatted(i % 5, 10 + i * 37 % 90, i % 2));
    }
    return TestJobs.utf8(rows.toString());
  }
}
