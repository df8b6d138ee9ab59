// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people signed is verified beside the attestation. The files are those of the tests, so that
 * what was once attested stays verifiable: bruno signed with a passkey, lena with her password.
 */
class VerifySignOffsTest {
  private static final List<String> FILES =
      List.of(
          "attestation.json",
          "attestation.signoffs.json",
          "attestation.pem",
          "log.vkey",
          "model.onnx",
          "export.zip");

  @TempDir Path folder;

  @BeforeEach
  void the_files_lie_there() throws IOException {
    for (String name : FILES) {
      Files.copy(Path.of("src/test/resources/attested").resolve(name), folder.resolve(name));
    }
  }

  @Test
  void the_signers_are_told_with_the_codes_of_their_receipts() {
    Ran ran = verify("--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().bool("signOffsChecked")).isTrue();
    Json.Obj bruno = (Json.Obj) ran.json().array("signOffs").values().getFirst();
    assertThat(bruno.string("method")).isEqualTo("passkey");
    assertThat(bruno.string("passkey")).isEqualTo("k_first");
    assertThat(bruno.bool("current")).isTrue();
    assertThat(bruno.string("code").replace("-", ""))
        .isEqualToIgnoringCase(bruno.string("statement").substring(7, 15));
    assertThat(verify().out()).contains("Code " + bruno.string("code"), "whose signature holds");
  }

  @Test
  void the_same_codes_come_out_of_the_exported_log() {
    List<String> attested = codes(verify("--format", "json"));
    Ran export =
        Ran.command(
            Map.of(), folder, "signoff", "verify", path("export.zip"), "1", "--format", "json");

    assertThat(attested).hasSize(2).isEqualTo(codes(export));
  }

  @Test
  void with_an_export_each_sign_off_is_held_to_the_log() {
    Ran ran = verify("--export", path("export.zip"), "--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().bool("exportChecked")).isTrue();
    assertThat(ran.json().array("sentences").values().getLast().text())
        .contains("is one of the exported log");
  }

  @Test
  void an_export_of_another_log_is_refused() {
    Path other = Path.of("src/test/resources/signed-export.zip").toAbsolutePath();

    Ran otherKey = verify("--export", other.toString(), "--format", "json");

    assertThat(otherKey.exit()).isEqualTo(1);
    assertThat(otherKey.json().bool("verified")).isFalse();
    assertThat(otherKey.json().string("code")).startsWith("log.");
  }

  @Test
  void a_sign_off_that_the_exported_log_does_not_hold_is_refused() {
    Path other = Path.of("src/test/resources/signed-export.zip").toAbsolutePath();
    List<String> withoutLogKey = new ArrayList<>(arguments("--export", other.toString()));
    int key = withoutLogKey.indexOf("--log-key");
    withoutLogKey.subList(key, key + 2).clear();

    Ran ran = Ran.command(Map.of(), folder, withoutLogKey.toArray(String[]::new));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("Refused. [signoffs.log]", "is not the sign-off s_p_bruno");
  }

  @Test
  void sign_offs_that_were_changed_are_refused() throws IOException {
    Path file = folder.resolve("attestation.signoffs.json");
    String text = Files.readString(file, UTF_8);
    int middle = text.length() / 2;
    char other = text.charAt(middle) == 'A' ? 'B' : 'A';
    Files.writeString(file, text.substring(0, middle) + other + text.substring(middle + 1), UTF_8);

    Ran ran = verify("--format", "json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().string("code")).isEqualTo("dsse.signature");
  }

  @Test
  void the_attestation_alone_still_verifies_and_says_what_was_not_checked() throws IOException {
    Files.delete(folder.resolve("attestation.signoffs.json"));

    Ran alone = verify();
    Ran held = verify("--export", path("export.zip"));

    assertThat(alone.exit()).isZero();
    assertThat(alone.out()).contains("p_bruno signed review", "What they signed was not checked");
    assertThat(held.exit()).isEqualTo(2);
    assertThat(held.err()).contains("[verify.export]");
  }

  @Test
  void the_file_of_the_sign_offs_can_lie_elsewhere() throws IOException {
    Path elsewhere = folder.resolve("elsewhere.json");
    Files.move(folder.resolve("attestation.signoffs.json"), elsewhere);

    assertThat(verify("--signoffs", elsewhere.toString()).out()).contains("Code ");
  }

  @Test
  void the_whole_log_is_sound_with_its_attestation() {
    Ran ran = Ran.command(Map.of(), folder, "audit", "verify", path("export.zip"));

    assertThat(ran.out()).startsWith("Sound");
  }

  private static List<String> codes(Ran ran) {
    return ran.json().array("signOffs").values().stream()
        .map(signOff -> ((Json.Obj) signOff).string("code"))
        .toList();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("verify", path("attestation.json"), path("model.onnx")));
    arguments.addAll(List.of("--key", path("attestation.pem"), "--log-key", path("log.vkey")));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Ran verify(String... more) {
    return Ran.command(Map.of(), folder, arguments(more).toArray(String[]::new));
  }
}
