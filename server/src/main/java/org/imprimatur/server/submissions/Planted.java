// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.seed.Seed;

/**
 * What a steward prepared: a case, or nothing that is to look like one.
 *
 * @param model blank for nothing
 * @param opener who registered the version, whose name is lent
 * @param words what is wrong with it
 * @param agreed whether the opener lends the name
 * @param committed when it was committed to; empty while it is only prepared
 * @param revealed when it was revealed
 */
public record Planted(
    String id,
    String steward,
    String salt,
    String model,
    long version,
    String opener,
    String words,
    boolean agreed,
    Optional<Instant> committed,
    Optional<Instant> revealed) {
  public Optional<Case> bad() {
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(new Case(model, version, opener, defect()));
  }

  Digest defect() {
    return Digest.of(words.getBytes(UTF_8));
  }

  Digest commitment() {
    return new Seed(steward, bad()).commitment(HexFormat.of().parseHex(salt));
  }

  /** Committed to, and nobody knows it. */
  public boolean isClosed() {
    return committed.isPresent() && revealed.isEmpty();
  }
}
