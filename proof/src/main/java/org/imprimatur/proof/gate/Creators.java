// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.Stamp;

/** Who made whom: whoever can make a person, or become one, counts as that person. */
public final class Creators {
  private Creators() {}

  /**
   * For each person those who created, re-credentialed or empowered them.
   *
   * @param since when the model was registered; what was there before counts as independent
   */
  public static Map<String, Set<String>> of(Collection<? extends PeopleAct> acts, Instant since) {
    Map<String, Set<String>> creators = new TreeMap<>();
    for (PeopleAct act : acts) {
      if (act.at().isBefore(since) || act.by().equals(Stamp.SYSTEM)) {
        continue;
      }
      switch (act) {
        case PersonAdded added -> made(creators, added.person(), act.by());
        case RoleGiven given -> made(creators, given.person(), act.by());
        case CredentialSet set -> made(creators, set.person(), act.by());
        case TokenIssued issued -> made(creators, issued.person(), act.by());
        case PasskeyEnrolled enrolled -> made(creators, enrolled.person(), act.by());
        case RoleWithdrawn _, TeamJoined _, TokenRevoked _, PasskeyRevoked _ -> {}
      }
    }
    return creators;
  }

  private static void made(Map<String, Set<String>> creators, String person, String by) {
    if (!person.equals(by)) {
      creators.computeIfAbsent(person, _ -> new TreeSet<>()).add(by);
    }
  }
}
