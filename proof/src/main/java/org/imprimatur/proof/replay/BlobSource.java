// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** Where the blobs are that acts name. Nothing it gives is believed before it is hashed. */
public interface BlobSource {
  Optional<byte[]> find(Digest digest);
}
