// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.Optional;

/** Where an exported log is read from: a folder, an archive, a server. */
@FunctionalInterface
public interface LogSource {
  /** The bytes under a path such as {@code checkpoint} or {@code tile/0/000}; empty if none. */
  Optional<byte[]> find(String path);
}
