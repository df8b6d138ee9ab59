// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose scores lie near each other: full pieces in files, the last one in memory. */
final class Portion {
  /** How many rows are written at once. */
  static final int PIECE = 1024;

  private static final int FIRST = 64;

  private final RowFiles files;
  private final List<RowFiles.Piece> pieces = new ArrayList<>();
  private long[] keys = new long[FIRST];
  private char[] codes = new char[FIRST];
  private int size;
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;

  Portion(RowFiles files) {
    this.files = files;
  }

  /** Takes some rows; the arrays are overwritten afterwards. */
  interface Taker {
    void rows(long[] keys, char[] codes, int count);
  }

  void add(long key, char code) throws IOException {
    if (size == keys.length) {
      makeRoom();
    }
    keys[size] = key;
    codes[size++] = code;
    low = Math.min(low, key);
    high = Math.max(high, key);
  }

  private void makeRoom() throws IOException {
    if (size < PIECE) {
      keys = Arrays.copyOf(keys, 2 * size);
      codes = Arrays.copyOf(codes, 2 * size);
      return;
    }
    pieces.add(files.write(keys, codes, size));
    size = 0;
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }

  long rows() {
    return (long) pieces.size() * PIECE + size;
  }

  /** Reads all rows piece by piece. */
  void pieces(Taker taker) {
    ByteBuffer buffer = RowFiles.room();
    long[] ofPiece = new long[PIECE];
    char[] codesOfPiece = new char[PIECE];
    for (RowFiles.Piece piece : pieces) {
      piece.read(buffer, ofPiece, codesOfPiece, 0);
      taker.rows(ofPiece, codesOfPiece, piece.rows());
    }
    taker.rows(keys, codes, size);
  }

  /** Reads all rows into arrays that have room for them. */
  void read(ByteBuffer buffer, long[] toKeys, char[] toCodes, int from) {
    int at = from;
    for (RowFiles.Piece piece : pieces) {
      piece.read(buffer, toKeys, toCodes, at);
      at += piece.rows();
    }
    System.arraycopy(keys, 0, toKeys, at, size);
    System.arraycopy(codes, 0, toCodes, at, size);
  }
}
