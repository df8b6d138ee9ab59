// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.Set;
import org.imprimatur.proof.json.Json;

/** Objects with known members only: what is not understood does not pass. */
final class Members {
  private Members() {}

  static Json.Obj object(Json json, String code, String thing, Set<String> known) {
    if (!(json instanceof Json.Obj object)) {
      throw new AttestationException(code, thing + " must be a JSON object.");
    }
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw new AttestationException(code, thing + " has an unknown member \"" + name + "\".");
      }
    }
    return object;
  }
}
