// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.gate.Rights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server gives permissions by the roles to which a replay holds what was done. */
class PermissionTest {
  private static final List<String> ROLES =
      List.of(
          "data-scientist",
          "custodian",
          "risk-manager",
          "administrator",
          "business-owner",
          "auditor",
          "operations",
          "validator",
          "peer",
          "compliance",
          "steward");

  static Stream<Arguments> rights() {
    return Stream.of(
        arguments(Permission.PROPOSE, Rights.PROPOSE),
        arguments(Permission.PROMOTE, Rights.PROMOTE),
        arguments(Permission.SIGNAL, Rights.SIGNAL),
        arguments(Permission.REPRODUCE, Rights.REPRODUCE));
  }

  @ParameterizedTest
  @MethodSource("rights")
  void server_and_replay_ask_the_same_roles(Permission permission, Set<String> roles) {
    assertThat(
            ROLES.stream()
                .filter(role -> Permission.ofRole(role).contains(permission))
                .collect(Collectors.toSet()))
        .isEqualTo(roles);
  }
}
