// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** A few people and what is done about them, act by act. */
abstract class TestingStaff {
  static final Digest NAME = Digest.of("name".getBytes(UTF_8));
  static final Policy POLICY =
      TestingPolicy.asking(
          "- " + "{id: review, kind: signoff, role: validator, meaning: approval, tiers: [high]}");

  final List<PeopleAct> acts = new ArrayList<>();
  final Set<String> recused = new HashSet<>();
  Instant now = Instant.parse("2026-11-25T09:00:00Z");
  final Instant since;
  Map<String, String> contributors = Map.of("ada", "registered version 1");

  TestingStaff() {
    for (String person : List.of("ada", "bruno", "grace", "lena", "dmitri", "tove")) {
      acts.add(new PersonAdded(by(Stamp.SYSTEM), person, NAME));
    }
    role("bruno", "validator");
    role("dmitri", "risk-manager");
    role("tove", "administrator");
    team("ada", "credit");
    team("lena", "lending");
    team("bruno", "validation");
    since = by("ada").at();
  }

  static Policy.Gate gate() {
    return POLICY.gates().values().iterator().next();
  }

  Set<String> eligible() {
    return people(now).eligible(asked(POLICY));
  }

  Optional<String> bar(String signer) {
    return shown(people(now).bar(Signer.inOwnRole(signer), asked(POLICY)));
  }

  Optional<String> bar(String delegate, String delegator) {
    return shown(people(now).bar(new Signer(delegate, Optional.of(delegator)), asked(POLICY)));
  }

  static Optional<String> shown(Optional<Bar> bar) {
    return bar.map(one -> one.code() + " " + one.person());
  }

  People people(Instant at) {
    return people(POLICY).at(at);
  }

  People people(Policy policy) {
    Matter matter = Matter.of("m_loans", "lena", "high", policy, since);
    return Staff.of(acts).people(matter, contributors, 0, recused, now);
  }

  static Requirement.SignOff asked(Policy policy) {
    return (Requirement.SignOff)
        policy.gates().values().iterator().next().requirements().getFirst();
  }

  void role(String person, String role) {
    acts.add(new RoleGiven(by(Stamp.SYSTEM), person, role));
  }

  void given(String person, String role, Scope scope) {
    acts.add(new RoleGiven(by(Stamp.SYSTEM), person, role, scope, Optional.empty()));
  }

  void team(String person, String team) {
    acts.add(new TeamJoined(by("tove"), person, team));
  }

  void added(String person) {
    acts.add(new PersonAdded(by("tove"), person, NAME));
    acts.add(new LinkIssued(by("tove"), person));
  }

  void single(String person, String role) {
    acts.add(new RoleGiven(by("tove"), person, role));
  }

  void confirmed(String person, String role) {
    String request = "a_" + person;
    acts.add(new RoleAsked(by("tove"), request, person, role, Scope.EVERYWHERE));
    acts.add(new RoleGiven(by("dmitri"), person, role, Scope.EVERYWHERE, Optional.of(request)));
  }

  void delegate(String from, String to) {
    acts.add(delegation(from, to, now, now.plus(Duration.ofDays(7))));
  }

  DelegationGiven delegation(String from, String to, Instant begins, Instant ends) {
    return new DelegationGiven(by(from), "d_" + from, to, "validator", none(), begins, ends);
  }

  static Optional<String> none() {
    return Optional.empty();
  }

  Instant at(long seconds) {
    return since.plusSeconds(seconds);
  }

  Stamp by(String person) {
    now = now.plusMillis(1);
    return new Stamp(now, person);
  }
}
