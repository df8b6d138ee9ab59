// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Staff;

/**
 * Who answers for a model after its approval: whoever owns it, and every risk manager.
 *
 * @param owner the pseudonym of the model's owner
 */
public record Charge(String owner, Staff staff) {
  /** The role of whoever owns the model, in an act. */
  public static final String OWNER = "owner";

  /** Whether a person has a role, by its word in an act. */
  boolean holds(String person, String role) {
    return switch (role) {
      case OWNER -> owner.equals(person);
      case Staff.RISK_MANAGER -> staff.holds(person, Staff.RISK_MANAGER);
      default -> false;
    };
  }

  /** As what the person may decide alone what takes and never gives. */
  public Optional<String> role(String person) {
    return List.of(Staff.RISK_MANAGER, OWNER).stream()
        .filter(role -> holds(person, role))
        .findFirst();
  }
}
