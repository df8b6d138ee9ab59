// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.cli.TestingInventory.REGISTER;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inventory that cannot be read is told whole, so that it is put right in one go. */
class InventoryFaultsTest {
  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String text, String... more) throws IOException {
    return TestingInventory.run(server, home, text, more);
  }

  private void holds(String models) {
    TestingInventory.holds(server, models);
  }

  @Test
  void a_text_of_a_million_rows_ends_at_the_first_beyond_the_limit() throws IOException {
    Ran ran = run("name,purpose,population~" + "a,b,c~".repeat(1_000_000));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("Line 100002 of ", "more than 100,000 rows");
  }

  @Test
  void a_command_that_lacks_memory_says_so_and_does_not_answer_no() throws Exception {
    Path file = Files.write(home.resolve("large.csv"), new byte[15 << 20]);
    Process running =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                Imprimatur.class.getName(),
                "model",
                "import",
                file.toString())
            .redirectOutput(home.resolve("out").toFile())
            .start();
    String told = new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(told).contains("[command.memory]").doesNotContain("Exception");
    assertThat(running.waitFor()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "||; Line 1; no row",
        "name,purpose,population; Line 1; no row",
        "name,purpose~a,b; Line 1; the column population is missing among its values name, purpose",
        "Models of 2026~Kredite,Retail; Line 1; name, purpose, population are missing",
        "name,name,purpose,population~a,b,c,d; Line 1; twice",
        "name,purpose,population~a,b; Line 2; 2 values for 3 columns",
        "name,purpose,population~a,\"b~c\",d~e,,f; Line 4; purpose is empty",
        "name,purpose,population~a,b,c~a,b,c; Line 3; the model a stands there twice, first in line"
            + " 2",
        "name,purpose,population~a,\"b,c; Line 2; cannot be read",
        "name,purpose,population~a,\"b\" more,c; Line 2; cannot be read",
      })
  void a_file_that_cannot_be_read_is_told_with_its_line_and_nothing_is_sent(
      String text, String line, String why) throws IOException {
    Ran ran = run(text);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(line + " of ", why, "[inventory.file]");
    assertThat(server.asked(REGISTER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = '^',
      value = {
        "Model inventory 2026~name,purpose,population~a,b,c^Line 1^line 2: Model inventory 2026.",
        "~~Models; credit, retail~~name;purpose;population~a;b;c^Line 3^line 5: Models, credit",
        "Models,,~As of,2026-01-31,~name,purpose,population~a,b,c^Line 1^line 3: Models.",
        "Models,of 2026~name	purpose	population~a	b, c	d^Line 1^line 2: Models",
        "\"Models~of 2026\"~\"name\",\"purpose\",\"population\"~a,b,c^Line 1^line 3: Models of"
            + " 2026",
      })
  void a_title_above_the_names_of_the_columns_is_told_as_that(String text, String line, String head)
      throws IOException {
    holds("");

    Ran ran = run(text);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(line + " of ", "it stands above the names of the columns, which are in " + head)
        .contains("Delete what stands above", "[inventory.cover]")
        .hasLineCount(3);
    assertThat(server.asked(REGISTER)).isEmpty();
  }

  @Test
  void rows_with_too_few_or_too_many_values_are_told_with_whatever_else_is_wrong()
      throws IOException {
    holds("");

    Ran ran =
        run(
            "Model inventory 2026~name,purpose,population,business"
                + " unit~a,b,c~d,e,f,Retail,more~g,,i,Retail~a,\"b\""
                + " c,d,Retail~j,k,l,Retial~m,n,o,Retail~m,n,o,Retail~p,\"q");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines().filter(one -> one.matches(" *(Line|- Line) .*")))
        .as(ran.err())
        .hasSize(9);
    assertThat(ran.err())
        .contains(
            "- Line 3: it has 3 values for 4 columns.",
            "- Line 4: it has 5 values for 4 columns.",
            "- Line 5: purpose is empty.",
            "- Line 6: the model a stands there twice, first in line 3.",
            "- Line 6: a quote stands within a value; put it in quotes and write it twice.",
            "- Line 7: \"Retial\" in the field business-unit",
            "- Line 9: the model m stands there twice, first in line 8.",
            "- Line 10: a quote is not closed.");
    assertThat(server.asked(REGISTER)).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_told_where_no_server_answers() throws IOException {
    Ran ran = run("name,purpose,population~a,b");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("2 values for 3 columns", "[inventory.file]");
  }

  @Test
  void every_row_that_cannot_be_read_is_told_at_once() throws IOException {
    Ran ran = run("name,purpose,population~a,,c~,b,c~d,e,f~a,b,~" + ",b,c~".repeat(40));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "Line 2 of ",
            "- Line 3: name is empty.",
            "- Line 5: the model a stands there twice, first in line 2.",
            "- Line 5: population is empty.",
            "- 14 more like these.")
        .doesNotContain("Line 4");
    assertThat(server.asked(REGISTER)).isEmpty();
  }

  @Test
  void every_value_that_fits_no_field_is_told_at_once() throws IOException {
    holds("");

    Ran ran =
        run("name,purpose,population,business unit~a,b,c,Retial~d,e,f,Retail~g,h,i,Treasure~");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("Line 2 of ", "nearest is Retail", "- Line 4: ", "nearest is Treasury");
    assertThat(server.asked(REGISTER)).isEmpty();
  }

  @Test
  void a_value_that_does_not_fit_its_field_is_told_with_its_line_and_nothing_is_sent()
      throws IOException {
    holds("");

    Ran ran = run("name,purpose,population,business_unit~a,b,c,Retail~d,e,f,Retial~");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("Line 3 of ", "\"Retial\" in the field business-unit", "nearest is Retail");
    assertThat(server.asked(REGISTER)).isEmpty();
  }
}
