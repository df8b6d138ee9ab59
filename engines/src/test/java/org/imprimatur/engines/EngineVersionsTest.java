// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.impact.EngineNames;
import org.junit.jupiter.api.Test;

/** What computes is named with the versions that the build took. */
class EngineVersionsTest {
  @Test
  void the_release_the_table_engine_and_the_scorer_are_named_in_order() throws Exception {
    String pom = Files.readString(Path.of("../pom.xml"));

    assertThat(EngineVersions.here())
        .hasSize(3)
        .allSatisfy(
            engine -> assertThat(pom).contains(">" + engine.substring(engine.indexOf('/') + 1)));
    assertThat(EngineVersions.here().stream().map(one -> one.replaceFirst("/.*", "")))
        .containsExactly("duckdb", "imprimatur", "onnxruntime");
    assertThat(EngineNames.are(EngineVersions.here())).isTrue();
  }
}
