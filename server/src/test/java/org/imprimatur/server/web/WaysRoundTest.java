// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Examinations;
import org.imprimatur.server.submissions.SuppliedEvidence;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways round the gate that people try, over the real pages and the real API. */
class WaysRoundTest {
  @TempDir static Path folder;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static RunningServer server;

  private String model = "";
  private long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void submit() {
    model = "exercise-" + COUNT.incrementAndGet();
    number = server.models().lowTierSubmission(model, "sam");
  }

  private String sign() {
    return "/submissions/" + number + "/sign";
  }

  private static Map<String, String> approval(String password) {
    return Map.of("role", "peer", "decision", "approve", "opinion", "", "password", password);
  }

  private Answer signed(String username) {
    return server.fill(username, sign() + "?role=peer", sign(), approval(RunningServer.PASSWORD));
  }

  private long signOffs() {
    return server
        .get("ada", "/api/v1/submissions/" + number)
        .json()
        .array("signoffs")
        .values()
        .size();
  }

  private Answer promote(String username) {
    return server.post(username, "/api/v1/submissions/" + number + "/promotion", "{}");
  }

  @Test
  void the_honest_way_is_open() {
    assertThat(promote("ada").code()).isEqualTo("gate.refused");
    assertThat(signed("grace").status()).isEqualTo(200);
    assertThat(promote("ada").status()).isEqualTo(200);
    assertThat(promote("ada").code()).isEqualTo("submission.closed");
  }

  @Test
  void a_contributor_cannot_sign_by_page_nor_by_a_hand_made_request() {
    Answer page = server.open("ada", sign() + "?role=peer");
    assertThat(page.status()).isEqualTo(403);

    Map<String, String> stolen = RunningServer.hidden(server.open("grace", sign() + "?role=peer"));
    Map<String, String> own = new HashMap<>(stolen);
    own.put("_csrf", RunningServer.hidden(server.open("ada", "/models")).getOrDefault("_csrf", ""));
    Answer forged =
        server.submit(server.browser("ada"), own, sign(), approval(RunningServer.PASSWORD));

    assertThat(forged.status()).isIn(403, 409);
    assertThat(signOffs()).isZero();
  }

  @Test
  void nobody_signs_in_a_role_that_they_do_not_hold() {
    for (String username : List.of("tove", "bruno", "hanna", "dmitri")) {
      assertThat(server.open(username, sign() + "?role=peer").status()).as(username).isEqualTo(403);
    }
    assertThat(server.open("grace", sign() + "?role=business-owner").status()).isEqualTo(403);
    assertThat(signOffs()).isZero();
  }

  @Test
  void a_page_gone_stale_signs_nothing_and_says_what_changed() {
    Map<String, String> form = RunningServer.hidden(server.open("grace", sign() + "?role=peer"));
    Digest card =
        server.upload("ada", RunningServer.EXAMPLES.resolve("models/mortgage-fast-track/v1.md"));
    assertThat(
            server
                .post(
                    "ada",
                    "/api/v1/submissions/" + number + "/evidence",
                    "{\"class\":\"documentation\",\"name\":\"more.md\",\"content\":\""
                        + card
                        + "\"}")
                .status())
        .isEqualTo(200);

    Answer stale =
        server.submit(server.browser("grace"), form, sign(), approval(RunningServer.PASSWORD));

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.text()).contains("documentation").contains("signoff.stale");
    assertThat(signOffs()).isZero();
  }

  @Test
  void a_form_signs_once_and_a_wrong_password_never() {
    Map<String, String> form = RunningServer.hidden(server.open("grace", sign() + "?role=peer"));
    HttpClient grace = server.browser("grace");

    assertThat(server.submit(grace, form, sign(), approval("not the password at all")).text())
        .contains("The user name or the password is wrong.");
    assertThat(signOffs()).isZero();
    Answer receipt = server.submit(grace, form, sign(), approval(RunningServer.PASSWORD));
    assertThat(receipt.status()).as(receipt.text()).isEqualTo(200);
    assertThat(server.submit(grace, form, sign(), approval(RunningServer.PASSWORD)).status())
        .isEqualTo(409);
    assertThat(signOffs()).isEqualTo(1);
  }

  @Test
  void a_form_of_another_submission_signs_nothing_here() {
    Map<String, String> elsewhere =
        RunningServer.hidden(server.open("grace", sign() + "?role=peer"));
    long first = number;
    submit();

    Answer replayed =
        server.submit(server.browser("grace"), elsewhere, sign(), approval(RunningServer.PASSWORD));

    assertThat(replayed.status()).isEqualTo(409);
    assertThat(signOffs()).isZero();
    number = first;
    assertThat(signOffs()).isZero();
  }

  @Test
  void without_the_form_s_own_token_nothing_is_signed() {
    Map<String, String> form =
        new HashMap<>(RunningServer.hidden(server.open("grace", sign() + "?role=peer")));
    form.remove("_csrf");

    Answer answer =
        server.submit(server.browser("grace"), form, sign(), approval(RunningServer.PASSWORD));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("form.token");
    assertThat(signOffs()).isZero();
  }

  @Test
  void a_token_opens_no_page_and_a_session_no_api() {
    String bearer = "Bearer " + server.token("ada");
    assertThat(server.send(server.request("/models").header("Authorization", bearer)).status())
        .isEqualTo(302);
    assertThat(server.send(server.browser("ada"), server.request("/api/v1/me")).status())
        .isEqualTo(401);
  }

  @Test
  void no_json_route_takes_a_signature() {
    for (String path : List.of("/signoffs", "/sign", "/sign-offs", "/signature")) {
      Answer answer =
          server.post(
              "tove",
              "/api/v1/submissions/" + number + path,
              "{\"role\":\"peer\",\"decision\":\"approve\"}");
      assertThat(answer.code()).as(path).isEqualTo("request.route");
    }
    assertThat(signOffs()).isZero();
  }

  @Test
  void an_own_result_satisfies_nothing_and_its_name_leads_nowhere() {
    Digest file =
        server.upload("ada", RunningServer.EXAMPLES.resolve("data/hmda/predictions-lr.csv"));
    String content = "\",\"content\":\"" + file + "\"}";
    for (String name : List.of("../artifact/1", "artifact/1", "a/../../b", "", ".hidden")) {
      Answer refused =
          server.post(
              "ada",
              "/api/v1/submissions/" + number + "/evidence",
              "{\"class\":\"artifact\",\"name\":\"" + name + content);
      assertThat(refused.code()).as(name).isEqualTo("evidence.name");
    }
    Answer supplied =
        server.post(
            "ada",
            "/api/v1/submissions/" + number + "/evidence",
            "{\"class\":\"artifact\",\"name\":\"artifact\"" + content.substring(1));
    assertThat(supplied.status()).isEqualTo(200);
    assertThat(supplied.text()).contains("\"item\":\"supplied/artifact\"").contains("supplied");
  }

  @Test
  void the_same_version_is_not_submitted_twice() {
    String path = "/api/v1/models/" + model + "/versions/1/submissions";
    for (String username : List.of("ada", "sam")) {
      assertThat(server.post(username, path, "{}").code()).isEqualTo("submission.exists");
    }
  }

  @Test
  void the_same_files_and_cut_off_are_no_new_version() {
    Path file = RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx");
    String body =
        """
        {"manifest":{"files":[{"path":"%s","digest":"%s","size":%d}]},
         "cutoff":"0.5","lineage":{}}\
        """
            .formatted(model + ".onnx", server.upload("ada", file), file.toFile().length());
    Answer again = server.post("sam", "/api/v1/models/" + model + "/versions", body);
    assertThat(again.code()).isEqualTo("version.exists");
    assertThat(again.text()).contains("version 1");
  }

  @Test
  void a_version_with_authors_nobody_can_name_opens_no_submission_and_neither_does_its_child() {
    assertThat(submit(version("{\"unnamed\":1}", "0.75")).code())
        .isEqualTo("submission.unsatisfiable");
    assertThat(submit(version("{\"parents\":[2]}", "0.76")).text())
        .contains("submission.unsatisfiable", "1 author of the version cannot be named");
    assertThat(submit(version("{\"parents\":[1]}", "0.77")).text())
        .as("the same files, which somebody made who cannot be named")
        .contains("submission.unsatisfiable", "1 author of the version cannot be named");
    assertThat(submit(version("{\"parents\":[1]}", "0.77", "other.onnx")).status()).isEqualTo(201);
  }

  @Test
  void whoever_is_left_out_where_the_same_files_come_again_still_cannot_sign() {
    assertThat(submit(version("{\"contributors\":[\"grace\"]}", "0.78", "mine.onnx")).code())
        .isEqualTo("submission.unsatisfiable");
    Answer moved = submit(version("{\"contributors\":[]}", "0.79", "mine.onnx"));

    assertThat(moved.code()).as("grace made them").isEqualTo("submission.unsatisfiable");
  }

  @Test
  void whoever_made_the_same_files_under_another_model_s_name_still_cannot_sign() {
    version("{\"contributors\":[\"grace\"]}", "0.78", "theirs.onnx");
    server.models().lowTierSubmission(model + "-again");
    model = model + "-again";

    Answer renamed = submit(version("{\"contributors\":[]}", "0.78", "theirs.onnx"));

    assertThat(renamed.code()).as("grace made them").isEqualTo("submission.unsatisfiable");
    assertThat(renamed.text()).contains("contributed to version 2 of exercise-");
    assertThat(submit(version("{}", "0.78", "another.onnx")).status()).isEqualTo(201);
  }

  @Test
  void what_is_filed_for_a_parent_shows_at_once_where_its_child_is_looked_at() {
    long child = submit(version("{\"parents\":[1]}", "0.76")).json().integer("number");
    server.post("tove", "/api/v1/people/grace/roles", "{\"role\":\"data-scientist\"}");
    var gates = server.bean(Gates.class);
    String grace = server.get("ada", "/api/v1/people/grace").json().string("person");
    var before = gates.standing(child).input().people();
    assertThat(before.conflict(grace)).isEmpty();

    Digest content = server.upload("ada", RunningServer.EXAMPLES.resolve("models/titanic/v1.md"));
    server
        .bean(SuppliedEvidence.class)
        .supply(
            server.caller("grace"),
            number,
            new SuppliedEvidence.Supplied("documentation", "note.md", content));
    assertThat(gates.standing(child).input().people().conflict(grace)).isPresent();
  }

  private Answer submit(long version) {
    String path = "/api/v1/models/" + model + "/versions/" + version + "/submissions";
    return server.post("ada", path, "{\"gate\":\"production\"}");
  }

  private long version(String lineage, String cutoff) {
    return version(lineage, cutoff, model + ".onnx");
  }

  private long version(String lineage, String cutoff, String path) {
    Digest onnx =
        server.upload("ada", RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx"));
    long size =
        RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx").toFile().length();
    String body =
        """
        {"manifest":{"files":[{"path":"%s","digest":"%s","size":%d}]},
         "cutoff":"%s","lineage":%s}\
        """
            .formatted(path, onnx, size, cutoff, lineage);
    Answer version = server.post("ada", "/api/v1/models/" + model + "/versions", body);
    assertThat(version.status()).as(version.text()).isEqualTo(201);
    return version.json().integer("version");
  }

  @Test
  void an_answer_after_the_submission_moves_the_ground_under_it() {
    assertThat(signed("grace").status()).isEqualTo(200);
    server.post(
        "ada",
        "/api/v1/models/" + model + "/risk",
        "{\"answers\":{\"effect\":\"decides\",\"exposure\":\"large\"}}");

    Answer refused = promote("ada");

    assertThat(refused.code()).isEqualTo("gate.refused");
    assertThat(refused.text()).contains("risk assessment");
  }

  @Test
  void a_confirmation_of_answers_that_nobody_gave_is_refused() {
    Answer stale =
        server.post(
            "dmitri",
            "/api/v1/models/" + model + "/risk/confirmation",
            "{\"assessment\":\"sha256:" + "0".repeat(64) + "\",\"tier\":\"low\"}");
    assertThat(stale.code()).isEqualTo("risk.stale");
  }

  @Test
  void who_had_a_hand_in_a_model_neither_confirms_its_tier_nor_sets_its_exam() {
    Digest assessment =
        Digest.parse(
            server
                .get("ada", "/api/v1/models/" + model)
                .json()
                .object("risk")
                .string("assessment"));
    var asked = new Assessments.Confirmation(assessment, "low", Optional.empty());
    for (String username : List.of("ada", "sam")) {
      // With every role that the route could ask for: it is the hand in the model that counts.
      String id = server.get(username, "/api/v1/me").json().string("person");
      var person =
          new Person(
              id,
              Optional.of(username),
              Optional.empty(),
              Set.of("risk-manager", "custodian", "data-scientist"));
      var caller = new Caller(person, server.caller(username).credential());
      assertThatThrownBy(() -> server.bean(Assessments.class).confirm(caller, model, asked))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("risk.own"));
      var terms =
          new Examinations.Terms(
              new Examinations.DataSets(
                  server.upload("priya", RunningServer.EXAMPLES.resolve("data/titanic/test.csv")),
                  Optional.empty()),
              "row_id",
              Examinations.Target.binary(new Examinations.Label("survived", "1"), 1),
              new Examinations.Columns(List.of(), List.of(), List.of(), List.of(), List.of()));
      assertThatThrownBy(() -> server.bean(Examinations.class).register(caller, model, terms))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("examination.contributor"));
    }
  }

  @Test
  void a_refused_request_leaves_nothing_in_the_log() {
    Audit audit = server.bean(Audit.class);
    server.browser("ada");
    long size = audit.size();
    server.post("ada", "/api/v1/models", "{\"name\":\"" + model + "\"}");
    server.post("tove", "/api/v1/submissions/" + number + "/promotion", "{}");
    server.post("ada", "/api/v1/models/" + model + "/versions", "{\"cutoff\":\"2\"}");
    server.open("ada", sign() + "?role=peer");
    assertThat(audit.size()).isEqualTo(size);
  }
}
