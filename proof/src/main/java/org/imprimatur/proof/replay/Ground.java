// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

/** What every rule looks at: the facts before the act, the blobs, and where findings go. */
record Ground(Facts facts, HashedBlobs blobs, Findings findings) {
  /** Finds it where an act is about somebody who is not there. */
  void known(String person) {
    findings.unless(facts.knows(person), "person.unknown", "Nobody was added as " + person + ".");
    findings.unless(!facts.staff().isGone(person), "person.gone", person + " has left.");
  }
}
