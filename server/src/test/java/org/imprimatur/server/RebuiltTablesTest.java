// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
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
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every table is of one kind, and the projections follow from the entries alone. */
class RebuiltTablesTest {
  private static final String MODEL = "m_aaaaaaaaaa";
  private static final Anchor RISK = new Anchor("risk", "", "", Optional.empty());
  private static final Digest SOME = Digest.of(new byte[] {1});
  private static final Path MIGRATION =
      Path.of("src/main/resources/db/migration/V20261126_101__model_risks.sql");

  @TempDir static Path folder;
  private static TestingDatabases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new TestingDatabases(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
  }

  @ParameterizedTest
  @EnumSource
  void every_table_is_log_projection_outside_the_log_or_working(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      assertThat(TestingTables.present(database))
          .as("a new table is classified in TestingTables, and one that went is taken out")
          .isEqualTo(TestingTables.classified());
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_projections_are_built_again_from_entry_0_row_by_row(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect));
        Database empty = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      try (Audit audit =
          RecordingUntilKilled.audit(database, folder.resolve(dialect.name() + ".pem"))) {
        record(audit, RebuiltTablesTest::people);
        record(audit, RebuiltTablesTest::ground);
        record(audit, RebuiltTablesTest::ways);
        record(audit, RebuiltTablesTest::seeds);

        assertThat(TestingTables.rows(database).values())
            .as("each projection has rows to compare")
            .noneMatch(List::isEmpty);
        assertThat(TestingTables.rebuilt(audit, empty)).isEqualTo(TestingTables.rows(database));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_log_from_before_has_the_risks_of_its_models_after_the_migration(Dialect dialect)
      throws Exception {
    Digest other = Digest.of(new byte[] {7});
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      database.migrate();
      try (Audit audit =
          RecordingUntilKilled.audit(database, folder.resolve("risks" + dialect + ".pem"))) {
        record(
            audit,
            by ->
                List.of(
                    new PolicyPublished(by, SOME, "lending", 1, true, Optional.empty()),
                    new PolicyPublished(by, other, "lending", 2, true, Optional.empty())));
        record(audit, by -> risks(by, "m_aaaaaaaaaa", SOME, List.of()));
        record(audit, by -> risks(by, "m_bbbbbbbbbb", SOME, List.of(SOME)));
        record(audit, by -> risks(by, "m_cccccccccc", SOME, List.of(SOME, SOME, other)));
        record(
            audit,
            by ->
                List.of(
                    new RiskConfirmed(by, "m_cccccccccc", SOME, "low", "R3", Optional.empty())));
        record(audit, by -> risks(by, "m_dddddddddd", other, List.of(other)));
        record(
            audit,
            by ->
                List.of(
                    new RiskConfirmed(by, "m_dddddddddd", SOME, "low", "R3", Optional.empty())));
        record(
            audit,
            by ->
                List.of(
                    new RiskAnswered(
                        by, "m_dddddddddd", SOME, Digest.of(new byte[] {9}), "low", "R3")));
        List<String> followed = rows(database);

        audit.work(db -> db.sql("DELETE FROM model_risks").update());
        String migration = Files.readString(MIGRATION);
        audit.work(db -> db.sql(migration.substring(migration.indexOf("INSERT"))).update());

        assertThat(followed).hasSize(4);
        assertThat(rows(database)).isEqualTo(followed);
      }
    }
  }

  private static List<String> rows(Database database) {
    return TestingTables.rows(database).getOrDefault("model_risks", List.of());
  }

  private static List<Act> risks(Stamp by, String model, Digest policy, List<Digest> answered) {
    List<Act> acts = new ArrayList<>();
    Digest use = Digest.of(new byte[] {8});
    acts.add(new ModelRegistered(by, model, "model-" + model.charAt(2), "p_ada", use, policy));
    answered.forEach(
        under ->
            acts.add(new RiskAnswered(by, model, under, Digest.of(new byte[] {9}), "low", "R3")));
    return acts;
  }

  private interface Acts {
    List<Act> by(Stamp stamp);
  }

  private static List<Act> seeds(Stamp by) {
    var bad = new SeedAct.Case("m_aaaaaaaaaa", 9, "p_ada", SOME);
    return List.of(
        new SeedAct.SeedCommitted(by, "l_closed", SOME),
        new SeedAct.SeedCommitted(by, "l_known", SOME),
        new SeedAct.SeedRevealed(by, "l_known", "00", Optional.of(bad)));
  }

  private static void record(Audit audit, Acts acts) {
    audit.record(moment -> new Ruling.Granted<>(acts.by(moment.by("p_admin")), true));
  }

  private static List<Act> people(Stamp stamp) {
    return List.of(
        new PersonAdded(stamp, "p_ada", SOME),
        new PersonAdded(stamp, "p_bruno", SOME),
        new RoleGiven(stamp, "p_ada", "data-scientist"),
        new RoleGiven(stamp, "p_bruno", "validator"),
        new RoleGiven(stamp, "p_bruno", "peer"),
        new RoleWithdrawn(stamp, "p_bruno", "peer"),
        new TeamJoined(stamp, "p_ada", "credit"),
        new TeamJoined(stamp, "p_ada", "lending"),
        new TeamLeft(stamp, "p_ada", "lending"),
        scoped(stamp, "p_ada", "high"),
        scoped(stamp, "p_bruno", "high"),
        scoped(stamp, "p_bruno", "low"),
        new RoleWithdrawn(stamp, "p_bruno", "validator", tier("low")),
        new PersonAdded(stamp, "p_gone", SOME),
        new RoleGiven(stamp, "p_gone", "peer"),
        new TeamJoined(stamp, "p_gone", "credit"),
        new TokenIssued(stamp, "p_gone", "t_gone", List.of("read")),
        new PersonLeft(stamp, "p_gone"),
        passkey(stamp, "k_stays", 1),
        passkey(stamp, "k_goes", 2),
        new PasskeyRevoked(stamp, "p_ada", "k_goes", "lost"),
        new TokenIssued(stamp, "p_ada", "t_stays", List.of("read")),
        new TokenIssued(
            stamp,
            "p_ada",
            "t_ends",
            List.of("read", "signal"),
            Optional.of(stamp.at().plusSeconds(60))),
        new TokenIssued(stamp, "p_ada", "t_goes", List.of("read", "propose")),
        new TokenRevoked(stamp, "p_ada", "t_goes"));
  }

  private static Act scoped(Stamp stamp, String person, String tier) {
    return new RoleGiven(stamp, person, "validator", tier(tier), Optional.empty());
  }

  private static Scope tier(String tier) {
    return new Scope(Optional.empty(), Optional.of(tier), Optional.empty());
  }

  private static Act passkey(Stamp stamp, String id, int credential) {
    Digest known = Digest.of(new byte[] {(byte) credential});
    return new PasskeyEnrolled(
        stamp, "p_ada", id, known, "key", "localhost", "http://localhost", SOME, "make");
  }

  private static List<Act> ground(Stamp stamp) {
    return List.of(
        new PolicyPublished(stamp, SOME, "lending", 1, true, Optional.empty()),
        new ModelRegistered(stamp, MODEL, "mortgage", "p_ada", SOME, SOME),
        new ExaminationRegistered(
            stamp, MODEL, SOME, Digest.of(new byte[] {2}), Optional.of(Digest.of(new byte[] {3}))),
        new FieldStated(stamp, "unit", "text", SOME),
        new FieldStated(stamp, "vendor", "text", SOME),
        valued(stamp, Map.of("unit", SOME, "vendor", SOME), List.of()),
        valued(stamp, Map.of("unit", Digest.of(new byte[] {2})), List.of("vendor")));
  }

  private static Act valued(Stamp stamp, Map<String, Digest> values, List<String> emptied) {
    return new ValuesStated(stamp, MODEL, new TreeMap<>(values), emptied);
  }

  private static List<Act> ways(Stamp stamp) {
    return List.of(
        opened(stamp, 1),
        opened(stamp, 2),
        opened(stamp, 3),
        new VersionPromoted(stamp, MODEL, 1, 1, "development", "production"),
        new VersionBypassed(
            stamp,
            "g_aaaaaaaaaa",
            MODEL,
            1,
            3,
            new Move("development", "production"),
            "p_sam",
            "risk-manager",
            stamp.at(),
            SOME,
            SOME),
        new SignalRecorded(
            stamp,
            MODEL,
            1,
            "overdue loans",
            "2.5",
            OptionalLong.of(9),
            stamp.at(),
            stamp.at(),
            Optional.empty(),
            Optional.of(SOME)),
        new BatchRecorded(stamp, 1, MODEL, 1, 3, SOME, 9, stamp.at(), stamp.at(), Optional.empty()),
        new LabelsRecorded(stamp, 1, MODEL, 1, Digest.of(new byte[] {2}), 9, Optional.empty()),
        new BatchRecorded(
            stamp,
            2,
            MODEL,
            1,
            3,
            Digest.of(new byte[] {3}),
            9,
            stamp.at(),
            stamp.at().plusMillis(5),
            Optional.empty()),
        new SignalRecorded(
            stamp,
            MODEL,
            1,
            "overdue loans",
            "2.5",
            OptionalLong.of(9),
            stamp.at(),
            stamp.at().plusMillis(5),
            Optional.empty(),
            Optional.of(SOME)),
        new BatchWithdrawn(stamp, 2, MODEL, 1, "sender", SOME, Optional.empty()),
        incident(stamp, 1),
        incident(stamp, 2),
        new IncidentClosed(stamp, 1, MODEL, 1, "risk-manager", SOME, SOME),
        new SubmissionWithdrawn(stamp, 2),
        new ChallengeRaised(stamp, 1, MODEL, 3, "validator", "p_ada", RISK, SOME),
        raised(stamp, 1),
        raised(stamp, 2),
        raised(stamp, 3),
        new FindingFixed(stamp, 1, MODEL, 3, SOME),
        new FindingRetested(stamp, 1, MODEL, 3, true, Optional.empty(), SOME),
        new FindingAccepted(stamp, 2, MODEL, 3, "risk-manager", "2026-12-24", SOME));
  }

  private static Act incident(Stamp stamp, long number) {
    return new IncidentOpened(
        stamp, number, MODEL, 1, 1, "high", "serious", stamp.at(), "user", SOME);
  }

  private static Act raised(Stamp stamp, long number) {
    return new FindingRaised(
        stamp,
        number,
        MODEL,
        3,
        "high",
        "p_ada",
        "2026-12-01",
        RISK,
        Optional.empty(),
        OptionalLong.empty(),
        SOME);
  }

  private static Act opened(Stamp stamp, long number) {
    return new SubmissionOpened(
        stamp,
        number,
        MODEL,
        number,
        "production",
        SOME,
        SOME,
        SOME,
        SOME,
        Optional.of(SOME),
        Optional.empty());
  }
}
