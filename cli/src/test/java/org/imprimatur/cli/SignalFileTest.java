// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of measurements as people and programs write them, sent to a server that is played. */
class SignalFileTest {
  private static final String SIGNALS = "POST /api/v1/models/loans/versions/14/signals";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran send(String text) throws IOException {
    Path file = Files.writeString(home.resolve("signals"), text.replace("~", "\n"));
    return Ran.command(server, home, "signal", "loans", "14", "--file", file.toString());
  }

  private void answers(int recorded) {
    String one = "{\"promise\":\"late, 30 days\",\"value\":\"2.1\",\"keeps\":true}";
    server.answers(SIGNALS, 200, "{\"recorded\":%d,\"signals\":[%s]}".formatted(recorded, one));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promise,value,n~\"late, 30 days\",2.1,412~",
        "\ufeffpromise,value,n~\"late, 30 days\",2.1,412",
        "promise,value,n\r~\"late, 30 days\",2.1,412\r~\r~",
        " promise , value , n , to~~ \"late, 30 days\" , \"2.1\" , 412 , ~",
        "n,value,promise~412,2.1,\"late, 30 days\"~",
        "{\"promise\":\"late, 30 days\",\"value\":\"2.1\",\"n\":412}\r~",
        "\ufeff{\"promise\":\"late, 30 days\",\"value\":\"2.1\",\"n\":412}",
      })
  void the_same_measurement_is_read_however_it_is_written(String text) throws IOException {
    answers(1);

    assertThat(send(text).exit()).isZero();
    assertThat(server.asked(SIGNALS))
        .singleElement()
        .extracting(asked -> Json.parse(asked.text()).text())
        .isEqualTo("{\"signals\":[{\"n\":412,\"promise\":\"late, 30 days\",\"value\":\"2.1\"}]}");
  }

  @Test
  void a_count_beyond_all_counting_is_told_by_its_option() {
    Ran ran =
        Ran.command(server, home, "signal", "loans", "14", "late", "2", "--n", "9007199254740993");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--n is more than can be counted", "[signal.n]");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_quote_within_a_value_is_written_twice() throws IOException {
    answers(1);

    assertThat(send("promise,value~\"the \"\"late\"\" ones\",2.1").exit()).isZero();
    assertThat(server.asked(SIGNALS).getFirst().text()).contains("the \\\"late\\\" ones");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "||; Line 1; the file is empty",
        "~~ ~; Line 1; the file is empty",
        "promise,value,colour~late,2.1,red; Line 1; there is no \"colour\"",
        "promise,n~late,4; Line 1; promise and value are needed",
        "promise,value,value~late,2,3; Line 1; twice",
        "promise,value~~late,2.1~~late,2.1,3; Line 5; 3 values for 2 columns",
        "promise,value~late,; Line 2; promise and value are needed",
        "promise,value,n~late,2.1,many; Line 2; n is no whole number",
        "promise,value,n~late,2.1,99999999999999999; Line 2; n is no whole number up to 2^53",
        "promise,value,n~late,2.1,-9223372036854775808; Line 2; n is no whole number up to 2^53",
        "promise,value~\"late,2.1; Line 2; a quote is not closed",
        "promise,value~late \"old\" ones,2.1; Line 2; a quote stands within a value",
        "promise,value~\"late\" ones,2.1; Line 2; a quote stands within a value",
        "{\"promise\":\"late\",\"value\":1}~~{\"promise\":; Line 3; no JSON object",
        "{\"promise\":\"late\",\"value\":1}~[]; Line 2; no JSON object",
        "{\"promise\":\"late\",\"valeu\":1}; Line 1; there is no \"valeu\"",
        "{\"promise\":\"late\"}; Line 1; promise and value are needed",
      })
  void a_line_that_cannot_be_read_is_told_and_nothing_is_sent(String text, String line, String why)
      throws IOException {
    Ran ran = send(text);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(line + " of ", why, "[signal.file]");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_file_in_another_encoding_is_told() throws IOException {
    Path file = home.resolve("signals.csv");
    Files.write(file, "promise,value\nEinkünfte,2".getBytes(StandardCharsets.ISO_8859_1));

    Ran ran = Ran.command(server, home, "signal", "loans", "14", "--file", file.toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("is not UTF-8", "[file.encoding]");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void what_the_server_refuses_is_told_by_its_line() throws IOException {
    server.answers(
        SIGNALS,
        422,
        """
        {"code":"signal.value","detail":"Of 2 signals none was recorded.",
         "reasons":["signals[1]: The value is no decimal. [signal.value]"]}\
        """);

    Ran ran = send("promise,value~late,2~~late,many");

    assertThat(ran.err())
        .contains("- Line 4: The value is no decimal. [signal.value]")
        .doesNotContain("signals[");
  }

  @Test
  void of_many_measurements_it_is_told_how_many_were_sent_before_one_was_refused()
      throws IOException {
    String thousand =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> "{\"promise\":\"late\",\"value\":\"2\",\"keeps\":true}")
            .collect(Collectors.joining(","));
    server
        .answers(SIGNALS, 200, "{\"recorded\":1000,\"signals\":[" + thousand + "]}")
        .answers(SIGNALS, 422, "{\"code\":\"signal.value\",\"detail\":\"No.\"}");

    Ran ran =
        send(
            "promise,value~"
                + IntStream.range(0, 1_001)
                    .mapToObj(Integer::toString)
                    .map(value -> "late," + value)
                    .collect(Collectors.joining("\n")));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("1000 of 1001 are sent.", "[signal.value]");
  }
}
