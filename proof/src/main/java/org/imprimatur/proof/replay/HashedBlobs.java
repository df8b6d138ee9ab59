// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Origins;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;

/** Reads blobs, and hashes each before anybody sees it. */
final class HashedBlobs {
  private static final int MOST_KEPT = 64;

  private final BlobSource source;
  private final Set<Digest> read = new HashSet<>();
  private final Map<Digest, Policy> policies = new HashMap<>();

  /** The documents that were read last: many acts name the same, and one is asked for often. */
  private final Map<Digest, Json.Obj> documents =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Json.Obj> eldest) {
          return size() > MOST_KEPT;
        }
      };

  HashedBlobs(BlobSource source) {
    this.source = source;
  }

  byte[] bytes(Digest digest) throws UnestablishedException {
    return find(digest)
        .orElseThrow(
            () ->
                new UnestablishedException("blob.missing", "The blob " + digest + " is missing."));
  }

  /** The blob if it is there; a blob with other bytes than its name says is refused. */
  Optional<byte[]> find(Digest digest) throws UnestablishedException {
    Optional<byte[]> found = source.find(digest);
    if (found.isPresent()) {
      if (!Digest.of(found.get()).equals(digest)) {
        throw new UnestablishedException(
            "blob.forged", "The blob " + digest + " has other bytes than its digest says.");
      }
      read.add(digest);
    }
    return found;
  }

  Json.Obj document(Digest digest) throws UnestablishedException {
    Json.Obj known = documents.get(digest);
    if (known != null) {
      return known;
    }
    try {
      if (Json.parse(bytes(digest)) instanceof Json.Obj document) {
        documents.put(digest, document);
        return document;
      }
    } catch (JsonException e) {
      throw new UnestablishedException(
          "blob.shape", "The document " + digest + " cannot be read: " + e.getMessage());
    }
    throw new UnestablishedException("blob.shape", "The document " + digest + " is no object.");
  }

  /** A document of this kind, such as {@code use/v1}. */
  Json.Obj document(Digest digest, String kind) throws UnestablishedException {
    Json.Obj document = document(digest);
    if (!document.find("imprimatur").equals(Optional.of(Json.of(kind)))) {
      throw new UnestablishedException("blob.shape", "The document " + digest + " is no " + kind);
    }
    return document;
  }

  /** What versions were made of; what cannot be read of it is thrown, and passes nothing. */
  Origins origins() {
    return version -> {
      try {
        return Origins.read(document(version.lineage()), document(version.manifest()));
      } catch (UnestablishedException e) {
        throw new IllegalStateException(e.sentence(), e);
      }
    };
  }

  Policy policy(Digest digest) throws UnestablishedException {
    Policy known = policies.get(digest);
    if (known != null) {
      return known;
    }
    return switch (PolicyReader.read(bytes(digest))) {
      case Reading.Read(var policy) -> {
        policies.put(digest, policy);
        yield policy;
      }
      case Reading.Refused(var errors) ->
          throw new UnestablishedException(
              "policy.unreadable", "The policy " + digest + " cannot be read: " + errors);
    };
  }

  long count() {
    return read.size();
  }
}
