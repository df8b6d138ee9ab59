// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Path MODEL = Path.of("src/test/resources/vectors/oms/model");
  private static final Digest SOME = Digest.of(new byte[0]);

  @Test
  void the_model_digest_is_that_of_the_reference_signer() throws IOException {
    assertThat(manifest().modelDigest().hex())
        .isEqualTo("8b0db20eed9cb6fd27b636f5aa4a01aefeda0db1fba5796b8fb32d17bc272319");
  }

  @Test
  void what_is_written_reads_back_as_the_same_manifest() throws IOException {
    assertThat(Manifest.fromJson(manifest().toJson())).isEqualTo(manifest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../x",
        "a/../x",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "a\u0000",
        "e\u0301"
      })
  void a_path_that_leaves_the_folder_or_reads_two_ways_is_refused(String path) {
    assertThatThrownBy(() -> new Manifest.File(path, SOME, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relative to the model's folder");
  }

  @Test
  void a_file_named_twice_is_refused() {
    var file = new Manifest.File("model.onnx", SOME, 0);

    assertThatThrownBy(() -> new Manifest(List.of(file, file))).hasMessageContaining("twice");
  }

  private static Manifest manifest() throws IOException {
    List<Manifest.File> files = new ArrayList<>();
    try (var paths = Files.walk(MODEL)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = MODEL.relativize(path).toString().replace('\\', '/');
        files.add(new Manifest.File(name, Digest.of(Files.readAllBytes(path)), Files.size(path)));
      }
    }
    return new Manifest(files);
  }
}
