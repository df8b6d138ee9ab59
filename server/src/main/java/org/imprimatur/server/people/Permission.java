// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a route can ask for. No permission lets anybody past a gate: a gate asks people for
 * signatures whatever they may otherwise do.
 */
public enum Permission {
  READ("read"),
  PROPOSE("propose"),
  EXAMINE("examine"),
  ASSESS("assess"),
  PROMOTE("promote"),
  ROLL_BACK("rollback"),
  AUDIT("audit"),
  REPRODUCE("reproduce"),
  DISCUSS("discuss"),
  ADMINISTER("administer"),
  VOUCH("vouch"),
  PUBLISH("publish"),
  RUN("run"),
  REVIEW("review"),
  SIGNAL("signal");

  /** What a role that counts for some models gives; whoever records it asks where. */
  static final Set<Permission> WHERE_HELD = Set.of(READ, DISCUSS, REVIEW);

  private final String word;

  Permission(String word) {
    this.word = word;
  }

  /** The word in tokens, in the API and in messages. */
  public String word() {
    return word;
  }

  public static Optional<Permission> of(String word) {
    return Arrays.stream(values()).filter(permission -> permission.word.equals(word)).findFirst();
  }

  /**
   * What a role lets its holder do. A role that is not named here lets one read, discuss, review
   * and sign.
   */
  static Set<Permission> ofRole(String role) {
    return switch (role) {
      case "data-scientist" ->
          EnumSet.of(READ, DISCUSS, PROPOSE, PROMOTE, ROLL_BACK, REPRODUCE, REVIEW, SIGNAL);
      case "custodian" -> EnumSet.of(READ, DISCUSS, EXAMINE, REPRODUCE, RUN, REVIEW, SIGNAL);
      case "risk-manager" ->
          EnumSet.of(READ, DISCUSS, ASSESS, REPRODUCE, VOUCH, PUBLISH, ROLL_BACK, REVIEW, SIGNAL);
      case "administrator" -> EnumSet.of(READ, ADMINISTER);
      case "business-owner" -> EnumSet.of(READ, DISCUSS, PROMOTE, ROLL_BACK, REVIEW, SIGNAL);
      case "auditor" -> EnumSet.of(READ, DISCUSS, AUDIT, REPRODUCE);
      case "operations" -> EnumSet.of(READ, DISCUSS, ROLL_BACK, REVIEW, SIGNAL);
      case "validator" -> EnumSet.of(READ, DISCUSS, REPRODUCE, REVIEW);
      default -> EnumSet.of(READ, DISCUSS, REVIEW);
    };
  }
}
