// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a log of 1,000 entries that Tessera wrote. */
class MerkleProofsTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 600, 1000})
  void the_root_of_every_published_checkpoint_comes_out(int size) throws IOException {
    assertThat(MerkleProofs.root(leaves().subList(0, size))).isEqualTo(published(size));
  }

  @Test
  void every_entry_is_proven_and_no_entry_for_another() throws IOException {
    List<Hash> leaves = leaves();
    Hash root = published(1000);
    for (int i = 0; i < leaves.size(); i++) {
      List<Hash> path = MerkleProofs.inclusion(i, leaves);
      assertThat(MerkleProofs.includes(i, 1000, leaves.get(i), path, root)).isTrue();
      int other = (i + 1) % 1000;
      assertThat(MerkleProofs.includes(i, 1000, leaves.get(other), path, root)).isFalse();
      assertThat(MerkleProofs.includes(other, 1000, leaves.get(i), path, root)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 600})
  void every_later_checkpoint_continues_every_earlier_one(int older) throws IOException {
    List<Hash> leaves = leaves();
    for (int size : List.of(1, 255, 256, 257, 600, 1000)) {
      if (size < older) {
        continue;
      }
      List<Hash> path = MerkleProofs.consistency(older, leaves.subList(0, size));
      assertThat(MerkleProofs.continues(older, size, published(older), published(size), path))
          .as("%d to %d", older, size)
          .isTrue();
      assertThat(MerkleProofs.continues(older, size, Hash.empty(), published(size), path))
          .isFalse();
    }
  }

  private static List<Hash> leaves() throws IOException {
    List<Hash> leaves = new ArrayList<>();
    for (String tile : List.of("000", "001", "002", "003.p/232")) {
      var bundle =
          ByteBuffer.wrap(Files.readAllBytes(VECTORS.resolve("log1000/tile/entries/" + tile)));
      while (bundle.hasRemaining()) {
        byte[] entry = new byte[bundle.getShort() & 0xffff];
        bundle.get(entry);
        leaves.add(Hash.leaf(entry));
      }
    }
    return leaves;
  }

  private static Hash published(int size) throws IOException {
    var lines = Files.readAllLines(VECTORS.resolve("checkpoints/" + size));
    assertThat(lines.get(1)).isEqualTo(Integer.toString(size));
    return Hash.of(Base64.getDecoder().decode(lines.get(2)));
  }
}
