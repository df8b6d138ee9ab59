// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.proof.log.TilePath;
import org.imprimatur.proof.log.Tiles;
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
    Ran ran = withoutLogKey("--export", other.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("Refused. [signoffs.log]", "is not the sign-off s_p_bruno");
  }

  @Test
  void without_a_log_key_an_export_says_by_which_key_it_was_checked() {
    Ran ran = withoutLogKey("--export", path("export.zip"));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("begins with the log that was attested; its checkpoint was held to the key in")
        .contains("was not checked: no key of it was given.");
    assertThat(verify("--export", path("export.zip")).out()).doesNotContain("held to the key in");
  }

  /** Whoever forges a log signs it with a key of their own and keeps the sign-offs as they were. */
  @Test
  void the_same_sign_offs_in_a_log_of_another_root_are_refused() throws Exception {
    Ran whole = withoutLogKey("--export", forged(0).toString());
    Ran shorter = withoutLogKey("--export", forged(1).toString());

    assertThat(whole.exit()).isEqualTo(1);
    assertThat(whole.out())
        .contains("Refused. [signoffs.log]", "does not begin with the 33 entries");
    assertThat(shorter.exit()).isEqualTo(3);
    assertThat(shorter.err()).contains("[signoffs.export-ends]");
  }

  /** The exported log under another key, with its last entries left out. */
  private Path forged(int left) throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    List<byte[]> entries = new ArrayList<>();
    Path forged = Files.createDirectories(folder.resolve("forged-" + left));
    try (Export export = Export.open(folder.resolve("export.zip"))) {
      ExportedLog.open(export::find, export.ownKey()).forEach(entries::add);
      var opened = (LogOpened) Act.parse(entries.getFirst());
      LogKey key = LogKey.of(opened.origin(), keys.getPublic());
      entries.set(
          0,
          new LogOpened(opened.stamp(), opened.origin(), key.vkey(), opened.attestationKey())
              .bytes());
      // The attestation is of the true log; a forger leaves it out.
      entries.removeLast();
      for (int i = 0; i < left; i++) {
        entries.removeLast();
      }
      List<Hash> leaves = entries.stream().map(Hash::leaf).toList();
      int size = leaves.size();
      write(forged.resolve("tile/entries/000.p/" + size), Tiles.bundle(entries));
      write(
          forged.resolve("tile/0/000.p/" + size),
          Tiles.tile(new TilePath(0, 0, size), Leaves.of(leaves)));
      String note =
          new Checkpoint(key.name(), size, MerkleProofs.root(leaves)).sign(key, keys.getPrivate());
      write(forged.resolve("checkpoint"), note.getBytes(UTF_8));
    }
    try (var zip = new ZipFile(path("export.zip"))) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith("blobs/")) {
          write(forged.resolve(entry.getName()), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return forged;
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private Ran withoutLogKey(String... more) {
    List<String> arguments = new ArrayList<>(arguments(more));
    int key = arguments.indexOf("--log-key");
    arguments.subList(key, key + 2).clear();
    return Ran.command(Map.of(), folder, arguments.toArray(String[]::new));
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
  void sign_offs_that_were_left_beside_another_attestation_are_named_and_not_blamed_on_it()
      throws IOException {
    Promotion other = Promotion.of(Files.createDirectories(folder.resolve("other")));
    Path left = other.bundle().resolveSibling("attestation.signoffs.json");
    Files.copy(folder.resolve("attestation.signoffs.json"), left);
    String[] arguments = {
      "verify",
      other.bundle().toString(),
      other.artifact().toString(),
      "--key",
      other.key().toString()
    };

    Ran ran = Ran.command(Map.of(), folder, arguments);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("What is refused are the sign-offs in " + left + ", which was taken since")
        .contains("the attestation alone would hold");
    Files.delete(left);
    assertThat(Ran.command(Map.of(), folder, arguments).exit()).isZero();
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
