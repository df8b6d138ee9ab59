// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import org.imprimatur.proof.digest.Digest;

/** A published policy by name and number; the digest is what submissions pin. */
public record PublishedPolicy(Digest digest, String name, long number, boolean preset) {}
