// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.proof.replay.BlobSource;

/** The documents that acts name; one that is missing, forged or unreadable is not there. */
final class Documents {
  private static final int MOST_KEPT = 500;

  private final BlobSource source;
  private final Map<Digest, Optional<Policy>> policies = new HashMap<>();

  private final Map<Digest, Optional<Json.Obj>> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Optional<Json.Obj>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  Documents(BlobSource source) {
    this.source = source;
  }

  Optional<Json.Obj> document(Digest digest) {
    try {
      return bytes(digest)
          .map(Json::parse)
          .filter(Json.Obj.class::isInstance)
          .map(Json.Obj.class::cast);
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  /** The same, for those that many name; the last ones are kept. */
  Optional<Json.Obj> kept(Digest digest) {
    return kept.computeIfAbsent(digest, this::document);
  }

  Optional<Policy> policy(Digest digest) {
    return policies.computeIfAbsent(digest, this::read);
  }

  private Optional<Policy> read(Digest digest) {
    return bytes(digest)
        .map(PolicyReader::read)
        .flatMap(
            reading ->
                switch (reading) {
                  case Reading.Read(var policy) -> Optional.of(policy);
                  case Reading.Refused _ -> Optional.empty();
                });
  }

  private Optional<byte[]> bytes(Digest digest) {
    return source.find(digest).filter(bytes -> Digest.of(bytes).equals(digest));
  }
}
