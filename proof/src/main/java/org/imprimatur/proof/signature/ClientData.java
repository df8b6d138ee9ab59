// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/** What the browser says: which ceremony, for which challenge, from which page. */
final class ClientData {
  static final int MOST_BYTES = 4096;

  private final Json.Obj json;

  private ClientData(Json.Obj json) {
    this.json = json;
  }

  static ClientData read(byte[] bytes) {
    try {
      if (Json.parse(bytes) instanceof Json.Obj json) {
        return new ClientData(json);
      }
    } catch (JsonException e) {
      // Told below.
    }
    throw new PasskeyException("passkey.client-data", "The browser's data cannot be read.");
  }

  /** Throws unless it is this ceremony on this site, in a page of its own. */
  void expect(String type, Site site) {
    if (!says("type", type)) {
      throw new PasskeyException("passkey.type", "The passkey was asked for something else.");
    }
    if (!says("origin", site.origin())) {
      throw new PasskeyException(
          "passkey.origin", "The passkey was used on another page than " + site.origin() + ".");
    }
    boolean embedded = json.find("crossOrigin").map(Json.of(true)::equals).orElse(false);
    if (embedded || json.find("topOrigin").isPresent()) {
      throw new PasskeyException(
          "passkey.origin", "The passkey was used within a page of another site.");
    }
  }

  /** Throws unless exactly these bytes were to be signed. */
  void expectChallenge(byte[] challenge) {
    if (!says("challenge", Base64Url.write(challenge))) {
      throw new PasskeyException(
          "passkey.challenge", "The passkey signed something else than this.");
    }
  }

  private boolean says(String member, String value) {
    return json.find(member).equals(Optional.of(Json.of(value)));
  }
}
