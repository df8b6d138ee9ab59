// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that ask no server: no address and no token are known in any of these. */
class OfflineTest {
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void the_example_policy_is_valid() throws IOException {
    Path policy = EXAMPLES.resolve("policies/lending.yaml");

    Ran ran = run("policy", "check", policy.toString(), "--format", "json");

    assertThat(ran.exit()).isZero();
    assertThat(ran.json().bool("valid")).isTrue();
    assertThat(ran.json().string("digest"))
        .isEqualTo(Digest.of(Files.readAllBytes(policy)).toString());
  }

  @Test
  void a_wrong_policy_is_told_by_file_line_and_column() throws IOException {
    Path policy = folder.resolve("wrong.yaml");
    String right = Files.readString(EXAMPLES.resolve("policies/lending.yaml"));
    Files.writeString(policy, right.replace("name: lending", "nmae: lending"));

    Ran text = run("policy", "check", policy.toString());
    Ran json = run("policy", "check", policy.toString(), "--format", "json");

    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out()).contains(policy + ":4:1: policy.unknown-key: ").contains("\"name\"");
    assertThat(json.json().array("errors").values())
        .anySatisfy(error -> assertThat(((Json.Obj) error).integer("line")).isEqualTo(4));
  }

  @Test
  void a_policy_tells_what_it_watches_at_first_and_from_when_it_is_enforced() throws IOException {
    Path policy = folder.resolve("phased.yaml");
    String plain = Files.readString(EXAMPLES.resolve("policies/lending.yaml"));
    Files.writeString(
        policy,
        plain.replace(
            "{id: ranking,",
            "{id: ranking, enforced: {from: 2027-03-01, tiers: {high: 2026-12-15}},"));
    String says =
        "production, ranking: watched at first, enforced from 2027-03-01, in the high tier from"
            + " 2026-12-15.";

    assertThat(run("policy", "check", policy.toString()).out()).contains(says);
    assertThat(
            run("policy", "check", policy.toString(), "--format", "json")
                .json()
                .array("phases")
                .values())
        .containsExactly(Json.of(says));
  }

  @Test
  void a_policy_that_is_not_there_could_not_be_established() {
    Ran ran = run("policy", "check", folder.resolve("none.yaml").toString(), "--format", "json");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.json().object("error").string("code")).isEqualTo("file.unreadable");
  }

  @Test
  void an_evaluation_gives_the_figures_of_the_reference_libraries() throws IOException {
    Path titanic = EXAMPLES.resolve("data/titanic");
    Path file = folder.resolve("evaluation.yaml");
    Files.writeString(
        file,
        """
        imprimatur: evaluation/v1
        data: %s
        model: %s
        id: row_id
        label: {column: survived, positive: survived}
        threshold: 0.5
        favourable: 1
        groups: [sex]
        """
            .formatted(titanic.resolve("test.csv"), titanic.resolve("models/lr/model.onnx")));

    Ran ran = run("evaluate", file.toString(), "--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    Json.Obj expected =
        (Json.Obj) Json.parse(Files.readAllBytes(titanic.resolve("models/lr/expected.json")));
    for (String metric : new String[] {"roc_auc", "accuracy", "f1"}) {
      assertThat(ran.json().object("metrics").object(metric).number("value"))
          .isCloseTo(expected.object("metrics").object(metric).number("value"), within(1e-5));
    }
  }

  @Test
  void of_a_number_the_text_tells_how_far_groups_are_apart_and_of_no_favourable_rate()
      throws IOException {
    var rows = new StringBuilder("id,y,score,g\n");
    for (int i = 0; i < 60; i++) {
      rows.append(
          "%d,%d,%d,%s\n".formatted(i, i, i + (i % 2 == 0 ? 1 : 3), i % 2 == 0 ? "a" : "b"));
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    Path file = folder.resolve("evaluation.yaml");
    Files.writeString(
        file,
        """
        imprimatur: evaluation/v1
        task: regression
        data: rows.csv
        label: {column: y}
        score: score
        groups: [g]
        """);

    Ran ran = run("evaluate", file.toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("by g (rows: a 30, b 30):", "  mean_error_difference    2.0000")
        .doesNotContain("favourable", "undefined");
  }

  @Test
  void an_evaluation_with_an_unknown_key_is_wrong_usage() throws IOException {
    Path file = folder.resolve("evaluation.yaml");
    Files.writeString(file, "imprimatur: evaluation/v1\ndtaa: x.csv\n");

    Ran ran = run("evaluate", file.toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("Did you mean data?");
  }

  @Test
  void an_attestation_is_verified_and_one_changed_byte_is_refused() throws IOException {
    Promotion promotion = Promotion.of(folder);

    Ran verified = verify(promotion);
    Files.writeString(promotion.artifact().resolve("model.onnx"), "model!");
    Ran refused = verify(promotion);

    assertThat(verified.err()).isEmpty();
    assertThat(verified.exit()).isZero();
    assertThat(verified.json().bool("verified")).isTrue();
    assertThat(verified.json().bool("logChecked")).isTrue();
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.json().bool("verified")).isFalse();
    assertThat(refused.json().array("reasons").string(0)).contains("model.onnx");
  }

  @ParameterizedTest
  @CsvSource({
    "--model, mortgage, 0",
    "--model, mortgage-fast-track, 1",
    "--gate, production, 0",
    "--gate, staging, 1",
    "--cutoff, 0.4, 0",
    "--cutoff, 0.5, 1"
  })
  void an_attestation_of_the_same_files_for_something_else_is_refused(
      String option, String asked, int exit) throws IOException {
    Promotion promotion = Promotion.of(folder);

    Ran ran =
        run(
            "verify",
            promotion.bundle().toString(),
            promotion.artifact().toString(),
            "--key",
            promotion.key().toString(),
            option,
            asked,
            "--format",
            "json");

    assertThat(ran.exit()).isEqualTo(exit);
    if (exit == 1) {
      assertThat(ran.json().string("code")).isEqualTo("attestation.other");
      assertThat(ran.json().array("reasons").string(0)).contains("and not", asked);
    }
  }

  @Test
  void verifying_without_a_key_is_wrong_usage() throws IOException {
    Promotion promotion = Promotion.of(folder);

    Ran ran =
        run(
            "verify",
            promotion.bundle().toString(),
            promotion.artifact().toString(),
            "--format",
            "json");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.json().object("error").string("message")).contains("--key");
  }

  @Test
  void an_exported_log_is_derived_again_and_a_changed_entry_is_found() throws IOException {
    Path export = Promotion.of(folder).export();

    Ran sound = run("audit", "verify", export.toString(), "--format", "json");
    Path entries = export.resolve("tile/entries/000.p/1");
    byte[] bytes = Files.readAllBytes(entries);
    bytes[bytes.length - 5] ^= 1;
    Files.write(entries, bytes);
    Ran changed = run("audit", "verify", export.toString(), "--key", sound.json().string("logKey"));

    assertThat(sound.exit()).isZero();
    assertThat(sound.json().bool("sound")).isTrue();
    assertThat(sound.json().bool("keyGiven")).isFalse();
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.out()).contains("[log.root]");
  }

  @Test
  void an_export_that_lacks_a_part_could_not_be_established() throws IOException {
    Promotion promotion = Promotion.of(folder);
    Files.delete(promotion.export().resolve("tile/0/000.p/1"));

    Ran ran = run("audit", "verify", promotion.export().toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("[log.tile-missing]");
  }

  @Test
  void a_mistyped_command_is_answered_with_the_nearest_one() {
    Ran ran = run("polcy", "check", "x", "--format", "json");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.json().object("error").string("help")).contains("policy");
  }

  @Test
  void what_a_file_says_cannot_repaint_the_terminal() throws IOException {
    Path policy = folder.resolve("wrong.yaml");
    Files.write(policy, "imprimatur: policy/v1\n\"\\e[2Jx\": 1\n".getBytes(UTF_8));

    Ran ran = run("policy", "check", policy.toString());

    assertThat(ran.out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "valid.json, 0, 0, valid",
    "suspended.json, 1, 1, attestation.suspended",
    "old-valid.json, 3, 0, status.expired",
    "old-suspended.json, 3, 0, status.expired",
    "empty.json, 3, 0, status.not-listed",
    "elsewhere-valid.json, 3, 0, status.other-log",
    "elsewhere-suspended.json, 3, 0, status.other-log",
    "artifact/model.onnx, 3, 0, status.unreachable",
    "nowhere.json, 3, 0, status.unreachable",
    "http://127.0.0.1:1/api/v1/attestations/status, 3, 0, status.unreachable",
    "http://127.0.0.1:99999/api/v1/attestations/status, 3, 0, status.unreachable",
    "https://the bank/api/v1/attestations/status, 3, 0, status.unreachable",
    "https://, 3, 0, status.unreachable",
    "http://me:hunter2@127.0.0.1:1/api/v1/attestations/status, 3, 0, status.unreachable",
  })
  void a_status_list_that_cannot_be_read_fails_closed_unless_that_is_allowed(
      String list, int exit, int allowed, String word) throws IOException {
    Promotion promotion = Promotion.of(folder);
    String where = list.startsWith("http") ? list : folder.resolve(list).toString();

    Ran closed = verify(promotion, "--status", where);
    assertThat(closed.exit()).as(closed.err()).isEqualTo(exit);
    assertThat(closed.out() + closed.err()).contains(word).doesNotContain("hunter2");
    Ran open = verify(promotion, "--status", where, "--status-optional");
    assertThat(open.exit()).as(open.err()).isEqualTo(allowed);
    if (exit == 3) {
      assertThat(open.json().string("status")).isEqualTo("unknown");
      assertThat(open.out()).contains("--status-optional allows that");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "suspended, Its version is suspended.",
    "replaced, 'Another version took its place, and the time is over for which both could serve.'",
    "retired, Its version is retired.",
    "withdrawn, The approval of its version was withdrawn.",
    "left, Its version left production.",
    "paused, 'This command does not know that word, and only what is valid counts.'",
  })
  void every_word_of_a_status_list_but_valid_is_a_no_that_says_why(String word, String sentence)
      throws IOException {
    Promotion promotion = Promotion.of(folder);
    String list = folder.resolve(word + ".json").toString();

    Ran closed = verify(promotion, "--status", list);
    Ran optional = verify(promotion, "--status", list, "--status-optional");

    assertThat(List.of(closed.exit(), optional.exit())).as(closed.err()).containsOnly(1);
    assertThat(closed.json().string("code")).isEqualTo("attestation." + word);
    assertThat(closed.json().string("message"))
        .startsWith("It does not count now: the status list of ")
        .endsWith(" says " + word + " of submission 1. " + sentence);
  }

  private Ran verify(Promotion promotion, String... more) {
    return run(
        Stream.concat(Stream.of(verifying(promotion)), Stream.of(more)).toArray(String[]::new));
  }

  private static String[] verifying(Promotion promotion) {
    return new String[] {
      "verify",
      promotion.bundle().toString(),
      promotion.artifact().toString(),
      "--key",
      promotion.key().toString(),
      "--log-key",
      promotion.logKey(),
      "--format",
      "json"
    };
  }

  private Ran run(String... args) {
    return Ran.command(Map.of(), folder, args);
  }
}
