// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Arrays;

/**
 * Sorts a part of the keys with their codes: least digit first, digits of 11 bits, without those in
 * which no two keys differ. One for each thread, since it keeps its second place to write to.
 */
final class RadixSort {
  private static final int BITS = 11;
  private static final int FEW = 48;

  private final int[] starts = new int[1 << BITS];
  private long[] keys = new long[0];
  private char[] codes = new char[0];

  void sort(long[] ofKeys, char[] ofCodes, int from, int to) {
    if (to - from <= FEW) {
      insert(ofKeys, ofCodes, from, to);
      return;
    }
    long varying = 0;
    for (int i = from; i < to; i++) {
      varying |= ofKeys[i] ^ ofKeys[from];
    }
    if (varying != 0) {
      grow(to - from);
      byDigits(new Place(ofKeys, ofCodes, from), to - from, varying);
    }
  }

  private static void insert(long[] keys, char[] codes, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long key = keys[i];
      char code = codes[i];
      int at = i;
      for (; at > from && keys[at - 1] > key; at--) {
        keys[at] = keys[at - 1];
        codes[at] = codes[at - 1];
      }
      keys[at] = key;
      codes[at] = code;
    }
  }

  private void grow(int size) {
    if (keys.length < size) {
      int room = size + size / 2;
      keys = new long[room];
      codes = new char[room];
    }
  }

  /** Where keys and codes lie. */
  private static final class Place {
    private final long[] keys;
    private final char[] codes;
    private final int from;

    Place(long[] keys, char[] codes, int from) {
      this.keys = keys;
      this.codes = codes;
      this.from = from;
    }
  }

  private void byDigits(Place place, int size, long varying) {
    Place source = place;
    Place target = new Place(keys, codes, 0);
    boolean away = false;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      long digit = (varying >>> shift) & ((1 << BITS) - 1);
      if (digit != 0) {
        move(source, target, size, shift);
        Place written = target;
        target = source;
        source = written;
        away = !away;
      }
    }
    if (away) {
      System.arraycopy(keys, 0, place.keys, place.from, size);
      System.arraycopy(codes, 0, place.codes, place.from, size);
    }
  }

  private void move(Place source, Place target, int size, int shift) {
    Arrays.fill(starts, 0);
    // The highest digit holds the sign: turned over, negative keys come first.
    long sign = shift + BITS >= Long.SIZE ? Long.MIN_VALUE : 0;
    int mask = starts.length - 1;
    for (int i = 0; i < size; i++) {
      starts[(int) ((source.keys[source.from + i] ^ sign) >>> shift) & mask]++;
    }
    int sum = target.from;
    for (int digit = 0; digit < starts.length; digit++) {
      int count = starts[digit];
      starts[digit] = sum;
      sum += count;
    }
    for (int i = 0; i < size; i++) {
      long key = source.keys[source.from + i];
      int at = starts[(int) ((key ^ sign) >>> shift) & mask]++;
      target.keys[at] = key;
      target.codes[at] = source.codes[source.from + i];
    }
  }
}
