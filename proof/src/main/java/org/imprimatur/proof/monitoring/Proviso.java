// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.policy.Expression;
import org.imprimatur.proof.policy.Facts;

/**
 * A condition of an approval that let a version into production, as it stands at an instant. It
 * goes on after the promotion: past its day unmet, or broken by what is measured, it takes the
 * approval with it. Nothing of it is stored.
 *
 * @param number its place among the conditions of the sign-off, from 1
 * @param owner who sees to it now, since it can be handed over
 * @param since when it broke or lapsed; for every other state the approval
 */
public record Proviso(
    SignOff of, int number, Condition condition, String owner, State state, Instant since) {
  /** The state in a word. */
  public enum State {
    MET("met"),
    OPEN("open"),
    BROKEN("broken"),
    LAPSED("lapsed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Every condition of the approvals that stood at the promotion.
   *
   * @param docket of the submission that took the version in, with what was said of conditions
   *     since
   * @param standings every promise with what was measured since the version entered production
   */
  public static List<Proviso> of(
      Docket docket, Watch watch, List<Standing> standings, Instant now) {
    if (watch.debt().isPresent()) {
      // Nobody's approval let it through yet.
      return List.of();
    }
    GateInput then = docket.input(watch.approved());
    List<Proviso> provisos = new ArrayList<>();
    for (SignOff signOff : then.signOffs()) {
      if (signOff.decision() == SignOff.Decision.APPROVE_WITH_CONDITIONS
          && signOff.backing().earlier().isEmpty()) {
        provisos.addAll(of(signOff, then, watch, standings, now));
      }
    }
    return provisos;
  }

  private static List<Proviso> of(
      SignOff signOff, GateInput then, Watch watch, List<Standing> standings, Instant now) {
    List<Proviso> provisos = new ArrayList<>();
    List<Condition> conditions = signOff.backing().terms().conditions();
    for (int i = 0; i < conditions.size(); i++) {
      var one = opened(signOff, i + 1, then, watch);
      Proviso judged = one.judged(then, standings, now);
      if (judged.fails() && judged.condition().isPast(watch.approved())) {
        // It had lapsed before: this approval let nothing through.
        return List.of();
      }
      provisos.add(judged);
    }
    return provisos;
  }

  private static Proviso opened(SignOff signOff, int number, GateInput then, Watch watch) {
    Condition condition = signOff.backing().terms().conditions().get(number - 1);
    String owner = then.decisions().owner(signOff.id(), number, condition);
    return new Proviso(signOff, number, condition, owner, State.OPEN, watch.approved());
  }

  private Proviso judged(GateInput then, List<Standing> standings, Instant now) {
    Optional<Expression> onSignals = condition.onSignals();
    if (onSignals.isEmpty()) {
      return Gate.meets(then, of, number, condition) ? as(State.MET, since) : unmet(now);
    }
    Map<String, Facts.Range> measured = new HashMap<>();
    Instant newest = since;
    for (Standing standing : standings) {
      String name = standing.promise().name();
      if (standing.last().isPresent() && onSignals.get().metrics().contains(name)) {
        Measured last = standing.last().get();
        measured.put(name, Facts.Range.point(last.value().doubleValue()));
        newest = last.at().isAfter(newest) ? last.at() : newest;
      }
    }
    return switch (onSignals.get().evaluate(new Facts(measured, Map.of())).answer()) {
      case YES -> as(State.MET, since);
      case NO -> as(State.BROKEN, newest);
      case UNKNOWN -> unmet(now);
    };
  }

  /** What is missing does not break a condition, and does not meet it either. */
  private Proviso unmet(Instant now) {
    return condition.isPast(now) ? as(State.LAPSED, end()) : as(State.OPEN, since);
  }

  private Proviso as(State other, Instant at) {
    return new Proviso(of, number, condition, owner, other, at);
  }

  /** The first instant after its last day. */
  public Instant end() {
    return condition.due().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Whether the approval does not stand any more for it. */
  public boolean fails() {
    return state == State.BROKEN || state == State.LAPSED;
  }

  /** For what the version is suspended. */
  Cause.Unmet cause() {
    return new Cause.Unmet(of.id(), number, state.word(), since);
  }
}
