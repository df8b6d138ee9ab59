// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.server.database.Database;

/**
 * Keeps the newest signed end of the log beside the keys, outside the database: whoever puts an
 * older database back while no server runs is noticed at the next start. It is written within a
 * second or two of the commit and at the end of the server, and never replaced by an earlier one.
 */
public final class KeptHead extends Rounds {
  private final Audit audit;
  private final Path keys;

  // Of the thread of the rounds, and of whoever stops them when that has ended.
  private String last = "";

  /** Begins nothing yet; the file is {@link #file}. */
  public KeptHead(Audit audit, Path keys) {
    super("kept-head", 1, Duration.ofSeconds(1));
    this.audit = audit;
    this.keys = keys;
  }

  /** Where it is kept in a folder of keys. */
  private static Path file(Path keys) {
    return keys.resolve("newest-checkpoint");
  }

  /** Why nobody may go on from the log in a database; empty where none longer was kept. */
  public static Optional<String> older(Path keys, Database database) throws IOException {
    long size = new LogStore(database.dialect()).size(database.reader());
    try {
      long kept = size(keys).orElse(0L);
      return kept <= size
          ? Optional.empty()
          : Optional.of(
              ("The log in this database has %d entries, and %d were signed here (%s): an older"
                      + " database was put back. Put the newest one in its place. If you mean to go"
                      + " on from this one, move that file away: what came after is lost, and"
                      + " whoever holds a younger checkpoint will see it.")
                  .formatted(size, kept, file(keys)));
    } catch (IllegalArgumentException e) {
      return Optional.of("The file " + file(keys) + " is no checkpoint: " + e.getMessage());
    }
  }

  /**
   * How many entries the log had when it was kept last; empty where nothing was. Throws {@link
   * IllegalArgumentException} where the file holds no checkpoint.
   */
  private static Optional<Long> size(Path keys) throws IOException {
    Path file = file(keys);
    return Files.exists(file)
        ? Optional.of(Checkpoint.unverified(Files.readString(file)).size())
        : Optional.empty();
  }

  @Override
  protected boolean round() {
    String note = audit.checkpoint();
    if (!note.isEmpty() && !note.equals(last)) {
      keep(note);
      last = note;
    }
    return false;
  }

  /** The rows can be changed by hand: only what was signed is kept, and only what is longer. */
  private void keep(String note) {
    long size = Checkpoint.verify(note, audit.verifier()).size();
    Path file = file(keys);
    try {
      if (size(keys).orElse(0L) < size) {
        Path fresh = Files.createTempFile(keys, "newest", ".part");
        Files.writeString(fresh, note, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The newest checkpoint cannot be kept in " + file + ".", e);
    }
  }

  @Override
  public void stop() {
    super.stop();
    rest();
  }
}
