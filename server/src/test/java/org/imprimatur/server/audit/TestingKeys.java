// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.imprimatur.proof.log.LogKey;

/** Keys of a log that nobody has used. */
public final class TestingKeys {
  private TestingKeys() {}

  public static LogKeys fresh() throws GeneralSecurityException {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new LogKeys(LogKey.of("log.example.test", pair.getPublic()), pair.getPrivate());
  }
}
