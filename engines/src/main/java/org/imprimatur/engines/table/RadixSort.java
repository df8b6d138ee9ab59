// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * Sorts a part of the keys with their codes: by the leading bits in which keys differ, into about a
 * bucket for every eight rows; small buckets are sorted by insertion and large ones again in the
 * same way. One for each thread, since it keeps its second place to write to.
 */
final class RadixSort {
  private static final int MOST_BITS = 14;
  private static final int FEW = 32;

  private long[] keys = new long[0];
  private char[] codes = new char[0];

  void sort(long[] ofKeys, char[] ofCodes, int from, int to) {
    if (to - from <= FEW) {
      insert(ofKeys, ofCodes, from, to);
      return;
    }
    long varying = 0;
    long first = ofKeys[from];
    for (int i = from + 1; i < to; i++) {
      varying |= ofKeys[i] ^ first;
    }
    if (varying != 0) {
      int eighth = (to - from) / 8;
      int bits = Math.min(MOST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(eighth));
      int highest = Long.SIZE - Long.numberOfLeadingZeros(varying);
      byLeadingBits(ofKeys, ofCodes, new Digit(from, to, Math.min(bits, highest), highest));
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

  /** Some bits of the keys from one place to another, up to the highest in which they differ. */
  private record Digit(int from, int to, int bits, int highest) {
    int shift() {
      return highest - bits;
    }

    int buckets() {
      return 1 << bits;
    }
  }

  private void byLeadingBits(long[] ofKeys, char[] ofCodes, Digit digit) {
    int size = digit.to - digit.from;
    grow(size);
    System.arraycopy(ofKeys, digit.from, keys, 0, size);
    System.arraycopy(ofCodes, digit.from, codes, 0, size);
    int[] ends = place(size, digit);
    int shift = digit.shift();
    int mask = digit.buckets() - 1;
    for (int i = size - 1; i >= 0; i--) {
      long key = keys[i];
      int at = --ends[(int) ((key ^ Long.MIN_VALUE) >>> shift) & mask];
      ofKeys[at] = key;
      ofCodes[at] = codes[i];
    }
    // Each end has become the start of its bucket.
    for (int bucket = 0; bucket <= mask; bucket++) {
      int next = bucket == mask ? digit.to : ends[bucket + 1];
      if (next - ends[bucket] > 1) {
        sort(ofKeys, ofCodes, ends[bucket], next);
      }
    }
  }

  /** Where each bucket ends; the sign is turned over, so that negative keys come first. */
  private int[] place(int size, Digit digit) {
    int shift = digit.shift();
    int mask = digit.buckets() - 1;
    int[] ends = new int[mask + 1];
    for (int i = 0; i < size; i++) {
      ends[(int) ((keys[i] ^ Long.MIN_VALUE) >>> shift) & mask]++;
    }
    int sum = digit.from;
    for (int bucket = 0; bucket <= mask; bucket++) {
      sum += ends[bucket];
      ends[bucket] = sum;
    }
    return ends;
  }

  private void grow(int size) {
    if (keys.length < size) {
      int room = size + size / 2;
      keys = new long[room];
      codes = new char[room];
    }
  }
}
