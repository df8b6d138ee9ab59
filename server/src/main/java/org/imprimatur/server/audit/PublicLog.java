// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.imprimatur.proof.log.TilePath;
import org.imprimatur.proof.log.Tiles;
import org.springframework.stereotype.Component;

/** The log as C2SP tlog-tiles lay it out: checkpoint, tiles of hashes, bundles of entries. */
@Component
public final class PublicLog {
  private final Audit audit;

  PublicLog(Audit audit) {
    this.audit = audit;
  }

  /** The bytes under a path such as {@code checkpoint} or {@code tile/entries/000.p/37}. */
  public Optional<byte[]> find(String path) {
    if (path.equals("checkpoint")) {
      String checkpoint = audit.checkpoint();
      return checkpoint.isEmpty()
          ? Optional.empty()
          : Optional.of(checkpoint.getBytes(StandardCharsets.UTF_8));
    }
    long size = audit.size();
    return TilePath.parse(path).filter(tile -> tile.isWithin(size)).map(this::bytes);
  }

  private byte[] bytes(TilePath tile) {
    return tile.isBundle()
        ? Tiles.bundle(audit.entries(tile.firstEntry(), tile.width()))
        : Tiles.tile(tile, audit.leaves());
  }
}
