// SPDX-License-Identifier: Apache-2.0
/**
 * What a person's signature is made of, as a verifier meets it: the statement with its code, and
 * the passkey's assertion over it, checked with the enrolled public key by WebAuthn's rules and the
 * JDK's cryptography. It holds no private key and believes nothing that has not exactly the
 * expected form.
 */
@NullMarked
package org.imprimatur.proof.signature;

import org.jspecify.annotations.NullMarked;
