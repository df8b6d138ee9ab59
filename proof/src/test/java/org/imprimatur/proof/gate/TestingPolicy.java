// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;

/** A policy of one tier and one gate, read as any policy is. */
final class TestingPolicy {
  private TestingPolicy() {}

  /** What the gate to production asks for, a line each. */
  static Policy asking(String requirements) {
    return asking(requirements, "");
  }

  /** The same with a further key of the policy, such as its waivers. */
  static Policy asking(String requirements, String key) {
    String yaml =
        """
        imprimatur: policy/v1
        name: asking
        tiers: [high]
        %s
        risk:
          questions: {effect: {ask: "Effect?", answers: [none]}}
          rules: [{id: R1, tier: high, when: "effect == 'none'"}]
        gates:
          production:
            from: [development]
            requirements:
        %s
        """
            .formatted(key, requirements.indent(6).stripTrailing());
    return switch (PolicyReader.read(yaml.getBytes(UTF_8))) {
      case Reading.Read(var read) -> read;
      case Reading.Refused(var errors) -> throw new AssertionError(errors + "\n" + yaml);
    };
  }
}
