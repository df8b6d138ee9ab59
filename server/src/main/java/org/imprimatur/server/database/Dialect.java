// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.util.Map;

/** Where the two databases need different words. */
public enum Dialect {
  SQLITE("BEGIN IMMEDIATE", "", "COMMIT"),
  POSTGRESQL("BEGIN", " FOR UPDATE", "SET LOCAL synchronous_commit TO OFF; COMMIT");

  private final String begin;
  private final String lock;
  private final String commitSoon;

  Dialect(String begin, String lock, String commitSoon) {
    this.begin = begin;
    this.lock = lock;
    this.commitSoon = commitSoon;
  }

  String begin() {
    return begin;
  }

  /** What a SELECT ends with so that no other node reads the same row to change it. */
  public String lock() {
    return lock;
  }

  /** The words of the migrations that the databases write differently. */
  Map<String, String> words() {
    return switch (this) {
      case SQLITE -> Map.of("bytes", "BLOB", "bytewise", "", "keyed", "WITHOUT ROWID");
      case POSTGRESQL -> Map.of("bytes", "BYTEA", "bytewise", "COLLATE \"C\"", "keyed", "");
    };
  }

  /** Where the tables' shapes stand; some matter to one database alone. */
  String[] migrations() {
    return switch (this) {
      case SQLITE -> new String[] {"classpath:db/migration"};
      case POSTGRESQL -> new String[] {"classpath:db/migration", "classpath:db/postgresql"};
    };
  }

  /** A commit that may reach the disk later, yet in its order; SQLite knows none that is safe. */
  String commitSoon() {
    return commitSoon;
  }
}
