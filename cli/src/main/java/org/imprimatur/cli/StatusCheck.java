// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.attestation.AttestationException;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Permit;

/**
 * What a status list says of an attestation.
 *
 * @param status the word in it; {@code unknown} where none could be established
 * @param sentence the same for people
 */
record StatusCheck(String status, String code, String sentence) {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int LARGEST = 64 << 20;

  /**
   * Reads the list from a file or from the server at an address, and looks the bundle up.
   *
   * @param origin of the log that the attestation rests on: a list of another log says nothing
   */
  static StatusCheck of(String where, byte[] bundle, String origin, String pem, Instant now) {
    try {
      StatusList list = StatusList.read(bytes(where), pem, now);
      if (!list.origin().equals(origin)) {
        return new StatusCheck(
            StatusList.UNKNOWN,
            "status.other-log",
            "The status list of %s is of the log %s, and the attestation rests on %s."
                .formatted(where, list.origin(), origin));
      }
      return list.find(Digest.of(bundle))
          .map(entry -> told(entry, list))
          .orElseGet(
              () ->
                  new StatusCheck(
                      StatusList.UNKNOWN,
                      "status.not-listed",
                      "The status list of %s does not name this attestation.".formatted(where)));
    } catch (AttestationException e) {
      return new StatusCheck(
          StatusList.UNKNOWN,
          e.code(),
          "The status list %s does not count. %s".formatted(where, e.getMessage()));
    } catch (CommandException e) {
      return new StatusCheck(StatusList.UNKNOWN, "status.unreachable", e.sentence());
    }
  }

  private static StatusCheck told(StatusList.Entry entry, StatusList list) {
    return new StatusCheck(
        entry.status(),
        "attestation." + entry.status(),
        entry.status().equals(StatusList.VALID)
            ? "It still counts: the status list of %s says so until %s."
                .formatted(list.issued(), list.expires())
            : "It does not count now: the status list of %s says %s of submission %d. %s"
                .formatted(
                    list.issued(), entry.status(), entry.submission(), words(entry.status())));
  }

  /** What a word other than valid means; one that nobody here knows counts as a no as well. */
  private static String words(String status) {
    return Permit.State.of(status)
        .flatMap(StatusCheck::words)
        .orElse("This command does not know that word, and only what is valid counts.");
  }

  private static Optional<String> words(Permit.State state) {
    return switch (state) {
      // A list says valid of these.
      case SERVES, OVERLAPS -> Optional.empty();
      case SUSPENDED -> Optional.of("Its version is suspended.");
      case REPLACED ->
          Optional.of(
              "Another version took its place, and the time is over for which both could serve.");
      case RETIRED -> Optional.of("Its version is retired.");
      case WITHDRAWN -> Optional.of("The approval of its version was withdrawn.");
      case LEFT -> Optional.of("Its version left production.");
    };
  }

  boolean valid() {
    return status.equals(StatusList.VALID);
  }

  boolean unknown() {
    return status.equals(StatusList.UNKNOWN);
  }

  private static byte[] bytes(String where) {
    if (!where.startsWith("http://") && !where.startsWith("https://")) {
      return LocalFile.document(Path.of(where)).canonical();
    }
    // The list is signed, so who carries it does not matter; no token is sent.
    var wire = new Wire(address(where), "");
    HttpResponse<byte[]> response =
        wire.send(
            wire.request("", ANSWER).GET().build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
    if (response.statusCode() != 200) {
      throw CommandException.unknown(
          "status.unreachable",
          "%s answered %d.".formatted(where, response.statusCode()),
          "Check the address: it ends in /api/v1/attestations/status.");
    }
    return response.body();
  }

  private static URI address(String where) {
    try {
      URI address = URI.create(where);
      if (address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Answered below like every other text that is no address.
    }
    throw CommandException.unknown(
        "status.unreachable",
        "\"" + Credentials.withoutSecrets(where) + "\" is no address of a status list.",
        "It is like https://imprimatur.example.org/api/v1/attestations/status, without a user"
            + " name.");
  }
}
