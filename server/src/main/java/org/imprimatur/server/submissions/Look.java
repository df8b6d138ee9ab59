// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import org.imprimatur.proof.digest.Digest;

/**
 * A person had a class of evidence open on the screen. That it was read, nobody can know.
 *
 * @param digest of the class as it was then
 * @param revision of the dossier as it was then
 */
public record Look(String evidenceClass, Digest digest, long revision, Instant at) {}
