// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a tile or an entry bundle of a log lies, as C2SP tlog-tiles says: {@code
 * tile/<level>/<index>[.p/<width>]}, with {@code entries} in the place of the level of a bundle.
 */
public record TilePath(int level, long index, int width) {
  /** The most entries that a log of ours may have. */
  public static final long MOST_ENTRIES = 1L << 40;

  /** How many hashes, or entries, a full tile holds. */
  public static final int FULL = 256;

  static final int ENTRIES = -1;
  private static final int HIGHEST = 5;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|[0-9])/((?:x[0-9]{3}/){0,3}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TilePath {
    if (level < ENTRIES || level > HIGHEST || width < 1 || width > FULL || index < 0) {
      throw new IllegalArgumentException("A log has no such tile.");
    }
    if (index > MOST_ENTRIES / FULL) {
      throw new IllegalArgumentException("A log has at most 2^40 entries.");
    }
  }

  /** The bundle that starts with entry {@code index} × 256. */
  public static TilePath entries(long index, int width) {
    return new TilePath(ENTRIES, index, width);
  }

  /** Reads a path; whatever is not written exactly as {@link #path()} writes it is empty. */
  public static Optional<TilePath> parse(String path) {
    var matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    if (level > HIGHEST || width > FULL || index > MOST_ENTRIES / FULL) {
      return Optional.empty();
    }
    return Optional.of(new TilePath(level, index, width)).filter(tile -> tile.path().equals(path));
  }

  /** Every bundle and tile of a log of this size, bundles first. */
  public static List<TilePath> of(long size) {
    if (size < 0 || size > MOST_ENTRIES) {
      throw new IllegalArgumentException("A log has at most 2^40 entries.");
    }
    List<TilePath> paths = new ArrayList<>();
    addLevel(ENTRIES, size, paths);
    long nodes = size;
    for (int level = 0; nodes > 0; level++) {
      addLevel(level, nodes, paths);
      nodes /= FULL;
    }
    return paths;
  }

  private static void addLevel(int level, long nodes, List<TilePath> paths) {
    long full = nodes / FULL;
    for (long index = 0; index < full; index++) {
      paths.add(new TilePath(level, index, FULL));
    }
    if (nodes % FULL > 0) {
      paths.add(new TilePath(level, full, (int) (nodes % FULL)));
    }
  }

  public boolean isBundle() {
    return level == ENTRIES;
  }

  /** The position of the first entry under the tile. */
  public long firstEntry() {
    return index * FULL * entriesPerNode();
  }

  /** How many entries lie under one hash of the tile; one in a bundle. */
  long entriesPerNode() {
    return 1L << (8 * Math.max(level, 0));
  }

  /** Whether a log of this size is long enough to fill the tile to its width. */
  public boolean isWithin(long size) {
    return size >= 0 && size / entriesPerNode() >= index * FULL + width;
  }

  public String path() {
    var number = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      number.insert(0, "x%03d/".formatted(rest % 1000));
    }
    String kind = isBundle() ? "entries" : Integer.toString(level);
    return "tile/" + kind + "/" + number + (width == FULL ? "" : ".p/" + width);
  }

  @Override
  public String toString() {
    return path();
  }
}
