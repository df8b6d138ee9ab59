// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of production and their labels, sent from the command line. */
class BatchSendingTest {
  private static final String BATCHES = "/api/v1/models/loans/versions/14/batches";
  private static final String ROWS = "id,score\n1,0.5\n";
  private static final Digest DATA = Digest.of(ROWS.getBytes(UTF_8));
  private static final String COMPUTING =
      "{\"batch\":7,\"state\":\"being computed\",\"error\":null}";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"0.81, true, 0, kept: AUC 0.81", "0.61, false, 1, broken: AUC 0.61"})
  void rows_are_sent_and_what_they_come_to_is_told(
      String value, boolean keeps, int exit, String told) throws IOException {
    server
        .answers("PUT /api/v1/blobs/" + DATA.hex(), 201, "{}")
        .answers("POST " + BATCHES, 201, COMPUTING)
        .answers("GET " + BATCHES + "/7", 200, COMPUTING)
        .answers(
            "GET " + BATCHES + "/7",
            200,
            """
            {"batch":7,"state":"computed","rows":412,"labelled":400,"error":null,"notes":["No sex."],
             "figures":[
              {"promise":"AUC","value":"%s","n":400,"low":0.5,"high":0.9,"limit":"at least 0.80 AUC",
               "keeps":%s,"toldApart":false}]}\
            """
                .formatted(value, keeps));

    Ran ran = signal("--batch", rows(), "--to", "2026-11-26T00:00:00Z");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.out())
        .contains(
            "Batch 7, computed, 412 rows, 400 of them with labels",
            "No sex.",
            told,
            "[0.5, 0.9], of 400 rows, promised",
            "cannot be told apart");
    assertThat(server.asked("POST " + BATCHES).getFirst().text())
        .isEqualTo("{\"data\":\"%s\",\"to\":\"2026-11-26T00:00:00Z\"}".formatted(DATA));
  }

  @Test
  void a_batch_is_taken_back_with_the_reason() {
    server.answers(
        "POST " + BATCHES + "/7/withdrawal",
        200,
        "{\"batch\":7,\"state\":\"taken back\",\"withdrawn\":{\"role\":\"sender\"}}");

    Ran ran =
        Ran.command(
            server, home, "batch", "withdraw", "loans", "14", "7", "--reason", "wrong week");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Batch 7 was taken back, as sender. It counts no more");
    assertThat(server.asked("POST " + BATCHES + "/7/withdrawal").getFirst().text())
        .isEqualTo("{\"reason\":\"wrong week\"}");
  }

  @Test
  void labels_name_their_batch_and_what_is_wrong_with_them_is_told() throws IOException {
    server
        .answers("PUT /api/v1/blobs/" + DATA.hex(), 200, "{}")
        .answers("POST " + BATCHES + "/7/labels", 201, COMPUTING)
        .answers(
            "GET " + BATCHES + "/7",
            200,
            """
            {"batch":7,"state":"labels not usable","rows":412,"figures":[],
             "error":{"code":"data.ids-missing","message":"No row has the id 9."}}\
            """);

    Ran ran = signal("--labels", rows(), "--batch-of", "7");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out())
        .contains("labels not usable", "No row has the id 9. [data.ids-missing]")
        .contains("--labels FILE --batch-of 7");
  }

  @Test
  void whoever_does_not_wait_has_sent_it_all_the_same() throws IOException {
    server
        .answers("PUT /api/v1/blobs/" + DATA.hex(), 201, "{}")
        .answers("POST " + BATCHES, 201, COMPUTING);

    assertThat(signal("--batch", rows(), "--timeout", "0").exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUC 0.8 --batch rows.csv",
        "--batch rows.csv --file rows.csv",
        "--batch rows.csv --labels rows.csv --batch-of 7",
        "--labels rows.csv",
        "--batch-of 7",
        "--labels rows.csv --batch-of 7 --to 2026-11-26T00:00:00Z",
        "--batch rows.csv --n 9",
        "--batches --batch rows.csv",
      })
  void what_does_not_go_together_is_refused_before_anything_is_sent(String options) {
    Ran ran = signal(options.split(" ", -1));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("[signal.usage]");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_time_that_nobody_can_read_is_told_before_the_file_is_sent() throws IOException {
    Ran ran = signal("--batch", rows(), "--from", "gestern");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--from is no time: gestern.", "[signal.time]");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void the_batches_of_a_version_are_listed() {
    server.answers(
        "GET " + BATCHES,
        200,
        """
        {"count":1,"batches":[{"batch":7,"from":"2026-11-19T00:00:00.000Z",
          "to":"2026-11-26T00:00:00.000Z","state":"computed","rows":412,"labelled":400}]}\
        """);

    assertThat(signal("--batches").out())
        .contains("Batch 7, 2026-11-19T00:00:00.000Z to 2026-11-26T00:00:00.000Z, computed")
        .contains("412 rows, 400 of them with labels");
  }

  private String rows() throws IOException {
    return Files.writeString(home.resolve("rows.csv"), ROWS).toString();
  }

  private Ran signal(String... options) {
    List<String> words = new ArrayList<>(List.of("signal", "loans", "14"));
    words.addAll(List.of(options));
    return Ran.command(server, home, words.toArray(String[]::new));
  }
}
