// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.List;
import java.util.Optional;

/** What came of verifying an attestation. */
public sealed interface Verification {
  /**
   * Everything that was checked holds; the sentences say what that is, and what was not checked.
   *
   * @param signOffs what people signed, where it was given to be checked
   */
  record Verified(AttestationFacts facts, Optional<SignOffsFacts> signOffs, List<String> sentences)
      implements Verification {
    public Verified {
      sentences = List.copyOf(sentences);
    }
  }

  /** Nothing in the attestation is to be relied on. */
  record Refused(String code, String sentence, List<String> reasons) implements Verification {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }
}
