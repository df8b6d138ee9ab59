// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/**
 * What somebody wants to say something of.
 *
 * @param seen the digest that the person saw there; absent where nothing was shown
 */
public record Place(String evidenceClass, String item, String path, Optional<Digest> seen) {}
