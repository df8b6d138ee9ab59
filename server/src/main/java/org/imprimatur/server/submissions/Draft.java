// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Refusal;

/**
 * What a person is shown before signing: everything that the statement will say but the decision
 * and the opinion. Its digest comes back with the form; if the dossier has moved by then, nothing
 * is signed.
 *
 * @param choices each decision, with why it cannot be chosen where it cannot
 */
public record Draft(Seat seat, Json.Obj ask, List<Choice> choices) {
  static final long LASTS_MILLIS = 12L * 60 * 60 * 1000;

  public Draft {
    choices = List.copyOf(choices);
  }

  /**
   * One of the sign-offs that a gate asks for.
   *
   * @param number its place among them in the policy's order, from 1
   * @param several whether others are asked of the same role
   */
  public record Seat(int number, boolean several, Requirement.SignOff asked) {
    /** Stands for whichever is open. */
    public static final int ANY = 0;
  }

  /** What is asked of the person. */
  public Requirement.SignOff asked() {
    return seat.asked();
  }

  /** A decision that can be taken unless something stands against it. */
  public record Choice(Decision decision, Optional<Refusal> against) {}

  public Digest digest() {
    return Digest.of(ask);
  }

  /** What is kept until the form comes back. */
  Shown shown() {
    return new Shown(ask, seat.number());
  }

  /** What was shown, and for which seat. */
  record Shown(Json.Obj ask, int seat) {
    /** A draft that was kept before seats had numbers is an ask alone. */
    static Shown read(Json.Obj body) {
      return body.find("ask").isPresent()
          ? new Shown(body.object("ask"), Math.toIntExact(body.integer("seat")))
          : new Shown(body, Seat.ANY);
    }

    String text() {
      return Json.obj().put("ask", ask).put("seat", seat).build().text();
    }
  }
}
