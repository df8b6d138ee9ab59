// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.Stamp;

/**
 * Everybody as the acts so far tell it: the one fold from which a server and a replay take who may
 * sign for what.
 */
public final class Staff {
  public static final String ADMINISTRATOR = "administrator";
  public static final String RISK_MANAGER = "risk-manager";

  /** Roles that bring people in or vouch for them; like signing roles they need two persons. */
  private static final Set<String> ADMINISTERING = Set.of(ADMINISTRATOR, RISK_MANAGER);

  private final Set<String> known = new HashSet<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<String, Set<Grant>> grants = new TreeMap<>();
  private final Map<String, RoleAsked> requests = new LinkedHashMap<>();
  private final Set<String> requestIds = new HashSet<>();
  private final Set<String> links = new HashSet<>();
  private final Teams teams = new Teams();
  private final Duties duties = new Duties();
  private final List<PeopleAct> acts = new ArrayList<>();

  /**
   * A role with where it counts.
   *
   * @param confirmed whether a second person stands behind it, or the founding of the log
   */
  public record Grant(String role, Scope scope, boolean confirmed) {}

  /** The fold of all acts about people, in the log's order. */
  public static Staff of(Collection<? extends PeopleAct> acts) {
    var staff = new Staff();
    acts.forEach(staff::apply);
    return staff;
  }

  /** Takes the next act. */
  public void apply(PeopleAct act) {
    acts.add(act);
    switch (act) {
      case PeopleAct.PersonAdded added -> known.add(added.person());
      case PeopleAct.PersonLeft left -> left(left);
      case PeopleAct.RoleGiven given -> given(given);
      case PeopleAct.RoleWithdrawn withdrawn ->
          of(withdrawn.person())
              .removeIf(
                  grant ->
                      grant.role().equals(withdrawn.role())
                          && grant.scope().equals(withdrawn.scope()));
      case PeopleAct.TeamJoined joined -> teams.join(joined.person(), joined.team(), act.at());
      case PeopleAct.TeamLeft left -> teams.leave(left.person(), left.team(), act.at());
      case RoleAct role -> apply(role);
      case DutyAct duty -> duties.apply(duty);
      case PeopleAct.LinkIssued issued -> links.add(issued.person());
      case PeopleAct.CredentialSet set -> links.remove(set.person());
      case PeopleAct.TokenIssued _,
          PeopleAct.TokenRevoked _,
          PeopleAct.PasskeyEnrolled _,
          PeopleAct.PasskeyRevoked _ -> {}
    }
  }

  private void apply(RoleAct act) {
    switch (act) {
      case RoleAsked asked -> {
        requests.put(asked.request(), asked);
        requestIds.add(asked.request());
      }
      case RoleAct.RoleDeclined declined -> requests.remove(declined.request());
    }
  }

  private void given(PeopleAct.RoleGiven given) {
    boolean confirmed = given.by().equals(Stamp.SYSTEM) || given.request().isPresent();
    of(given.person()).add(new Grant(given.role(), given.scope(), confirmed));
    given.request().ifPresent(requests::remove);
  }

  private void left(PeopleAct.PersonLeft left) {
    gone.add(left.person());
    grants.remove(left.person());
    requests.values().removeIf(asked -> asked.person().equals(left.person()));
    teams.leaveAll(left.person(), left.at());
    duties.left(left.person());
  }

  private Set<Grant> of(String person) {
    return grants.computeIfAbsent(person, _ -> new HashSet<>());
  }

  public boolean knows(String person) {
    return known.contains(person);
  }

  public boolean isGone(String person) {
    return gone.contains(person);
  }

  /** Whether the person holds the role everywhere. */
  public boolean holds(String person, String role) {
    return grants.getOrDefault(person, Set.of()).stream()
        .anyMatch(grant -> grant.role().equals(role) && grant.scope().everywhere());
  }

  /** Whether the person holds the role anywhere. */
  public boolean holdsSomewhere(String person, String role) {
    return grants.getOrDefault(person, Set.of()).stream()
        .anyMatch(grant -> grant.role().equals(role));
  }

  /** Whether the person holds exactly this. */
  public boolean holds(String person, String role, Scope scope) {
    return grants.getOrDefault(person, Set.of()).stream()
        .anyMatch(grant -> grant.role().equals(role) && grant.scope().equals(scope));
  }

  /** What the person holds, wherever. */
  public Set<Grant> grants(String person) {
    return Collections.unmodifiableSet(grants.getOrDefault(person, Set.of()));
  }

  /** The person's teams now. */
  public Set<String> teams(String person) {
    return teams.of(person);
  }

  public Duties duties() {
    return duties;
  }

  /** Requests that nobody answered, oldest first. */
  public Collection<RoleAsked> requests() {
    return Collections.unmodifiableCollection(requests.values());
  }

  public Optional<RoleAsked> request(String id) {
    return Optional.ofNullable(requests.get(id));
  }

  /** Whether the id of a request was ever used. */
  public boolean requested(String id) {
    return requestIds.contains(id);
  }

  /**
   * Whether the person's last link waits to be used, in time or by a new one: whoever issued it can
   * still become the person, so a second one has nobody to vouch for.
   */
  public boolean hasOpenLink(String person) {
    return links.contains(person);
  }

  /** Whether neither of the two alone made the other, or both come from one hand. */
  public boolean independent(String one, String other) {
    return !sameAs(one).contains(other);
  }

  /** The person and everybody who counts as the same, however long ago one made the other. */
  Set<String> sameAs(String person) {
    return sameAs(person, Instant.MIN);
  }

  /**
   * The person and everybody who counts as the same towards a model.
   *
   * @param since when the model was registered
   */
  public Set<String> sameAs(String person, Instant since) {
    return People.closure(person, Creators.of(acts, since).alone());
  }

  /**
   * Those with a hand in a version whom somebody of a circle is, or counts as.
   *
   * @param circle who stands behind a thing
   * @param hands everybody with a hand
   * @param since when the model was registered
   */
  public Set<String> among(Set<String> circle, Set<String> hands, Instant since) {
    Set<String> involved = new TreeSet<>();
    circle.forEach(person -> involved.addAll(sameAs(person, since)));
    involved.retainAll(hands);
    return involved;
  }

  /**
   * Whether a role comes about only by two persons.
   *
   * @param signing the roles that any published policy asks to sign
   */
  public static boolean needsTwo(String role, Set<String> signing) {
    return ADMINISTERING.contains(role) || signing.contains(role);
  }

  /** Whether the person may answer for bringing people and roles in, as the first or the second. */
  public boolean confirms(String person) {
    return ADMINISTERING.stream().anyMatch(role -> holds(person, role));
  }

  /** Everybody of whom that is true. */
  public Set<String> confirming() {
    Set<String> confirming = new TreeSet<>(grants.keySet());
    confirming.removeIf(person -> !confirms(person));
    return confirming;
  }

  /**
   * Who may sign in a matter.
   *
   * @param contributors who had a hand in the version, with the link
   * @param unnamed how many of its authors could not be named
   * @param recused who stepped back from the submission
   */
  public People people(
      Matter matter,
      Map<String, String> contributors,
      long unnamed,
      Set<String> recused,
      Instant at) {
    Creators.Made made = Creators.of(acts, matter.since());
    var circumstances =
        new Circumstances(
            made.vouched(),
            teams.since(matter.since()),
            duties.standIns(matter),
            duties.datedQualifications(),
            recused,
            duties.datedAbsences(),
            lines(matter),
            at);
    return new People(roles(matter), contributors, unnamed, made.alone(), circumstances);
  }

  private Set<String> lines(Matter matter) {
    return matter.owner().map(teams::of).orElse(Set.of());
  }

  private Map<String, Set<String>> roles(Matter matter) {
    Set<String> lines = lines(matter);
    Map<String, Set<String>> roles = new HashMap<>();
    grants.forEach(
        (person, held) -> {
          for (Grant grant : held) {
            if (counts(grant, matter, lines)) {
              roles.computeIfAbsent(person, _ -> new TreeSet<>()).add(grant.role());
            }
          }
        });
    return roles;
  }

  /** A role that one person gave before a policy asked it to sign does not sign. */
  private static boolean counts(Grant grant, Matter matter, Set<String> lines) {
    Scope scope = grant.scope();
    return (grant.confirmed() || !matter.signing().contains(grant.role()))
        && (scope.model().isEmpty() || scope.model().equals(matter.model()))
        && scope.tier().map(matter.tier()::equals).orElse(true)
        && scope.team().map(lines::contains).orElse(true);
  }
}
