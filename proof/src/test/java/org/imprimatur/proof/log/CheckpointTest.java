// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final Path PUBLISHED = Path.of("src/test/resources/vectors/checkpoints");
  private static final LogKey KEY =
      LogKey.parse(
          "approval.example.test/audit+0d2d862a+ARPCceQJ0SR60d3YRccQz38dfxQOpTSJ2jil25TmBTvA");

  @ParameterizedTest
  @ValueSource(strings = {"1", "255", "256", "257", "600", "1000", "1000.with-mldsa44"})
  void a_checkpoint_that_another_log_signed_is_verified(String name) throws IOException {
    var checkpoint = Checkpoint.verify(Files.readString(PUBLISHED.resolve(name)), KEY);

    assertThat(checkpoint.size()).isEqualTo(Long.parseLong(name.replace(".with-mldsa44", "")));
  }

  @Test
  void no_flipped_bit_in_the_signed_text_is_accepted() throws IOException {
    String note = Files.readString(PUBLISHED.resolve("1000"));
    int text = note.indexOf("\n\n");
    for (int i = 0; i < text; i++) {
      String forged = note.substring(0, i) + (char) (note.charAt(i) ^ 1) + note.substring(i + 1);
      assertThatThrownBy(() -> Checkpoint.verify(forged, KEY))
          .as("character %d", i)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_a_new_log_signs_it_verifies_and_nobody_else_does() throws GeneralSecurityException {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var key = LogKey.of("log.example.test", pair.getPublic());
    var checkpoint = new Checkpoint("log.example.test", 0, Hash.empty());

    String note = checkpoint.sign(key, pair.getPrivate());

    assertThat(Checkpoint.verify(note, LogKey.parse(key.vkey()))).isEqualTo(checkpoint);
    assertThatThrownBy(() -> Checkpoint.verify(note, KEY)).hasMessageContaining("not signed by");
  }
}
