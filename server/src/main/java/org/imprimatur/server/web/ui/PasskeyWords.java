// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.server.people.Passkey;
import org.imprimatur.server.people.Passkeys;
import org.springframework.stereotype.Component;

/** How a sign-off was signed, in words. */
@Component
record PasskeyWords(Passkeys passkeys) {
  static final String DEMO = "demo authenticator, no proof of a person";

  String method(SignoffGiven given) {
    return given
        .asserted()
        .flatMap(asserted -> passkeys.find(asserted.passkey()))
        .map(PasskeyWords::passkey)
        .orElse(given.method());
  }

  private static String passkey(Passkey passkey) {
    String kind = passkey.demo() ? DEMO : "passkey";
    return passkey.revoked().map(end -> kind + "; revoked since: " + end.reason()).orElse(kind);
  }
}
