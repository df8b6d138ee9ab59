// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sign-offs are verified from an export alone. The export is a file of the tests, so that what was
 * once signed stays verifiable: bruno signed with a passkey, lena with her password.
 */
class SignoffVerifyTest {
  private static final String SALT = "00112233445566778899aabbccddeeff";

  @TempDir Path folder;
  private Path export = Path.of("");

  @BeforeEach
  void an_export_lies_there() {
    export = Path.of("src/test/resources/signed-export.zip").toAbsolutePath();
  }

  @Test
  void a_signature_by_passkey_is_verified_without_a_server() {
    Ran ran = verify("s_p_bruno", "--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().bool("verified")).isTrue();
    Json.Obj signOff = (Json.Obj) ran.json().array("signOffs").values().getFirst();
    assertThat(signOff.string("state")).isEqualTo("verified");
    assertThat(signOff.string("method")).isEqualTo("passkey");
    assertThat(signOff.string("name")).isEqualTo("not-given");
    assertThat(signOff.string("code")).matches("[0-9A-F]{4}-[0-9A-F]{4}");
    assertThat(signOff.string("code").replace("-", ""))
        .isEqualToIgnoringCase(signOff.string("statement").substring(7, 15));
    assertThat(signOff.object("passkey").string("origin")).startsWith("http");
    assertThat(signOff.object("covers").members()).isNotEmpty();
  }

  @Test
  void all_sign_offs_of_a_submission_are_verified_and_told_in_words() {
    Ran ran = verify("1");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("Verified: sign-off s_p_bruno", "Verified: sign-off s_p_lena")
        .contains("by passkey k_first", "by password: ", "no name given")
        .contains("The key is the log's own word");
  }

  @Test
  void a_name_with_its_salt_is_held_to_the_commitment() {
    Ran right = verify("s_p_bruno", "--name", "Bruno Keller", "--salt", SALT);
    Ran wrong = verify("s_p_bruno", "--name", "Somebody Else", "--salt", SALT);
    Ran half = verify("s_p_bruno", "--name", "Bruno Keller");

    assertThat(right.exit()).isZero();
    assertThat(right.out()).contains("the name fits the commitment");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.out()).contains("Refused: ", "the name is another");
    assertThat(half.exit()).isEqualTo(2);
  }

  @Test
  void one_changed_byte_of_what_was_signed_is_refused() throws IOException {
    unpacked();
    String digest =
        ((Json.Obj)
                verify("s_p_bruno", "--format", "json").json().array("signOffs").values().get(0))
            .string("statement");
    change(export.resolve("blobs").resolve(digest.substring(7)));

    Ran ran = verify("s_p_bruno");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("Refused: ", "[blob.forged]");
  }

  @Test
  void one_changed_byte_of_the_log_is_refused_and_a_missing_blob_is_not_established()
      throws IOException {
    unpacked();
    String digest =
        ((Json.Obj)
                verify("s_p_bruno", "--format", "json").json().array("signOffs").values().get(0))
            .string("statement");
    Files.delete(export.resolve("blobs").resolve(digest.substring(7)));
    Ran missing = verify("s_p_bruno", "--format", "json");
    change(export.resolve("tile/entries/000.p/34"));
    Ran changed = verify("s_p_bruno", "--format", "json");

    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.json().bool("verified")).isFalse();
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.json().string("code")).isEqualTo("log.root");
  }

  @Test
  void another_key_an_unknown_sign_off_and_a_strange_id_have_their_exits() throws IOException {
    Ran otherKey = verify("s_p_bruno", "--key", Promotion.of(folder).logKey());
    Ran unknown = verify("s_none");
    Ran strange = verify("bruno");

    assertThat(otherKey.exit()).isEqualTo(1);
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(unknown.err()).contains("[signoff.unknown]");
    assertThat(strange.exit()).isEqualTo(2);
    assertThat(strange.err()).contains("[signoff.which]");
  }

  private void change(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 5] ^= 1;
    Files.write(file, bytes);
  }

  private void unpacked() {
    Path target = folder.resolve("export");
    Export.unpack(export, target);
    export = target;
  }

  private Ran verify(String which, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "signoff";
    args[1] = "verify";
    args[2] = export.toString();
    args[3] = which;
    System.arraycopy(more, 0, args, 4, more.length);
    return Ran.command(Map.of(), folder, args);
  }
}
