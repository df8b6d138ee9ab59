// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.RoleAct.RoleDeclined;
import org.imprimatur.proof.act.Stamp;

/**
 * Who made whom: whoever alone can make a person, or become one, counts as that person. Where a
 * second person confirmed a role, that one vouches that somebody else stands behind the account:
 * the two then count as two, but neither signs for what the other had a hand in.
 */
public final class Creators {
  private final Map<String, String> askers = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, Set<String>> alone = new TreeMap<>();
  private final Map<String, Set<String>> vouched = new TreeMap<>();

  private Creators() {}

  /**
   * Makers by the person that they made.
   *
   * @param alone those who made or became the person with nobody beside them
   * @param vouched those who made the person before a second one vouched, and the two who did
   */
  public record Made(Map<String, Set<String>> alone, Map<String, Set<String>> vouched) {}

  /**
   * For each person those who created, re-credentialed or empowered them.
   *
   * @param since when the model was registered; what was there before counts as independent
   */
  public static Made of(Collection<? extends PeopleAct> acts, Instant since) {
    var creators = new Creators();
    for (PeopleAct act : acts) {
      if (act instanceof RoleAsked asked) {
        creators.askers.put(asked.request(), asked.by());
      }
      boolean counts = !act.at().isBefore(since);
      creators.link(act, counts);
      if (counts && !act.by().equals(Stamp.SYSTEM)) {
        creators.apply(act);
      }
    }
    return new Made(creators.alone, creators.vouched);
  }

  /**
   * Whoever issued a link could have used it, and the log cannot tell which of the two did: the use
   * counts, however long before the link was issued.
   */
  private void link(PeopleAct act, boolean counts) {
    if (act instanceof LinkIssued issued) {
      links.put(issued.person(), issued.by());
    } else if (act instanceof CredentialSet set) {
      String issuer = links.remove(set.person());
      if (counts && issuer != null) {
        made(set.person(), issuer);
      }
    }
  }

  private void apply(PeopleAct act) {
    switch (act) {
      case PersonAdded added -> made(added.person(), act.by());
      case RoleGiven given -> given(given);
      case LinkIssued issued -> made(issued.person(), act.by());
      case CredentialSet set -> made(set.person(), act.by());
      case TokenIssued issued -> made(issued.person(), act.by());
      case PasskeyEnrolled enrolled -> made(enrolled.person(), act.by());
      case PersonLeft _,
          RoleWithdrawn _,
          TeamJoined _,
          TeamLeft _,
          TokenRevoked _,
          PasskeyRevoked _,
          RoleAsked _,
          RoleDeclined _,
          DutyAct _ -> {}
    }
  }

  private void given(RoleGiven given) {
    String asker = given.request().map(request -> askers.getOrDefault(request, "")).orElse("");
    if (asker.isEmpty() || asker.equals(given.by())) {
      made(given.person(), given.by());
      return;
    }
    Set<String> makers = vouched.computeIfAbsent(given.person(), _ -> new TreeSet<>());
    Set<String> before = alone.remove(given.person());
    if (before != null) {
      makers.addAll(before);
    }
    makers.add(asker);
    makers.add(given.by());
    makers.remove(given.person());
  }

  private void made(String person, String by) {
    if (!person.equals(by)) {
      alone.computeIfAbsent(person, _ -> new TreeSet<>()).add(by);
    }
  }
}
