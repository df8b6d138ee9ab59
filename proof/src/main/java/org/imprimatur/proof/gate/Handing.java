// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who may name another owner of a condition or a finding: the owner of the model, once whoever
 * owned it holds no role there any more. A server asks it before, and a replay after.
 */
public final class Handing {
  private Handing() {}

  /**
   * Everything that stands against it; nothing where it may be recorded.
   *
   * @param by who hands it over
   * @param from who owns it
   * @param to who is to own it
   */
  public static List<Reason> against(String by, String from, String to, Docket docket) {
    List<Reason> against = new ArrayList<>();
    String owner = docket.model().latest().owner();
    if (!by.equals(owner)) {
      against.add(
          Reason.of("handing.by", "Only %s, who owns the model, hands it over.".formatted(owner)));
    }
    if (!docket.people().rolesOf(from).isEmpty()) {
      against.add(Reason.of("handing.from", from + ", who owns it, still holds a role here."));
    }
    if (docket.people().rolesOf(to).isEmpty()) {
      against.add(
          Reason.of(
              "handing.to", "It needs an owner who holds a role here; %s does not.".formatted(to)));
    }
    return List.copyOf(against);
  }
}
