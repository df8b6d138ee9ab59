// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.security.PrivateKey;
import org.imprimatur.proof.log.LogKey;

/** The key pair that signs checkpoints. */
public record LogKeys(LogKey verifier, PrivateKey signer) {
  @Override
  public String toString() {
    return "LogKeys[" + verifier.vkey() + "]";
  }
}
