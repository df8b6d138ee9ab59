// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputCopyTest {
  private static final int PART = 4 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 3 * PART + 17})
  void a_copy_has_every_byte_and_its_digest_is_theirs(int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path source = Files.write(folder.resolve("source"), bytes);
    Path target = folder.resolve("target");

    assertThat(InputCopy.make(source, target)).isEqualTo(Digest.of(bytes).hex());

    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void what_is_not_there_is_not_copied_and_what_is_there_is_not_overwritten() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "one");
    Path other = Files.writeString(folder.resolve("other"), "other");

    assertThatThrownBy(() -> InputCopy.make(folder.resolve("none"), folder.resolve("new")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> InputCopy.make(one, other))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(folder.resolve("new")).doesNotExist();
    assertThat(other).hasContent("other");
  }
}
