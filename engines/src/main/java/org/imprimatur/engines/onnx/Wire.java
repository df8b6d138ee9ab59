// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the fields of one protobuf message, with every length checked against the bytes there are.
 */
final class Wire {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int field;
  private int type;
  private long number;
  private int start;

  Wire(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Wire(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Moves to the next field; false at the end of the message. */
  boolean next() throws CorruptModelException {
    if (at == end) {
      return false;
    }
    long key = varint();
    field = (int) (key >>> 3);
    type = (int) (key & 7);
    if (field <= 0 || key >>> 3 > 0x1fffffff) {
      throw new CorruptModelException();
    }
    start = at;
    switch (type) {
      case 0 -> number = varint();
      case 1 -> skip(8);
      case 2 -> {
        long length = varint();
        start = at;
        skip(length);
      }
      case 5 -> skip(4);
      default -> throw new CorruptModelException();
    }
    return true;
  }

  int field() {
    return field;
  }

  long number() throws CorruptModelException {
    need(0);
    return number;
  }

  String text() throws CorruptModelException {
    need(2);
    return new String(bytes, start, at - start, StandardCharsets.UTF_8);
  }

  /** The bytes of a field, as they lie there. */
  ByteBuffer bytes() throws CorruptModelException {
    need(2);
    return ByteBuffer.wrap(bytes, start, at - start).asReadOnlyBuffer();
  }

  int length() throws CorruptModelException {
    need(2);
    return at - start;
  }

  Wire message() throws CorruptModelException {
    need(2);
    return new Wire(bytes, start, at);
  }

  /** The numbers of a repeated field, packed or one by one. */
  long[] numbers() throws CorruptModelException {
    if (type == 0) {
      return new long[] {number};
    }
    Wire inner = message();
    long[] found = new long[8];
    int count = 0;
    while (inner.at < inner.end) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count++] = inner.varint();
    }
    return Arrays.copyOf(found, count);
  }

  private void need(int wanted) throws CorruptModelException {
    if (type != wanted) {
      throw new CorruptModelException();
    }
  }

  private void skip(long length) throws CorruptModelException {
    if (length < 0 || length > end - at) {
      throw new CorruptModelException();
    }
    at += (int) length;
  }

  private long varint() throws CorruptModelException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw new CorruptModelException();
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptModelException();
  }

  /** The bytes are not a protobuf message. */
  static final class CorruptModelException extends Exception {
    private static final long serialVersionUID = 1L;

    CorruptModelException() {
      super("The bytes end early or are no protobuf message");
    }
  }
}
