// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.time.Duration;
import java.time.Instant;
import org.imprimatur.proof.json.Json;

/**
 * Where and when a statement was shown to be signed by passkey. The server takes no signature that
 * this rule refuses, and a replay holds every recorded one to the same rule.
 *
 * @param shown the instant that the statement names, fixed before it is signed
 */
public record Ceremony(Site site, Instant shown) {
  /** How long an authenticator can take. */
  public static final Duration LASTS = Duration.ofMinutes(5);

  /** Reads site and instant of a statement; throws {@link PasskeyException} for a wrong site. */
  public static Ceremony of(Json.Obj statement) {
    return new Ceremony(Site.read(statement.object("site")), Instant.parse(statement.string("at")));
  }

  /** When the signature is taken no longer, unless that was before. */
  public Instant ends() {
    return shown.plus(LASTS);
  }

  /** Throws {@link PasskeyException} unless the signature was recorded while the page waited. */
  public void expectRecorded(Instant at) {
    if (shown.isAfter(at) || ends().isBefore(at)) {
      throw new PasskeyException(
          "passkey.late", "The statement was shown at %s and signed at %s.".formatted(shown, at));
    }
  }

  /** Throws {@link PasskeyException} unless the passkey was made for this site. */
  public void expectMadeFor(String rp) {
    if (!site.rp().equals(rp)) {
      throw new PasskeyException(
          "passkey.rp", "The passkey is bound to another site than " + site.rp() + ".");
    }
  }
}
