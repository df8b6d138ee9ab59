// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measures from an export alone: one submission that was promoted. */
class InsightsTest {
  private static final Path EXPORT =
      Path.of("src/test/resources/signed-export.zip").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void an_export_is_measured_without_a_server() {
    Ran ran = run(EXPORT.toString(), "--format", "json");

    assertThat(ran.exit()).isZero();
    Json.Obj all = (Json.Obj) ran.json().array("waits").values().getFirst();
    assertThat(ran.json().string("imprimatur")).isEqualTo("insights/v1");
    assertThat(all.integer("submissions")).isEqualTo(1);
    assertThat(
            all.array("parts").values().stream()
                .mapToLong(part -> ((Json.Obj) part).integer("millis"))
                .sum())
        .isEqualTo(all.integer("millis"))
        .isPositive();
    assertThat(((Json.Obj) ran.json().array("funnel").values().getFirst()).integer("promoted"))
        .isEqualTo(1);
  }

  @Test
  void an_instant_before_the_end_is_the_log_as_it_stood_then() {
    long entries = run(EXPORT.toString(), "--format", "json").json().integer("entries");

    Json.Obj then =
        run(EXPORT.toString(), "--at", "2020-01-01T00:00:00Z", "--format", "json").json();

    assertThat(entries).isPositive();
    assertThat(then.integer("entries")).isZero();
    assertThat(then.string("at")).isEqualTo("2020-01-01T00:00:00Z");
  }

  @Test
  void text_says_what_is_too_few_and_a_table_has_the_same_figures() {
    Ran text = run(EXPORT.toString(), "--by", "policy");
    Ran csv = run(EXPORT.toString(), "--by", "team", "--format", "csv");

    assertThat(text.out())
        .contains("Velocity, all", "n 1, at least 5 needed", "Wait ledger, lending")
        .contains("path ordinary            approvals 1, at least 5 needed")
        .contains("Promises not measured in time now: n ")
        .contains("They say where to look and nothing of a person.");
    assertThat(csv.out()).startsWith("measure,group,item,figure,value,low,high,n\r\n");
    assertThat(csv.out()).contains("funnel,,promoted,count,1,,,\r\n");
  }

  @Test
  void what_cannot_be_meant_is_wrong_usage_and_a_command_without_a_table_does_nothing() {
    assertThat(run(EXPORT.toString(), "--by", "person").exit()).isEqualTo(2);
    for (String when : new String[] {"yesterday", "+1000000000-12-31T23:59:59Z"}) {
      assertThat(run(EXPORT.toString(), "--at", when).err()).contains("insights.instant");
    }
    Ran ran =
        Ran.command(Map.of(), folder, "audit", "verify", EXPORT.toString(), "--format", "csv");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no table");
  }

  @ParameterizedTest
  @CsvSource({"--tier, hihg, high", "--policy, landing, lending", "--team, nobody, Leave --team"})
  void a_name_that_nothing_in_the_log_has_is_told_with_those_that_there_are(
      String option, String name, String told) {
    Ran ran = run(EXPORT.toString(), option, name);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("\"" + name + "\"", told, "[insights.name]");
  }

  @Test
  void a_log_that_its_checkpoint_does_not_sign_is_not_measured() throws IOException {
    Path unpacked = folder.resolve("export");
    Export.unpack(EXPORT, unpacked);
    Path checkpoint = unpacked.resolve("checkpoint");
    String note = Files.readString(checkpoint);
    String root = note.lines().skip(2).findFirst().orElseThrow();
    Files.writeString(
        checkpoint, note.replace(root, (root.startsWith("A") ? "B" : "A") + root.substring(1)));

    assertThat(run(unpacked.toString()).exit()).isNotZero();
  }

  private Ran run(String... args) {
    String[] words = new String[args.length + 1];
    words[0] = "insights";
    System.arraycopy(args, 0, words, 1, args.length);
    return Ran.command(Map.of(), folder, words);
  }
}
