// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
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
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Persons, roles, teams and tokens as the acts tell them. */
@Component
final class PeopleProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    switch (act) {
      case PeopleAct people -> apply(people, db);
      case FoundingAct _,
          PolicyAct _,
          ModelAct _,
          RunnerAct _,
          SubmissionAct _,
          ReviewAct _,
          DecisionAct _,
          GateAct _,
          MonitoringAct _,
          SeedAct _,
          SampleAct _,
          HoursAct _,
          ImpactAct _ -> {}
    }
  }

  private static void apply(PeopleAct act, JdbcClient db) {
    switch (act) {
      case PersonAdded added ->
          db.sql("INSERT INTO persons (person, commitment) VALUES (?, ?)")
              .params(added.person(), added.commitment().toString())
              .update();
      case PersonLeft left -> left(left.person(), db);
      case RoleGiven given when !given.scope().everywhere() -> scoped(given, db);
      case RoleGiven given ->
          db.sql(
                  """
                  INSERT INTO person_roles (person, role) VALUES (?, ?)
                  ON CONFLICT (person, role) DO NOTHING
                  """)
              .params(given.person(), given.role())
              .update();
      case RoleWithdrawn withdrawn when !withdrawn.scope().everywhere() ->
          db.sql(
                  """
                  DELETE FROM person_scoped_roles
                  WHERE person = ? AND role = ? AND model = ? AND tier = ? AND team = ?
                  """)
              .params(row(withdrawn.person(), withdrawn.role(), withdrawn.scope()))
              .update();
      case RoleWithdrawn withdrawn ->
          db.sql("DELETE FROM person_roles WHERE person = ? AND role = ?")
              .params(withdrawn.person(), withdrawn.role())
              .update();
      case TeamJoined joined ->
          db.sql(
                  """
                  INSERT INTO person_teams (person, team) VALUES (?, ?)
                  ON CONFLICT (person, team) DO NOTHING
                  """)
              .params(joined.person(), joined.team())
              .update();
      case TeamLeft left ->
          db.sql("DELETE FROM person_teams WHERE person = ? AND team = ?")
              .params(left.person(), left.team())
              .update();
      case TokenIssued issued ->
          db.sql("INSERT INTO tokens (token, person, scopes, expires_at) VALUES (?, ?, ?, ?)")
              .params(
                  issued.token(),
                  issued.person(),
                  String.join(" ", issued.scopes()),
                  issued.expires().map(Instant::toEpochMilli).orElse(0L))
              .update();
      case TokenRevoked revoked ->
          db.sql("DELETE FROM tokens WHERE token = ?").param(revoked.token()).update();
      case PasskeyEnrolled enrolled -> enrolled(enrolled, db);
      case PasskeyRevoked revoked ->
          db.sql("UPDATE passkeys SET revoked_at = ?, reason = ? WHERE passkey = ?")
              .params(revoked.at().toEpochMilli(), revoked.reason(), revoked.passkey())
              .update();
      case CredentialSet _, LinkIssued _, RoleAct _, DutyAct _ -> {}
    }
  }

  private static void enrolled(PasskeyEnrolled enrolled, JdbcClient db) {
    db.sql(
            """
            INSERT INTO passkeys (passkey, person, credential, body, enrolled_at)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            enrolled.passkey(),
            enrolled.person(),
            enrolled.credential().toString(),
            new String(enrolled.bytes(), StandardCharsets.UTF_8),
            enrolled.at().toEpochMilli())
        .update();
  }

  private static void scoped(RoleGiven given, JdbcClient db) {
    db.sql(
            """
            INSERT INTO person_scoped_roles (person, role, model, tier, team)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (person, role, model, tier, team) DO NOTHING
            """)
        .params(row(given.person(), given.role(), given.scope()))
        .update();
  }

  private static List<String> row(String person, String role, Scope scope) {
    return List.of(
        person, role, scope.model().orElse(""), scope.tier().orElse(""), scope.team().orElse(""));
  }

  /** Nothing of what somebody could do outlasts their leaving. */
  private static void left(String person, JdbcClient db) {
    for (String table : List.of("person_roles", "person_scoped_roles", "person_teams", "tokens")) {
      db.sql("DELETE FROM " + table + " WHERE person = ?").param(person).update();
    }
    db.sql("INSERT INTO persons_left (person) VALUES (?) ON CONFLICT (person) DO NOTHING")
        .param(person)
        .update();
  }
}
