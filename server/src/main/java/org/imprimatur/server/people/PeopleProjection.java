// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.nio.charset.StandardCharsets;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.ModelAct;
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
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
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
          ModelAct _,
          RunnerAct _,
          SubmissionAct _,
          ReviewAct _,
          DecisionAct _,
          GateAct _ -> {}
    }
  }

  private static void apply(PeopleAct act, JdbcClient db) {
    switch (act) {
      case PersonAdded added ->
          db.sql("INSERT INTO persons (person, commitment) VALUES (?, ?)")
              .params(added.person(), added.commitment().toString())
              .update();
      case RoleGiven given ->
          db.sql(
                  """
                  INSERT INTO person_roles (person, role) VALUES (?, ?)
                  ON CONFLICT (person, role) DO NOTHING
                  """)
              .params(given.person(), given.role())
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
      case TokenIssued issued ->
          db.sql("INSERT INTO tokens (token, person, scopes) VALUES (?, ?, ?)")
              .params(issued.token(), issued.person(), String.join(" ", issued.scopes()))
              .update();
      case TokenRevoked revoked ->
          db.sql("DELETE FROM tokens WHERE token = ?").param(revoked.token()).update();
      case PasskeyEnrolled enrolled ->
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
      case PasskeyRevoked revoked ->
          db.sql("UPDATE passkeys SET revoked_at = ?, reason = ? WHERE passkey = ?")
              .params(revoked.at().toEpochMilli(), revoked.reason(), revoked.passkey())
              .update();
      case CredentialSet _ -> {}
    }
  }
}
