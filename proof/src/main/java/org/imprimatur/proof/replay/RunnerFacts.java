// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.RunnerAct.RunnerRevoked;

/** A runner as the acts so far tell it. */
record RunnerFacts(
    RunnerRegistered registered, Optional<RunnerConfirmed> confirmed, boolean revoked) {
  RunnerFacts after(RunnerAct act) {
    return switch (act) {
      case RunnerRegistered _ -> this;
      case RunnerConfirmed confirmation ->
          new RunnerFacts(registered, Optional.of(confirmation), revoked);
      case RunnerRevoked _ -> new RunnerFacts(registered, confirmed, true);
    };
  }

  /** Whether what it signs counts. */
  boolean effective() {
    return confirmed.isPresent() && !revoked;
  }

  /** Without whom it would not count: its owner, and who registered and confirmed it. */
  Set<String> behind() {
    Set<String> behind = new TreeSet<>(Set.of(registered.owner()));
    behind.add(registered.by());
    confirmed.map(RunnerConfirmed::by).ifPresent(behind::add);
    return behind;
  }
}
