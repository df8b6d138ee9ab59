// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader: lengths are definite and written in the shortest form, keys are unique, there
 * are neither tags nor floating numbers, and nothing is deeper or longer than an authenticator
 * needs.
 */
final class CborReader {
  private static final int DEEPEST = 8;
  private static final int MOST_MEMBERS = 64;

  private final byte[] bytes;
  private int at;
  private int depth;

  CborReader(byte[] bytes, int from) {
    this.bytes = bytes.clone();
    this.at = from;
  }

  /** One value that takes all bytes. */
  static Cbor read(byte[] bytes) {
    var reader = new CborReader(bytes, 0);
    Cbor value = reader.next();
    if (reader.at != bytes.length) {
      throw wrong("something follows the value");
    }
    return value;
  }

  /** Where the next value would begin. */
  int position() {
    return at;
  }

  Cbor next() {
    if (++depth > DEEPEST) {
      throw wrong("the nesting is deeper than " + DEEPEST);
    }
    int head = one();
    Cbor value = value(head >> 5, head & 31);
    depth--;
    return value;
  }

  private Cbor value(int major, int minor) {
    return switch (major) {
      case 0 -> new Cbor.Int(number(minor));
      case 1 -> new Cbor.Int(-1 - number(minor));
      case 2 -> new Cbor.Bytes(some(number(minor)));
      case 3 -> text(some(number(minor)));
      case 4 -> array(count(minor));
      case 5 -> map(count(minor));
      case 7 -> simple(minor);
      default -> throw wrong("tags are not read");
    };
  }

  private static Cbor simple(int minor) {
    return switch (minor) {
      case 20 -> new Cbor.Bool(false);
      case 21 -> new Cbor.Bool(true);
      case 22 -> new Cbor.Nothing();
      default -> throw wrong("the simple value " + minor + " is not read");
    };
  }

  private Cbor array(int count) {
    List<Cbor> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(next());
    }
    return new Cbor.Arr(values);
  }

  private Cbor map(int count) {
    Map<Cbor, Cbor> members = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Cbor key = next();
      boolean plain = key instanceof Cbor.Int || key instanceof Cbor.Text;
      if (!plain || members.put(key, next()) != null) {
        throw wrong("a map has a key twice, or one that is neither a number nor a text");
      }
    }
    return new Cbor.Obj(members);
  }

  private static Cbor text(byte[] utf8) {
    try {
      return new Cbor.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw wrong("a text is not UTF-8");
    }
  }

  private int count(int minor) {
    long count = number(minor);
    if (count > MOST_MEMBERS) {
      throw wrong("a list has more than " + MOST_MEMBERS + " members");
    }
    return (int) count;
  }

  /** The number behind a head; each has exactly one way to be written. */
  private long number(int minor) {
    if (minor < 24) {
      return minor;
    }
    int width =
        switch (minor) {
          case 24 -> 1;
          case 25 -> 2;
          case 26 -> 4;
          default -> throw wrong("a length is indefinite or larger than 32 bits");
        };
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | one();
    }
    long least = width == 1 ? 24 : width == 2 ? 1L << 8 : 1L << 16;
    if (value < least) {
      throw wrong("a number is not written in the shortest form");
    }
    return value;
  }

  private int one() {
    if (at >= bytes.length) {
      throw wrong("the bytes end within a value");
    }
    return bytes[at++] & 0xff;
  }

  private byte[] some(long length) {
    if (length > bytes.length - at) {
      throw wrong("the bytes end within a value");
    }
    int from = at;
    at += (int) length;
    return Arrays.copyOfRange(bytes, from, at);
  }

  private static PasskeyException wrong(String why) {
    return new PasskeyException("passkey.cbor", "The authenticator's CBOR cannot be read: " + why);
  }
}
