// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of tiles and entry bundles (C2SP tlog-tiles), computed and read. */
public final class Tiles {
  /** The longest entry that a bundle can hold. */
  public static final int MOST_ENTRY_BYTES = 65_535;

  private Tiles() {}

  /** The hashes of a tile, of which the log must be long enough to fill it. */
  public static byte[] tile(TilePath path, Leaves leaves) {
    if (path.isBundle()) {
      throw new IllegalArgumentException(path + " is an entry bundle, not a tile of hashes.");
    }
    List<Hash> hashes = new ArrayList<>(path.width());
    long span = path.entriesPerNode();
    for (int node = 0; node < path.width(); node++) {
      hashes.add(MerkleProofs.root(path.firstEntry() + node * span, span, leaves));
    }
    return hashes(hashes);
  }

  static byte[] hashes(List<Hash> hashes) {
    var bytes = new ByteArrayOutputStream(hashes.size() * Hash.LENGTH);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  /** One bundle of 1 to 256 entries: each after its length in two bytes, the high one first. */
  public static byte[] bundle(List<byte[]> entries) {
    if (entries.isEmpty() || entries.size() > TilePath.FULL) {
      throw new IllegalArgumentException("A bundle holds 1 to 256 entries.");
    }
    var bytes = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MOST_ENTRY_BYTES) {
        throw new IllegalArgumentException(
            "An entry has at most 65535 bytes, this one " + entry.length + ".");
      }
      bytes.write(entry.length >> 8);
      bytes.write(entry.length);
      bytes.writeBytes(entry);
    }
    return bytes.toByteArray();
  }

  /** The entries of a bundle; anything but exactly {@code count} entries is refused. */
  public static List<byte[]> entries(byte[] bundle, int count) {
    var in = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>(count);
    while (entries.size() < count) {
      int length = in.remaining() < 2 ? Integer.MAX_VALUE : in.getShort() & 0xffff;
      if (length > in.remaining()) {
        throw new IllegalArgumentException(
            "The bundle ends within entry " + (entries.size() + 1) + " of " + count + ".");
      }
      byte[] entry = new byte[length];
      in.get(entry);
      entries.add(entry);
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("The bundle holds more than its " + count + " entries.");
    }
    return entries;
  }
}
