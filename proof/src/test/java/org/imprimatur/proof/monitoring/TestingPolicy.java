// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;

/** A policy whose gate to production says one thing more. */
final class TestingPolicy {
  private TestingPolicy() {}

  static Policy saying(String rule) {
    String text =
        """
        imprimatur: policy/v1
        name: loans
        tiers: [low, high]
        risk:
          questions: {effect: {ask: "Effect?", answers: [none, decides]}}
          rules: [{id: R1, tier: high, when: "effect == 'decides'"}]
        gates:
          production:
            from: [validated]
            requirements:
              - {id: decision, kind: signoff, role: business-owner, meaning: approval, tiers: [low, high]}
            %s
        """
            .formatted(rule);
    return switch (PolicyReader.read(text.getBytes(UTF_8))) {
      case Reading.Read(var policy) -> policy;
      case Reading.Refused(var errors) -> throw new AssertionError(errors.toString());
    };
  }
}
