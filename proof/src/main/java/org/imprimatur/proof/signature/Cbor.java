// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of CBOR (RFC 8949) that authenticators write. */
sealed interface Cbor {
  record Int(long value) implements Cbor {}

  record Text(String value) implements Cbor {}

  /** Compared by its identity: bytes are looked at, never used as a key. */
  final class Bytes implements Cbor {
    private final byte[] value;

    Bytes(byte[] value) {
      this.value = value.clone();
    }

    byte[] value() {
      return value.clone();
    }
  }

  record Arr(List<Cbor> values) implements Cbor {
    public Arr {
      values = List.copyOf(values);
    }
  }

  /** Keys are integers or texts, each once. */
  record Obj(Map<Cbor, Cbor> members) implements Cbor {
    public Obj {
      members = Map.copyOf(members);
    }

    Optional<Cbor> find(long key) {
      return Optional.ofNullable(members.get(new Int(key)));
    }

    Optional<Cbor> find(String key) {
      return Optional.ofNullable(members.get(new Text(key)));
    }

    long integer(long key) {
      if (find(key).orElse(null) instanceof Int(long value)) {
        return value;
      }
      throw missing("integer " + key);
    }

    byte[] bytes(long key) {
      if (find(key).orElse(null) instanceof Bytes bytes) {
        return bytes.value();
      }
      throw missing("byte string " + key);
    }

    byte[] bytes(String key) {
      if (find(key).orElse(null) instanceof Bytes bytes) {
        return bytes.value();
      }
      throw missing("byte string \"" + key + "\"");
    }

    String text(String key) {
      if (find(key).orElse(null) instanceof Text(String value)) {
        return value;
      }
      throw missing("text \"" + key + "\"");
    }

    private static PasskeyException missing(String what) {
      return new PasskeyException("passkey.cbor", "A map lacks the " + what + ".");
    }
  }

  record Bool(boolean value) implements Cbor {}

  record Nothing() implements Cbor {}
}
