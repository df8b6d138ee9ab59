// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.util.Locale;
import java.util.Set;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * Eight characters by which a person finds the same statement again on the page, the receipt, the
 * manifest and the attestation: the beginning of the digest of what was shown before the signature.
 */
public final class StatementCode {
  /** What a statement that is signed with a password does not say yet when it is shown. */
  private static final Set<String> DECIDED =
      Set.of("decision", "at", "sentence", "opinion", "terms");

  private StatementCode() {}

  public static String of(Digest shown) {
    String hex = shown.hex().toUpperCase(Locale.ROOT);
    return hex.substring(0, 4) + "-" + hex.substring(4, 8);
  }

  /** The code of a signed statement: a passkey signs what was shown, whole. */
  public static String of(Json.Obj statement) {
    if (statement.find("site").isPresent()) {
      return of(Digest.of(statement));
    }
    Json.Builder shown = Json.obj();
    statement
        .members()
        .forEach(
            (name, value) -> {
              if (!DECIDED.contains(name)) {
                shown.put(name, value);
              }
            });
    return of(Digest.of(shown.build()));
  }
}
