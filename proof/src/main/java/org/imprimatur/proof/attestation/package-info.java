// SPDX-License-Identifier: Apache-2.0
/**
 * The signed, portable proof of a verdict: in-toto statements in DSSE envelopes in Sigstore
 * bundles, issued and verified with the JDK's cryptography alone; never does I/O.
 */
@NullMarked
package org.imprimatur.proof.attestation;

import org.jspecify.annotations.NullMarked;
