// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;

/** A sign-off as the log has it, of which only the signer and the role matter. */
final class TestingSignOff {
  private TestingSignOff() {}

  static SignoffGiven of(String person, String role) {
    return new SignoffGiven(
        new Stamp(Instant.EPOCH, person),
        "s_1",
        1,
        role,
        "review",
        "approve-with-conditions",
        "password",
        new TreeMap<>(),
        TestingGate.SOME,
        Optional.empty(),
        Optional.empty(),
        Optional.of(TestingGate.SOME),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }
}
