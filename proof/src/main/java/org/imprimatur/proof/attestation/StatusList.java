// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * What has become of attestations since they were issued: a DSSE envelope that the same key signs,
 * good for a short time. An attestation says what was decided; this says whether it still counts.
 *
 * @param origin of the log whose attestations are listed
 */
public record StatusList(String origin, Instant issued, Instant expires, List<Entry> entries) {
  /** What a verifier asks for. */
  public static final String KIND = "attestation-status/v1";

  public static final String PAYLOAD_TYPE = "application/vnd.imprimatur.attestation-status+json";

  /** The status of what counts. */
  public static final String VALID = "valid";

  /** The status of what was attested to a version that may not serve now. */
  public static final String SUSPENDED = "suspended";

  /** The word of a verifier that could establish nothing; no list says it. */
  public static final String UNKNOWN = "unknown";

  /** How long a list counts. */
  public static final Duration LIFE = Duration.ofMinutes(15);

  /** The longest life of a list that is believed: what was signed for longer is none of ours. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");

  /** How far the issuer's clock may be ahead of the verifier's. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  public StatusList {
    entries = List.copyOf(entries);
  }

  /** One attestation, by the digest of its bundle. */
  public record Entry(long submission, Digest attestation, String status) {}

  /** A list that begins at an instant. */
  public static StatusList at(String origin, Instant now, List<Entry> entries) {
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    return new StatusList(origin, issued, issued.plus(LIFE), entries);
  }

  public byte[] sign(AttestationKey key) {
    List<Json> listed = new ArrayList<>();
    for (Entry entry : entries) {
      listed.add(
          Json.obj()
              .put("submission", entry.submission())
              .put("attestation", entry.attestation().toString())
              .put("status", entry.status())
              .build());
    }
    Json.Obj list =
        Json.obj()
            .put("imprimatur", KIND)
            .put("origin", origin)
            .put("issued", issued.toString())
            .put("expires", expires.toString())
            .put("attestations", Json.array(listed))
            .build();
    return Dsse.sign(PAYLOAD_TYPE, list.canonical(), key).toJson().canonical();
  }

  /**
   * Reads a list that counts now; throws {@link AttestationException} where it is not of this key,
   * cannot be read, says two things of one attestation, has expired, begins later, or is good for
   * more than an hour: nobody can sign today what will count when it is no longer true.
   */
  public static StatusList read(byte[] envelope, String pem, Instant now) {
    StatusList list;
    try {
      byte[] payload = Dsse.read(Json.parse(envelope)).open(TrustedKey.parse(pem), PAYLOAD_TYPE);
      list = of(Json.parse(payload));
    } catch (JsonException | IllegalArgumentException | DateTimeException e) {
      throw new AttestationException("status.shape", "It cannot be read: " + e.getMessage());
    }
    if (!now.isBefore(list.expires())) {
      throw new AttestationException(
          "status.expired", "It counted until %s, and it is %s.".formatted(list.expires(), now));
    }
    if (list.issued().isAfter(now.plus(SKEW))) {
      throw new AttestationException(
          "status.early", "It begins at %s, and it is %s.".formatted(list.issued(), now));
    }
    if (!list.issued().isBefore(list.expires())
        || list.expires().isAfter(list.issued().plus(LONGEST))) {
      throw new AttestationException(
          "status.life",
          "It counts from %s until %s; a list counts for %d minutes at most."
              .formatted(list.issued(), list.expires(), LONGEST.toMinutes()));
    }
    return list;
  }

  private static StatusList of(Json json) {
    var list =
        Members.object(
            json,
            "status.shape",
            "The list",
            Set.of("imprimatur", "origin", "issued", "expires", "attestations"));
    if (!list.string("imprimatur").equals(KIND)) {
      throw new AttestationException("status.shape", "It is no " + KIND + ".");
    }
    List<Entry> entries = entries(list.array("attestations"));
    return new StatusList(
        list.string("origin"),
        Instant.parse(list.string("issued")),
        Instant.parse(list.string("expires")),
        entries);
  }

  private static List<Entry> entries(Json.Arr listed) {
    List<Entry> entries = new ArrayList<>();
    Set<Digest> named = new HashSet<>();
    for (Json one : listed.values()) {
      var entry =
          Members.object(
              one, "status.shape", "An entry", Set.of("submission", "attestation", "status"));
      Digest attestation = Digest.parse(entry.string("attestation"));
      String status = entry.string("status");
      if (!WORD.matcher(status).matches() || status.equals(UNKNOWN)) {
        throw new AttestationException("status.shape", "Of an attestation it says no status.");
      }
      if (!named.add(attestation)) {
        throw new AttestationException("status.shape", "It names one attestation twice.");
      }
      entries.add(new Entry(entry.integer("submission"), attestation, status));
    }
    return entries;
  }

  /** What the list says of an attestation; empty where it says nothing. */
  public Optional<Entry> find(Digest attestation) {
    return entries.stream().filter(entry -> entry.attestation().equals(attestation)).findFirst();
  }
}
