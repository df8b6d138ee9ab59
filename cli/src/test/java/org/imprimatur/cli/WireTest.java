// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, and what becomes of what comes back. */
class WireTest {
  private static final int PART = 64 * 1024;

  private final PlayedServer server = new PlayedServer();

  @TempDir Path home;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_redirect_is_not_followed() {
    server.answers("GET /api/v1/me", PlayedServer.Played.redirect(server.url() + "/elsewhere"));

    Ran whoami = Ran.command(server, home, "whoami");

    assertThat(whoami.exit()).isEqualTo(3);
    assertThat(server.asked("GET /elsewhere")).isEmpty();
  }

  @Test
  void whoever_answers_byte_by_byte_is_not_waited_for() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(listening));
      var wire = new Wire(URI.create("http://127.0.0.1:" + listening.getLocalPort()), "");
      HttpRequest request = wire.request("", Duration.ofMillis(200)).build();
      assertThatThrownBy(() -> wire.send(request, HttpResponse.BodyHandlers.ofByteArray()))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("did not answer in time");
    }
  }

  @Test
  void a_download_that_stops_arriving_is_given_up_and_leaves_no_file() throws IOException {
    Path target = home.resolve("export.zip");
    try (ServerSocket listening = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(listening));
      var wire = new Wire(URI.create("http://127.0.0.1:" + listening.getLocalPort()), "");
      var api = new Api(wire, Duration.ofMillis(300));

      assertThatThrownBy(() -> api.download("/export", target))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("stopped arriving");
    }
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void a_download_that_goes_on_arriving_takes_as_long_as_it_takes() throws IOException {
    Path target = home.resolve("export.zip");
    try (ServerSocket listening = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> pour(listening));
      var wire = new Wire(URI.create("http://127.0.0.1:" + listening.getLocalPort()), "");

      new Api(wire, Duration.ofMillis(400)).download("/export", target);
    }
    assertThat(target).hasSize(10L * PART);
  }

  /** Sends a whole answer in parts, for longer than one part may take. */
  private static void pour(ServerSocket listening) {
    try (Socket first = listening.accept()) {
      OutputStream out = first.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(10 * PART).getBytes(UTF_8));
      for (int i = 0; i < 10; i++) {
        out.write(new byte[PART]);
        out.flush();
        Thread.sleep(100);
      }
    } catch (IOException _) {
      // The test tells what did not arrive.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends the head of an answer, and then a byte at a time for as long as anybody listens. */
  private static void drip(ServerSocket listening) {
    try (Socket first = listening.accept()) {
      Thread.ofVirtual().start(() -> drip(listening));
      OutputStream out = first.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(UTF_8));
      for (int i = 0; i < 600; i++) {
        out.write('x');
        out.flush();
        Thread.sleep(50);
      }
    } catch (IOException _) {
      // Nobody listens any more, as it should be.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_act_whose_answer_is_lost_is_sent_again_under_the_same_key() {
    String line = "POST /api/v1/models/mortgage/risk";
    server
        .answers(line, 0, "")
        .answers(line, 200, "{\"assessment\":\"sha256:1\",\"tier\":\"high\",\"rule\":\"R1\"}");

    Ran ran = Ran.command(server, home, "model", "risk", "mortgage", "effect=decides");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Tier high by rule R1");
    assertThat(server.asked(line)).hasSize(2);
    assertThat(server.asked(line).getFirst().header("Idempotency-Key")).isNotEmpty();
    assertThat(server.asked(line).getLast().header("Idempotency-Key"))
        .isEqualTo(server.asked(line).getFirst().header("Idempotency-Key"));
    assertThat(server.asked(line).getLast().text())
        .isEqualTo("{\"answers\":{\"effect\":\"decides\"}}");
  }

  @Test
  void a_policy_is_proposed_with_its_text_and_never_with_an_error_in_it() throws IOException {
    String line = "POST /api/v1/policy-proposals";
    server.answers(
        line,
        201,
        """
        {"proposal":"y_2345abcdef","name":"lending","number":2,
         "unsatisfiable":["production, low tier: ethics: 1 sign-off as ethics asked"]}\
        """);
    Path file = Path.of("../examples/policies/lending.yaml").toAbsolutePath();
    Path wrong = Files.writeString(home.resolve("wrong.yaml"), "imprimatur: policy/v1\n");

    Ran refused = Ran.command(server, home, "policy", "propose", wrong + "", "--reason", "Losses");
    Ran ran = Ran.command(server, home, "policy", "propose", file + "", "--reason", "Losses rose");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("lending@2", "/policy-proposals/y_2345abcdef", "nobody can pass yet");
    assertThat(server.asked(line)).hasSize(1);
    Json.Obj sent = (Json.Obj) Json.parse(server.asked(line).getFirst().text());
    assertThat(sent.string("policy")).isEqualTo(Files.readString(file));
    assertThat(sent.string("reason")).isEqualTo("Losses rose");
  }

  @Test
  void what_breaks_three_times_could_not_be_established() {
    server.answers("POST /api/v1/submissions/7/promotion", 0, "");

    Ran ran = Ran.command(server, home, "promote", "7", "--format", "json");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.json().object("error").string("code")).isEqualTo("server.unreachable");
    assertThat(server.asked("POST /api/v1/submissions/7/promotion")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"400, 2", "422, 2", "403, 1", "409, 1", "401, 3", "404, 3", "503, 3"})
  void a_refused_act_ends_by_what_the_refusal_means(int status, int exit) {
    server.answers(
        "POST /api/v1/submissions/7/promotion",
        status,
        """
        {"code":"gate.refused","detail":"The gate refuses.","reasons":["card: It is missing."],
         "help":"File a card."}\
        """);

    Ran text = Ran.command(server, home, "promote", "7");
    Ran json = Ran.command(server, home, "promote", "7", "--format=json");

    assertThat(text.exit()).isEqualTo(exit);
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).contains("The gate refuses.", "File a card.", "[gate.refused]");
    assertThat(json.exit()).isEqualTo(exit);
    assertThat(json.json().object("error").string("help")).isEqualTo("File a card.");
  }

  @Test
  void a_list_is_read_page_by_page() {
    server
        .answers("GET /api/v1/models", 200, "{\"models\":[{\"name\":\"a\"}],\"next\":\"x y\"}")
        .answers(
            "GET /api/v1/models?cursor=x%20y",
            200, "{\"models\":[{\"name\":\"b\"}],\"next\":null}");

    Ran list = Ran.command(server, home, "model", "list", "--format", "json");

    assertThat(list.json().array("models").values()).hasSize(2);
  }

  @Test
  void a_version_is_uploaded_under_its_digests_before_it_is_registered() throws IOException {
    Path folder = Files.createDirectories(home.resolve("model/sub"));
    Files.writeString(folder.resolve("weights"), "w");
    Digest digest = Digest.of("w".getBytes(UTF_8));
    String blob = "PUT /api/v1/blobs/" + digest.hex();
    server
        .answers(blob, 201, "{\"digest\":\"" + digest + "\",\"size\":1}")
        .answers("POST /api/v1/models/m/versions", 201, "{\"model\":\"m\",\"version\":1}");

    Ran ran =
        Ran.command(
            server,
            home,
            "register",
            "m",
            home.resolve("model").toString(),
            "--cutoff",
            "0.15",
            "--commit",
            "git@host:a/b.git@4f2a",
            "--parent",
            "v1",
            "--output",
            "p:1",
            "--dataset",
            "train=" + folder.resolve("weights"));

    assertThat(ran.exit()).isZero();
    assertThat(server.asked().getFirst().line()).isEqualTo(blob);
    assertThat(server.asked().getFirst().text()).isEqualTo("w");
    Json.Obj body = (Json.Obj) Json.parse(server.asked().getLast().text());
    assertThat(body.string("cutoff")).isEqualTo("0.15");
    assertThat(body.object("manifest").text()).contains("sub/weights").contains(digest.toString());
    assertThat(body.object("lineage").text())
        .contains("{\"commit\":\"4f2a\",\"repository\":\"git@host:a/b.git\"}")
        .contains("\"output\":{\"index\":1,\"name\":\"p\"}")
        .contains("{\"digest\":\"" + digest + "\",\"name\":\"train\"}")
        .contains("\"parents\":[1]");
  }

  @Test
  void a_link_in_the_folder_of_a_model_is_refused_and_nothing_is_sent() throws IOException {
    Path folder = Files.createDirectories(home.resolve("model"));
    Files.createSymbolicLink(folder.resolve("weights"), Path.of("/etc/hostname"));

    Ran ran = Ran.command(server, home, "register", "m", folder.toString(), "--cutoff", "0.5");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("[artifact.link]");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void waiting_tells_each_change_once_and_ends_with_the_gates_word() {
    String line = "GET /api/v1/submissions/7";
    server
        .answers(line, 200, submission("[]", false))
        .answers(
            line, 200, submission("[{\"check\":\"performance/1\",\"state\":\"running\"}]", false))
        .answers(
            line, 200, submission("[{\"check\":\"performance/1\",\"state\":\"running\"}]", false))
        .answers(
            line, 200, submission("[{\"check\":\"performance/1\",\"state\":\"recorded\"}]", true));

    Ran status = Ran.command(server, home, "status", "7", "--wait", "--format", "json");

    assertThat(status.exit()).isZero();
    assertThat(status.json().object("verdict").bool("passes")).isTrue();
    assertThat(status.err().lines().filter(told -> told.endsWith("running"))).hasSize(1);
    assertThat(status.err()).contains("recorded");
  }

  @Test
  void a_gate_is_asked_by_model_and_version_through_its_latest_submission() {
    server
        .answers("GET /api/v1/models/m/versions/2", 200, "{\"version\":2,\"submissions\":[9,11]}")
        .answers(
            "GET /api/v1/submissions/11",
            200,
            submission("[]", false).replace("WAITING", "UNSATISFIED"));

    Ran gate = Ran.command(server, home, "gate", "m", "v2");

    assertThat(gate.exit()).isEqualTo(1);
    assertThat(gate.out()).contains("Not ready.").contains("AUC is 0.7; asked is 0.75.");
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 1"})
  void what_passed_its_gate_and_is_suspended_is_answered_with_no(boolean suspended, int exit) {
    String promoted =
        submission("[]", true).replace("\"open\"", "\"promoted\",\"suspended\":" + suspended);
    server
        .answers("GET /api/v1/models/m/versions/2", 200, "{\"version\":2,\"submissions\":[7]}")
        .answers("GET /api/v1/submissions/7", 200, promoted);

    assertThat(Ran.command(server, home, "gate", "m", "v2").exit()).isEqualTo(exit);
    assertThat(Ran.command(server, home, "gate", "7").exit()).isEqualTo(exit);
    assertThat(Ran.command(server, home, "status", "7").exit()).isEqualTo(exit);
  }

  @Test
  void a_suspended_version_may_not_serve_because_a_later_submission_of_it_would_pass() {
    server
        .answers(
            "GET /api/v1/models/m/versions/2",
            200,
            "{\"version\":2,\"suspended\":true,\"submissions\":[7,9]}")
        .answers("GET /api/v1/submissions/9", 200, submission("[]", true));

    Ran gate = Ran.command(server, home, "gate", "m", "v2");

    assertThat(gate.exit()).isEqualTo(1);
    assertThat(gate.out()).contains("The version is suspended.");
  }

  @Test
  void an_attestation_is_waited_for_after_a_promotion_and_only_then() {
    String line = "GET /api/v1/submissions/7/attestation";
    String pending = "{\"code\":\"attestation.pending\",\"detail\":\"There is none yet.\"}";
    server
        .answers(line, 404, pending)
        .answers(line, 404, pending)
        .answers(line, 200, "{\"mediaType\":\"bundle\"}")
        .answers("GET /api/v1/submissions/7", 200, "{\"status\":\"open\"}")
        .answers("GET /api/v1/submissions/7", 200, "{\"status\":\"promoted\"}");

    Ran before = Ran.command(server, home, "attestation", "get", "7");
    Ran after = Ran.command(server, home, "attestation", "get", "7");

    assertThat(before.exit()).isEqualTo(1);
    assertThat(after.exit()).isZero();
    assertThat(after.out()).isEqualTo("{\"mediaType\":\"bundle\"}" + System.lineSeparator());
  }

  @Test
  void an_attestation_without_sign_offs_is_not_written_beside_those_of_another()
      throws IOException {
    server
        .answers("GET /api/v1/submissions/7/attestation", 200, "{\"mediaType\":\"bundle\"}")
        .answers(
            "GET /api/v1/submissions/7/attestation/signoffs",
            404,
            "{\"code\":\"attestation.no-signoffs\",\"detail\":\"It has none.\"}");
    Path out = home.resolve("attestation.json");
    Path left = Files.writeString(home.resolve("attestation.signoffs.json"), "of another");

    Ran refused = Ran.command(server, home, "attestation", "get", "7", "--out", out.toString());

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("[file.stale]", left.toString());
    assertThat(out).doesNotExist();
    Files.delete(left);
    assertThat(Ran.command(server, home, "attestation", "get", "7", "--out", out.toString()).exit())
        .isZero();
  }

  @Test
  void keys_are_fetched_without_showing_the_token() throws IOException {
    server
        .answers("GET /api/v1/keys/attestation.pem", 200, "pem")
        .answers("GET /api/v1/keys/log.vkey", 200, "vkey");

    Ran ran = Ran.command(server, home, "keys", "fetch", home.resolve("keys").toString());

    assertThat(ran.exit()).isZero();
    assertThat(home.resolve("keys/log.vkey")).hasContent("vkey");
    assertThat(server.asked()).allMatch(request -> request.header("Authorization").isEmpty());
  }

  @Test
  void people_have_names_where_the_server_says_who_they_are() {
    String whole =
        submission("[]", false)
            .replace("AUC is 0.7; asked is 0.75.", "p_abcdefghij is away, and so is p_klmnopqrst.")
            .replace(
                "{\"number\":7",
                "{\"people\":[{\"person\":\"p_abcdefghij\",\"username\":\"grace\","
                    + "\"name\":\"Grace Lim\"}],\"number\":7");
    server.answers("GET /api/v1/submissions/7", 200, whole);

    Ran shown = Ran.command(server, home, "gate", "7");

    assertThat(shown.out()).contains("Grace Lim is away, and so is p_klmnopqrst.");
  }

  private static String submission(String checks, boolean passes) {
    return """
    {"number":7,"model":"m","version":2,"gate":"production","tier":"high","status":"open",
     "revision":1,"checks":%s,"verdict":{"passes":%s,"sentence":"Not ready."},
     "requirements":[{"id":"ranking","state":"WAITING","outcome":"outside",
      "reasons":[{"code":"x","sentence":"AUC is 0.7; asked is 0.75."}],
      "turn":{"role":"imprimatur","act":"computes","people":[]}}]}\
    """
        .formatted(checks, passes);
  }
}
