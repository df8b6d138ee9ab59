// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A whole log, found to be what its signed checkpoint says: every tile is the one that the entries
 * give, and so is the root. Iterating gives the entries in order. They are read again, a bundle at
 * a time, and refused if they are no longer those that were verified.
 */
public final class ExportedLog implements Iterable<byte[]> {
  private final LogSource source;
  private final Checkpoint checkpoint;
  private final List<Hash> bundles;

  private ExportedLog(LogSource source, Checkpoint checkpoint, List<Hash> bundles) {
    this.source = source;
    this.checkpoint = checkpoint;
    this.bundles = bundles;
  }

  /** Verifies all of it, or throws {@link LogException}. */
  public static ExportedLog open(LogSource source, LogKey key) {
    Checkpoint checkpoint = checkpoint(source, key);
    if (checkpoint.size() > TilePath.MOST_ENTRIES) {
      throw new LogException("log.size", "The log has more than 2^40 entries.");
    }
    var frontier = Frontier.empty();
    var tiles = new TileCheck(source);
    List<Hash> bundles = new ArrayList<>();
    for (long index = 0; frontier.size() < checkpoint.size(); index++) {
      byte[] bundle = bundle(source, index, checkpoint.size());
      bundles.add(Hash.leaf(bundle));
      for (byte[] entry : entries(bundle, index, checkpoint.size())) {
        Hash leaf = Hash.leaf(entry);
        frontier = frontier.append(leaf);
        tiles.add(leaf);
      }
    }
    if (!frontier.root().equals(checkpoint.root())) {
      throw new LogException(
          "log.root", "The entries do not give the root that the log's checkpoint signs.");
    }
    tiles.finish();
    return new ExportedLog(source, checkpoint, Collections.unmodifiableList(bundles));
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  public long size() {
    return checkpoint.size();
  }

  /** Whether the log begins with all that an earlier checkpoint covered. */
  public boolean continues(Checkpoint older) {
    if (older.size() > size() || !older.origin().equals(checkpoint.origin())) {
      return false;
    }
    var frontier = Frontier.empty();
    Iterator<byte[]> entries = iterator();
    while (frontier.size() < older.size()) {
      frontier = frontier.append(Hash.leaf(entries.next()));
    }
    return frontier.root().equals(older.root());
  }

  @Override
  public Iterator<byte[]> iterator() {
    return new Entries();
  }

  private static Checkpoint checkpoint(LogSource source, LogKey key) {
    byte[] note = need(source, "checkpoint", "log.checkpoint-missing");
    try {
      return Checkpoint.verify(new String(note, StandardCharsets.UTF_8), key);
    } catch (IllegalArgumentException e) {
      throw new LogException("log.checkpoint", "The checkpoint is refused: " + e.getMessage());
    }
  }

  private static byte[] bundle(LogSource source, long index, long size) {
    return need(source, path(index, size).path(), "log.bundle-missing");
  }

  private static List<byte[]> entries(byte[] bundle, long index, long size) {
    TilePath path = path(index, size);
    try {
      return Tiles.entries(bundle, path.width());
    } catch (IllegalArgumentException e) {
      throw new LogException("log.bundle", path + " is refused: " + e.getMessage());
    }
  }

  private static TilePath path(long index, long size) {
    long left = size - index * TilePath.FULL;
    return TilePath.entries(index, (int) Math.min(TilePath.FULL, left));
  }

  private static byte[] need(LogSource source, String path, String code) {
    return source
        .find(path)
        .orElseThrow(
            () -> new LogException(code, "The exported log lacks " + path + ". Export it again."));
  }

  private final class Entries implements Iterator<byte[]> {
    private long next;
    private List<byte[]> bundle = List.of();

    @Override
    public boolean hasNext() {
      return next < size();
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int within = (int) (next % TilePath.FULL);
      if (within == 0) {
        bundle = verified(next / TilePath.FULL);
      }
      next++;
      return bundle.get(within);
    }

    private List<byte[]> verified(long index) {
      byte[] bytes = bundle(source, index, size());
      if (!Hash.leaf(bytes).equals(bundles.get(Math.toIntExact(index)))) {
        throw new LogException(
            "log.changed", path(index, size()) + " changed while the log was being read.");
      }
      return entries(bytes, index, size());
    }
  }

  /** Grows the tiles of every level from the leaves and compares each with the exported one. */
  private static final class TileCheck {
    private final LogSource source;
    private final List<List<Hash>> levels = new ArrayList<>();
    private final List<Long> full = new ArrayList<>();

    TileCheck(LogSource source) {
      this.source = source;
    }

    void add(Hash leaf) {
      add(0, leaf);
    }

    private void add(int level, Hash node) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>(TilePath.FULL));
        full.add(0L);
      }
      List<Hash> hashes = levels.get(level);
      hashes.add(node);
      if (hashes.size() == TilePath.FULL) {
        check(level, hashes);
        full.set(level, full.get(level) + 1);
        Hash above = MerkleProofs.root(hashes);
        hashes.clear();
        add(level + 1, above);
      }
    }

    void finish() {
      for (int level = 0; level < levels.size(); level++) {
        if (!levels.get(level).isEmpty()) {
          check(level, levels.get(level));
        }
      }
    }

    private void check(int level, List<Hash> hashes) {
      var path = new TilePath(level, full.get(level), hashes.size());
      byte[] exported = need(source, path.path(), "log.tile-missing");
      if (!Arrays.equals(exported, Tiles.hashes(hashes))) {
        throw new LogException("log.tile", path + " does not hold the hashes of the entries.");
      }
    }
  }
}
