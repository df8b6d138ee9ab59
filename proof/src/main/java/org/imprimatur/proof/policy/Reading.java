// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.List;

/** What came of reading a policy: the policy, or every error at once, in the order of the text. */
public sealed interface Reading {
  record Read(Policy policy) implements Reading {}

  record Refused(List<PolicyError> errors) implements Reading {
    public Refused {
      errors = errors.stream().sorted().toList();
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("A refusal has at least one error.");
      }
    }
  }
}
