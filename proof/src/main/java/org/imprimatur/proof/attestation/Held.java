// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import org.imprimatur.proof.digest.Digest;

/** A file of the artifact as the verifier holds it. */
public record Held(Digest digest, long size) {
  public static Held of(byte[] bytes) {
    return new Held(Digest.of(bytes), bytes.length);
  }
}
