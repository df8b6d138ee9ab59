// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Tenure;
import org.imprimatur.proof.monitoring.Watch;

/** What every rule looks at: the facts before the act, the blobs, and where findings go. */
record Ground(Facts facts, HashedBlobs blobs, Findings findings) {
  /** Finds it where an act is about somebody who is not there. */
  void known(String person) {
    findings.unless(facts.knows(person), "person.unknown", "Nobody was added as " + person + ".");
    findings.unless(!facts.staff().isGone(person), "person.gone", person + " has left.");
  }

  /** Finds it where somebody had to say something and said nothing. */
  void said(String code, Digest words) throws UnestablishedException {
    String text = new String(blobs.bytes(words), StandardCharsets.UTF_8);
    findings.unless(!text.isBlank(), code, "The words %s are blank.".formatted(words));
  }

  /**
   * Whether a version may serve, by what replaced it and for how long the policy of that lets it.
   */
  Permit permit(Watch watch, Instant at) throws UnestablishedException {
    Optional<Tenure.Replaced> replaced = watch.tenure().replaced();
    Optional<Instant> end = Optional.empty();
    if (replaced.isPresent()) {
      end = Optional.of(Permit.end(replaced.get(), blobs.policy(replaced.get().policy())));
    }
    return Permit.of(watch, end, at);
  }
}
