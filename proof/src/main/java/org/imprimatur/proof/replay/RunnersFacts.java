// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.RunnerAct;

/** Every runner that was registered. */
final class RunnersFacts {
  private final Map<String, RunnerFacts> runners = new HashMap<>();

  void apply(RunnerAct act) {
    if (act instanceof RunnerAct.RunnerRegistered registered) {
      runners.putIfAbsent(act.runner(), new RunnerFacts(registered, Optional.empty(), false));
    }
    runners.computeIfPresent(act.runner(), (_, runner) -> runner.after(act));
  }

  boolean has(String id) {
    return runners.containsKey(id);
  }

  /** Whether a runner of this id or of this name was registered. */
  boolean has(String id, String name) {
    return has(id)
        || runners.values().stream()
            .anyMatch(runner -> runner.registered().runnerName().equals(name));
  }

  /** Who answers for a runner; empty where there is none. */
  Optional<String> owner(String id) {
    return Optional.ofNullable(runners.get(id)).map(runner -> runner.registered().owner());
  }

  RunnerFacts get(String id) throws UnestablishedException {
    RunnerFacts facts = runners.get(id);
    if (facts == null) {
      throw new UnestablishedException("runner.unknown", "No runner was registered as " + id);
    }
    return facts;
  }
}
