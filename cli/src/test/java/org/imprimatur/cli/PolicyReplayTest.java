// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft over the decisions of an export: one submission under the policy lending. */
class PolicyReplayTest {
  private static final Path EXPORT =
      Path.of("src/test/resources/signed-export.zip").toAbsolutePath();
  private static final Path STRICTER =
      Path.of("../examples/policies/lending.yaml").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void a_stricter_draft_says_what_would_lapse_and_why() {
    Ran text = replay(STRICTER, EXPORT);
    Ran json = replay(STRICTER, EXPORT, "--format", "json");

    assertThat(text.exit()).as(text.err()).isEqualTo(1);
    assertThat(text.out())
        .contains("loans v1 to production: would be refused; it is there now")
        .contains("fairness.four-fifths/1 has not been reported yet.")
        .contains("compliance         1 instead of 0");
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.json().string("imprimatur")).isEqualTo("policy-replay/v1");
    assertThat(json.json().integer("lapsing")).isEqualTo(1);
  }

  @Test
  void a_draft_under_which_everything_stands_ends_with_yes() throws IOException {
    String looser =
        """
        imprimatur: policy/v1
        name: looser
        risk:
          questions: {effect: {ask: "Effect?", answers: [none, decides]}}
          rules: [{id: R1, tier: low, when: "effect == 'decides'"}]
        gates:
          production:
            from: [development]
            requirements:
              - {id: decision, kind: signoff, role: business-owner, meaning: approval, tiers: [low, medium, high], covers: [artifact]}
        """;
    Path draft = Files.writeString(folder.resolve("looser.yaml"), looser);

    Ran nothing = replay(draft, EXPORT);
    Ran ran = replay(draft, EXPORT, "--of", "lending", "--format", "json");

    assertThat(nothing.exit()).isEqualTo(3);
    assertThat(nothing.err()).contains("replay.nothing", "--of");
    assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
    assertThat(ran.json().integer("unchanged")).isEqualTo(1);
    assertThat(ran.json().integer("ranked")).isEqualTo(1);
  }

  @Test
  void a_draft_with_phases_judges_as_if_it_were_enforced_and_says_so() throws IOException {
    String phased =
        Files.readString(STRICTER)
            .replace("{id: four-fifths,", "{id: four-fifths, enforced: {from: 2099-01-01},");
    Path draft = Files.writeString(folder.resolve("phased.yaml"), phased);

    assertThat(replay(draft, EXPORT).out())
        .contains("as if everything in it were enforced")
        .contains("fairness.four-fifths/1 has not been reported yet.");
    assertThat(replay(STRICTER, EXPORT).out()).doesNotContain("as if everything");
  }

  @Test
  void a_draft_that_is_no_policy_is_refused_with_its_lines() throws IOException {
    Path draft =
        Files.writeString(folder.resolve("draft.yaml"), "imprimatur: policy/v1\nname: x\n");

    Ran ran = replay(draft, EXPORT);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("draft.yaml:");
  }

  private Ran replay(Path draft, Path export, String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "policy";
    words[1] = "replay";
    words[2] = draft.toString();
    words[3] = export.toString();
    System.arraycopy(more, 0, words, 4, more.length);
    return Ran.command(Map.of(), folder, words);
  }
}
