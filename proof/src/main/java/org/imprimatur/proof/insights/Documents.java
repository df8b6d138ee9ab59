// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.HashMap;
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
  private final BlobSource source;
  private final Map<Digest, Optional<Policy>> policies = new HashMap<>();

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
