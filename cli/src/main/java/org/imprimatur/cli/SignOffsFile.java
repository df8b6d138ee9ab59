// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bundle of the sign-offs: named, or beside the attestation under the like name.
 *
 * @param named whether somebody named it
 */
record SignOffsFile(Path path, boolean named) {
  private static final String JSON = ".json";

  /** {@code attestation.signoffs.json} for {@code attestation.json}. */
  static Path beside(Path attestation) {
    String name = String.valueOf(attestation.getFileName());
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    return attestation.resolveSibling(stem + ".signoffs" + JSON);
  }

  /** The file that is named, or else the one beside the attestation, if any. */
  static Optional<SignOffsFile> find(Optional<Path> named, Path attestation) {
    Path beside = beside(attestation);
    return named
        .map(path -> new SignOffsFile(path, true))
        .or(
            () ->
                Files.isRegularFile(beside)
                    ? Optional.of(new SignOffsFile(beside, false))
                    : Optional.empty());
  }

  byte[] bytes() {
    return LocalFile.small(path);
  }
}
