// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.signature.Enrolment;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Acts about people in words. */
@Component
record PeopleWords(Names names, Models models, Times times) {
  ActWords.Said said(PeopleAct act) {
    return switch (act) {
      case PeopleAct.PersonAdded added ->
          new ActWords.Said("user", "mute", Text.of("added ").strong(names.of(added.person())));
      case PeopleAct.PersonLeft left ->
          warn("log-out", "saw off ", left.person(), ": roles, tokens and sessions ended");
      case PeopleAct.RoleGiven given ->
          plain("users", "gave ", given.person(), " the role " + role(given.role(), given.scope()));
      case PeopleAct.RoleWithdrawn taken ->
          warn(
              "users",
              "took the role " + role(taken.role(), taken.scope()) + " from ",
              taken.person(),
              "");
      case PeopleAct.TeamJoined joined ->
          new ActWords.Said(
              "users",
              "mute",
              Text.of("put ")
                  .strong(names.of(joined.person()))
                  .then(" into the team " + joined.team()));
      case PeopleAct.TeamLeft left ->
          plain("users", "took ", left.person(), " out of the team " + left.team());
      case PeopleAct.LinkIssued issued ->
          plain("key", "issued a one-time link for ", issued.person(), "");
      case PeopleAct.CredentialSet set ->
          new ActWords.Said(
              "key",
              "mute",
              Text.of("set the " + set.method() + " of ").strong(names.of(set.person())));
      case PeopleAct.TokenIssued issued ->
          new ActWords.Said(
              "key",
              "mute",
              Text.of("issued a token to ")
                  .strong(names.of(issued.person()))
                  .then(" for " + String.join(", ", issued.scopes())));
      case PeopleAct.PasskeyEnrolled enrolled ->
          new ActWords.Said(
              "fingerprint",
              "mute",
              Text.of(
                  enrolled.authenticator().equals(Enrolment.DEMO)
                      ? "enrolled a demo authenticator, no proof of a person"
                      : "enrolled a passkey"));
      case PeopleAct.PasskeyRevoked revoked ->
          warn("fingerprint", "revoked a passkey of ", revoked.person(), ": " + revoked.reason());
      case PeopleAct.TokenRevoked revoked ->
          new ActWords.Said(
              "key", "warn", Text.of("revoked a token of ").strong(names.of(revoked.person())));
      case RoleAct role -> said(role);
      case DutyAct duty -> said(duty);
    };
  }

  private ActWords.Said said(RoleAct act) {
    return switch (act) {
      case RoleAct.RoleAsked asked ->
          plain(
              "users",
              "asked that ",
              asked.person(),
              " hold the role " + role(asked.role(), asked.scope()));
      case RoleAct.RoleDeclined _ ->
          new ActWords.Said("users", "warn", Text.of("declined a request for a role"));
    };
  }

  private ActWords.Said said(DutyAct act) {
    return switch (act) {
      case DutyAct.AbsenceStated away ->
          plain(
              "calendar-off",
              "noted that ",
              away.person(),
              " is away until "
                  + times.day(away.until().minusMillis(1))
                  + away.cover().map(cover -> ", covered by " + names.of(cover)).orElse(""));
      case DutyAct.AbsenceEnded _ ->
          new ActWords.Said("calendar-off", "mute", Text.of("ended an absence"));
      case DutyAct.DelegationGiven given ->
          plain(
              "users",
              "lets ",
              given.to(),
              " sign as %s until %s"
                  .formatted(given.role(), times.day(given.until().minusMillis(1))));
      case DutyAct.DelegationEnded _ ->
          new ActWords.Said("users", "warn", Text.of("ended a delegation"));
      case DutyAct.QualificationRecorded recorded ->
          plain(
              "file-certificate",
              "recorded that ",
              recorded.person(),
              " is qualified in %s until %s"
                  .formatted(recorded.qualified(), times.day(recorded.until().minusMillis(1))));
      case DutyAct.QualificationWithdrawn _ ->
          new ActWords.Said("file-certificate", "warn", Text.of("withdrew a qualification"));
    };
  }

  private ActWords.Said plain(String icon, String before, String person, String after) {
    return new ActWords.Said(icon, "mute", Text.of(before).strong(names.of(person)).then(after));
  }

  private ActWords.Said warn(String icon, String before, String person, String after) {
    return new ActWords.Said(icon, "warn", Text.of(before).strong(names.of(person)).then(after));
  }

  /** A role with where it counts. */
  String role(String role, Scope scope) {
    var words = new StringBuilder(role);
    scope.model().ifPresent(model -> words.append(" for ").append(models.name(model)));
    scope.tier().ifPresent(tier -> words.append(" in the ").append(tier).append(" tier"));
    scope.team().ifPresent(team -> words.append(" for models of ").append(team));
    return words.toString();
  }
}
