// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

/** Where the two databases need different words. */
public enum Dialect {
  SQLITE("BEGIN IMMEDIATE", "", "BLOB"),
  POSTGRESQL("BEGIN", " FOR UPDATE", "BYTEA");

  private final String begin;
  private final String lock;
  private final String bytes;

  Dialect(String begin, String lock, String bytes) {
    this.begin = begin;
    this.lock = lock;
    this.bytes = bytes;
  }

  String begin() {
    return begin;
  }

  /** What a SELECT ends with so that no other node reads the same row to change it. */
  public String lock() {
    return lock;
  }

  String bytes() {
    return bytes;
  }
}
