// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bundle of the sign-offs lies: beside the attestation, under the like name. */
final class SignOffsFile {
  private static final String JSON = ".json";

  private SignOffsFile() {}

  /** {@code attestation.signoffs.json} for {@code attestation.json}. */
  static Path beside(Path attestation) {
    String name = String.valueOf(attestation.getFileName());
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    return attestation.resolveSibling(stem + ".signoffs" + JSON);
  }

  /** The bytes of the file that is named, or else of the one beside the attestation, if any. */
  static Optional<byte[]> find(Optional<Path> named, Path attestation) {
    Path beside = beside(attestation);
    return named
        .or(() -> Files.isRegularFile(beside) ? Optional.of(beside) : Optional.empty())
        .map(LocalFile::small);
  }
}
