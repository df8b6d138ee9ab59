// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a log of 1,000 entries that Tessera wrote. */
class ExportedLogTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");
  private static final LogKey KEY =
      LogKey.parse(
          "approval.example.test/audit+0d2d862a+ARPCceQJ0SR60d3YRccQz38dfxQOpTSJ2jil25TmBTvA");

  @Test
  void a_log_that_another_server_wrote_is_verified_and_read_in_order() {
    var log = ExportedLog.open(foreign(), KEY);
    List<Hash> leaves = new ArrayList<>();
    log.forEach(entry -> leaves.add(Hash.leaf(entry)));

    assertThat(log.size()).isEqualTo(1000);
    assertThat(MerkleProofs.root(leaves)).isEqualTo(log.checkpoint().root());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "255", "256", "257", "600", "1000"})
  void it_continues_every_earlier_checkpoint(String name) throws IOException {
    var older = Checkpoint.verify(Files.readString(VECTORS.resolve("checkpoints/" + name)), KEY);
    var log = ExportedLog.open(foreign(), KEY);
    var fork = new Checkpoint(older.origin(), older.size(), Hash.empty());

    assertThat(log.continues(older)).isTrue();
    assertThat(log.continues(fork)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "tile/0/000",
        "tile/0/003.p/232",
        "tile/1/000.p/3",
        "tile/entries/000",
        "tile/entries/003.p/232"
      })
  void a_file_that_is_missing_or_changed_in_one_bit_is_noticed(String path) {
    byte[] bytes = foreign().find(path).orElseThrow();
    assertThatThrownBy(() -> ExportedLog.open(instead(path, Optional.empty()), KEY))
        .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.code()).endsWith("-missing"));
    // The rest of a checkpoint may be signatures of witnesses, which are not ours to judge.
    int judged = path.equals("checkpoint") ? 100 : bytes.length;
    for (int i = 0; i < judged; i += Math.max(1, judged / 97)) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> ExportedLog.open(instead(path, Optional.of(changed)), KEY))
          .as("%s, byte %d", path, i)
          .isInstanceOfSatisfying(
              LogException.class,
              e ->
                  assertThat(e.code())
                      .isIn("log.checkpoint", "log.root", "log.tile", "log.bundle"));
    }
  }

  @Test
  void a_bundle_exchanged_after_it_was_verified_is_refused() {
    Map<String, byte[]> exchanged = new HashMap<>();
    LogSource source =
        path -> Optional.ofNullable(exchanged.get(path)).or(() -> foreign().find(path));
    var log = ExportedLog.open(source, KEY);
    byte[] bundle = foreign().find("tile/entries/001").orElseThrow();
    bundle[40] ^= 1;
    exchanged.put("tile/entries/001", bundle);

    assertThatThrownBy(() -> log.forEach(_ -> {}))
        .isInstanceOfSatisfying(
            LogException.class, e -> assertThat(e.code()).isEqualTo("log.changed"));
  }

  @Test
  void what_is_written_from_leaf_hashes_reads_back_at_every_size() throws GeneralSecurityException {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var key = LogKey.of("log.example.test", pair.getPublic());
    for (int size : List.of(0, 1, 255, 256, 257, 512, 65_536, 65_537)) {
      List<byte[]> entries = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
      }
      List<Hash> leaves = entries.stream().map(Hash::leaf).toList();
      String note =
          new Checkpoint(key.name(), size, MerkleProofs.root(leaves)).sign(key, pair.getPrivate());

      var log = ExportedLog.open(written(note, entries, Leaves.of(leaves)), key);

      assertThat(log).as("%d entries", size).hasSize(size);
    }
  }

  private static LogSource written(String note, List<byte[]> entries, Leaves leaves) {
    Map<String, byte[]> files = new HashMap<>();
    files.put("checkpoint", note.getBytes(StandardCharsets.UTF_8));
    for (TilePath path : TilePath.of(entries.size())) {
      int from = Math.toIntExact(path.firstEntry());
      byte[] bytes =
          path.isBundle()
              ? Tiles.bundle(entries.subList(from, from + path.width()))
              : Tiles.tile(path, leaves);
      files.put(path.path(), bytes);
    }
    return path -> Optional.ofNullable(files.get(path));
  }

  private static LogSource instead(String path, Optional<byte[]> bytes) {
    return asked -> asked.equals(path) ? bytes : foreign().find(asked);
  }

  private static LogSource foreign() {
    return path -> {
      Path file = VECTORS.resolve("log1000").resolve(path);
      try {
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
