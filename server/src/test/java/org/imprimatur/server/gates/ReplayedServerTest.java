// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.Held;
import org.imprimatur.proof.attestation.SigstoreBundle;
import org.imprimatur.proof.attestation.Verification;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.replay.Replay;
import org.imprimatur.proof.replay.Report;
import org.imprimatur.proof.signature.StatementCode;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.TestingTables;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.checks.CheckRun;
import org.imprimatur.server.checks.Checks;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.NewVersion;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.PasswordCost;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Examinations;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.submissions.Submissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a real server records, a replay derives again from the log and its blobs alone. */
class ReplayedServerTest {
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final String MODEL = "mortgage-fast-track";
  private static final String MODEL_FILE = "models/mortgage-fast-track/v2/model.onnx";
  private static final String PASSWORD = "a long enough passphrase 7";
  private static final String SETUP =
      """
      imprimatur: setup/v1
      origin: example.org/log
      persons:
        - {username: ada, name: Ada Okafor, roles: [data-scientist]}
        - {username: sam, name: Sam Lee, roles: [data-scientist]}
        - {username: priya, name: Priya Nair, roles: [custodian]}
        - {username: bruno, name: Bruno Keller, roles: [validator]}
        - {username: chiara, name: Chiara Rossi, roles: [compliance]}
        - {username: lena, name: Lena Maurer, roles: [business-owner]}
        - {username: dmitri, name: Dmitri Lang, roles: [risk-manager]}
      tokens: []
      policies: [{file: "POLICY", default: true}]
      """;

  @TempDir Path folder;
  private final Map<String, Caller> callers = new HashMap<>();
  private ConfigurableApplicationContext server;

  @BeforeEach
  void start() throws IOException {
    Path setup = folder.resolve("setup.yaml");
    Files.writeString(
        setup, SETUP.replace("POLICY", EXAMPLES.resolve("policies/lending.yaml").toString()));
    Path data = folder.resolve("data");
    server =
        ImprimaturServer.start(
            new ServerOptions("127.0.0.1", 0, data, Optional.empty(), Optional.of(setup)));
    assertThat(server.getBean(PasswordCost.class)).isEqualTo(PasswordCost.OWASP);
    Logins logins = server.getBean(Logins.class);
    for (String line : Files.readAllLines(data.resolve("first-start-links.txt"))) {
      String username = line.substring(0, line.indexOf('\t'));
      logins.enrol(line.substring(line.lastIndexOf('/') + 1), PASSWORD, PASSWORD);
      String session = logins.signIn(username, PASSWORD).text();
      callers.put(username, logins.bySession(session).orElseThrow());
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_refusal_and_a_promotion_are_derived_again_byte_for_byte() throws Exception {
    model();
    long refused = submit("data/hmda/models/lr/model.onnx", "0.15", "v1.md");
    assertThatThrownBy(() -> gates().promote(caller("lena"), refused))
        .isInstanceOf(RefusedException.class);

    long number = submit(MODEL_FILE, "0.40", "v2.md");
    sign("bruno", "validator", number);
    sign("chiara", "compliance", number);
    sign("lena", "business-owner", number);
    assertThat(gates().promote(caller("lena"), number).verdict().passes()).isTrue();

    assertAttested(number);
    assertReadAsPromoted(number);
    Report report = replay();
    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().verdicts()).isEqualTo(2);
    assertThat(report.counts().promotions()).isEqualTo(1);
    assertThat(report.counts().signOffs()).isEqualTo(3);
    assertRebuilt();
  }

  /** What three people signed is in the attestation, under the codes of their receipts. */
  private void assertAttested(long number) throws Exception {
    Instant until = Instant.now().plus(Duration.ofMinutes(1));
    Submissions submissions = server.getBean(Submissions.class);
    while (submissions.get(number).ending().attestation().isEmpty()) {
      assertThat(Instant.now()).as("the attestation is issued").isBefore(until);
      Thread.sleep(100);
    }
    LogOpened log = (LogOpened) Act.parse(Entries.bytes(reader(), 0).orElseThrow());
    byte[] model = Files.readAllBytes(EXAMPLES.resolve(MODEL_FILE));
    Verification verification =
        Attestation.verify(
            gates().attestation(number),
            Optional.of(gates().attestedSignOffs(number)),
            log.attestationKey(),
            Optional.of(log.logKey()),
            Map.of("model.onnx", Held.of(model)));
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    List<String> sentences = ((Verification.Verified) verification).sentences();
    for (SignoffGiven given : submissions.get(number).signOffs()) {
      Json.Obj statement = server.getBean(Blobs.class).document(given.statement());
      assertThat(sentences)
          .anyMatch(
              sentence ->
                  sentence.startsWith(given.by() + " signed ")
                      && sentence.contains("Code " + StatementCode.of(statement)));
    }
    Json.Obj envelope = SigstoreBundle.read(gates().attestedSignOffs(number)).envelope().toJson();
    String payload = new String(Base64.getDecoder().decode(envelope.string("payload")), UTF_8);
    assertThat(PublishedSchemas.objections("signoffs", payload)).isEmpty();
    assertThat(payload).doesNotContain("Bruno", "Keller", "Chiara", "Rossi", "Lena", "Maurer");
  }

  /** A card and a confirmation of afterwards are not what was promoted. */
  private void assertReadAsPromoted(long number) throws IOException {
    Standing before = gates().standing(number);
    SubmissionOpened opened = before.submission().opened();
    Digest card = put(EXAMPLES.resolve("models/mortgage-fast-track/v1.md"));
    server
        .getBean(Versions.class)
        .fileCard(
            caller("ada"), MODEL, opened.version(), card, before.docket().model().papers().card());
    server
        .getBean(Assessments.class)
        .confirm(
            caller("dmitri"),
            MODEL,
            new Assessments.Confirmation(opened.risk(), "high", Optional.empty()));

    assertThat(gates().standing(number).input().dossier().digests())
        .isEqualTo(before.input().dossier().digests());
  }

  private JdbcClient reader() {
    return server.getBean(Database.class).reader();
  }

  /**
   * The tables are what the log says. A promotion asks the comparisons of others again, so entries
   * may still come: what was read while the log grew is read once more.
   */
  private void assertRebuilt() {
    Audit audit = server.getBean(Audit.class);
    Instant until = Instant.now().plus(Duration.ofMinutes(1));
    for (int attempt = 1; ; attempt++) {
      long before = audit.size();
      try (Database empty = Database.sqlite(folder.resolve("rebuilt-" + attempt + ".db"))) {
        var rebuilt = TestingTables.rebuilt(audit, empty);
        var rows = TestingTables.rows(server.getBean(Database.class));
        if (audit.size() == before) {
          assertThat(rebuilt).isEqualTo(rows);
          return;
        }
      }
      assertThat(Instant.now()).as("the log comes to rest").isBefore(until);
    }
  }

  private void model() throws IOException {
    Digest policy = server.getBean(Policies.class).newest(Optional.empty()).digest();
    var use = new Models.Use("fast track without review", "mortgage applicants", "refuses nobody");
    Models models = server.getBean(Models.class);
    models.register(caller("ada"), MODEL, use, policy, caller("lena").id());
    models.statePromises(
        caller("ada"),
        MODEL,
        (Json.Arr)
            Json.parse(
                """
                [{"direction":"at-most","every":"quarter","limit":"0.02","name":"defaults",\
                "owner":"lena","unit":"share"}]\
                """));
    Assessments assessments = server.getBean(Assessments.class);
    Digest assessment =
        assessments
            .answer(caller("ada"), MODEL, Map.of("effect", "decides", "exposure", "large"))
            .assessment();
    assessments.confirm(
        caller("dmitri"),
        MODEL,
        new Assessments.Confirmation(assessment, "high", Optional.empty()));
    server
        .getBean(Examinations.class)
        .register(
            caller("priya"),
            MODEL,
            new Examinations.Terms(
                new Examinations.DataSets(
                    put(EXAMPLES.resolve("data/hmda/test.csv")),
                    Optional.of(put(EXAMPLES.resolve("data/hmda/train.csv")))),
                "row_id",
                Examinations.Target.binary(new Examinations.Label("deny", "yes"), 0),
                new Examinations.Columns(
                    List.of("afam", "single"),
                    List.of(),
                    List.of("afam", "single"),
                    List.of(),
                    List.of("chist", "mhist"))));
  }

  private long submit(String file, String cutoff, String card) throws Exception {
    Path model = EXAMPLES.resolve(file);
    var manifest =
        new Manifest(List.of(new Manifest.File("model.onnx", put(model), Files.size(model))));
    Path cards = EXAMPLES.resolve("models/mortgage-fast-track");
    var asked =
        new NewVersion(
            manifest,
            cutoff,
            new NewVersion.Lineage(List.of(), List.of("sam"), 0, Json.obj().build()),
            Optional.of(put(cards.resolve(card))));
    long version = server.getBean(Versions.class).register(caller("ada"), MODEL, asked).number();
    long number =
        server
            .getBean(Submissions.class)
            .open(caller("ada"), MODEL, version, "production")
            .number();
    Instant until = Instant.now().plus(Duration.ofMinutes(3));
    Checks checks = server.getBean(Checks.class);
    while (checks.of(number).size() < 6
        || checks.of(number).stream().anyMatch(ReplayedServerTest::unfinished)) {
      assertThat(Instant.now()).as("the checks end: %s", checks.of(number)).isBefore(until);
      Thread.sleep(200);
    }
    return number;
  }

  private static boolean unfinished(CheckRun run) {
    return run.state() == CheckRun.State.WAITING || run.state() == CheckRun.State.RUNNING;
  }

  private void sign(String username, String role, long number) {
    SignOffs signOffs = server.getBean(SignOffs.class);
    Digest draft = signOffs.draft(caller(username), number, role).digest();
    signOffs.sign(
        caller(username),
        number,
        new SignOffs.Signature(draft, "approve", "Fewer denials are found; that price is fair."),
        PASSWORD);
  }

  private Digest put(Path file) throws IOException {
    return server.getBean(Blobs.class).put(Files.readAllBytes(file));
  }

  private Caller caller(String username) {
    return Optional.ofNullable(callers.get(username)).orElseThrow();
  }

  private Gates gates() {
    return server.getBean(Gates.class);
  }

  private Report replay() throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (long i = 0; i < server.getBean(Audit.class).size(); i++) {
      entries.add(Entries.bytes(reader(), i).orElseThrow());
    }
    Blobs blobs = server.getBean(Blobs.class);
    var published = new PublishedSchemas(entries, blobs::find);
    assertThat(published.objections()).isEmpty();
    assertThat(published.kinds())
        .contains("acts", "assessment", "evidence", "examination", "lineage", "manifest")
        .contains("promises", "setup", "statement", "trace", "use");
    return Replay.verify(entries, blobs::find);
  }
}
