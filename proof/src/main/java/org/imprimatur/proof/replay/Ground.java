// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.nio.charset.StandardCharsets;
import org.imprimatur.proof.digest.Digest;

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
}
