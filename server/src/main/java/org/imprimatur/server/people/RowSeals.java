// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import org.imprimatur.server.audit.Seals;

/**
 * The seals of the rows by which somebody is recognised; each holds the person and all that counts.
 */
record RowSeals(Seals seals) {
  String password(String person, String hash) {
    return seals.of("password", person, hash);
  }

  /** Of a secret there is its SHA-256 alone. */
  String token(String token, String person, String hash) {
    return seals.of("token", token, person, hash);
  }

  String session(String hash, String person, long expires) {
    return seals.of("session", hash, person, Long.toString(expires));
  }

  String link(String hash, String person, long expires) {
    return seals.of("link", hash, person, Long.toString(expires));
  }
}
