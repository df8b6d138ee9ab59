// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;

/**
 * A program with a key of its own that computes near data which does not leave its place.
 *
 * @param behind without whom it would not count: its owner, and who registered and confirmed it
 * @param state whether what it signs counts
 */
public record Runner(RunnerRegistered registered, Set<String> behind, State state) {
  public Runner {
    behind = Set.copyOf(behind);
  }

  static Runner of(RunnerRegistered act) {
    return new Runner(act, new TreeSet<>(List.of(act.owner(), act.by())), State.REGISTERED);
  }

  /** How far a runner is. */
  public enum State {
    REGISTERED("registered"),
    CONFIRMED("confirmed"),
    REVOKED("revoked");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  Runner confirmed(String by) {
    Set<String> more = new TreeSet<>(behind);
    more.add(by);
    return new Runner(registered, more, State.CONFIRMED);
  }

  Runner revoked() {
    return new Runner(registered, behind, State.REVOKED);
  }

  public String id() {
    return registered.runner();
  }

  public String name() {
    return registered.runnerName();
  }

  /** The person who answers for it. */
  public String owner() {
    return registered.owner();
  }

  /** Whether what it signs counts. */
  public boolean isEffective() {
    return state == State.CONFIRMED;
  }
}
