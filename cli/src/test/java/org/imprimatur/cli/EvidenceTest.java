// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence held to what it states, without data and without a server. */
class EvidenceTest {
  private static final Path EXAMPLE = Path.of("../docs/schemas/examples/evidence.json");

  @TempDir Path folder;

  @Test
  void evidence_whose_metrics_follow_from_its_tables_is_confirmed_with_its_digest()
      throws IOException {
    Ran ran = run("evidence", "check", EXAMPLE.toString(), "--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().bool("follows")).isTrue();
    assertThat(ran.json().string("digest"))
        .isEqualTo(Digest.of(Json.parse(Files.readAllBytes(EXAMPLE))).toString());
  }

  @Test
  void a_changed_table_is_told_by_the_first_metric_that_does_not_follow() throws IOException {
    String honest = Files.readString(EXAMPLE);
    Json.Obj counts = ((Json.Obj) Json.parse(honest)).object("tables").object("counts");
    String name = counts.members().firstKey();
    Path forged = folder.resolve("forged.json");
    Files.writeString(
        forged,
        honest.replaceFirst("(\"tables\"[^}]*\"" + name + "\": )" + counts.integer(name), "$1999"));

    Ran json = run("evidence", "check", forged.toString(), "--format", "json");
    Ran text = run("evidence", "check", forged.toString());

    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.json().bool("follows")).isFalse();
    Json.Obj difference = json.json().object("difference");
    assertThat(difference.string("path")).isEqualTo("metrics." + name + ".value");
    assertThat(difference.integer("stated")).isEqualTo(counts.integer(name));
    assertThat(difference.integer("derived")).isEqualTo(999);
    assertThat(text.out())
        .contains(
            "metrics.%s.value is stated as %d and derived as 999"
                .formatted(name, counts.integer(name)));
  }

  @Test
  void what_is_no_evidence_could_not_be_established() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"imprimatur\":\"use/v1\"}");
    Path none = Files.writeString(folder.resolve("none.json"), "a,b\n1,2\n");

    Ran use = run("evidence", "check", other.toString(), "--format", "json");
    Ran csv = run("evidence", "check", none.toString(), "--format", "json");

    assertThat(use.exit()).isEqualTo(3);
    assertThat(use.json().object("error").string("code")).isEqualTo("evidence.unreadable");
    assertThat(csv.exit()).isEqualTo(3);
    assertThat(csv.json().object("error").string("code")).isEqualTo("file.no-json");
  }

  private Ran run(String... args) {
    return Ran.command(Map.of(), folder, args);
  }
}
