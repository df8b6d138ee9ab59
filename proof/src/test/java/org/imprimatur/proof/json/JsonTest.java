// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors/jcs");

  @ParameterizedTest
  @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
  void the_published_vectors_of_rfc_8785_come_out_byte_for_byte(String name) throws IOException {
    byte[] input = Files.readAllBytes(VECTORS.resolve("input/" + name + ".json"));
    byte[] output = Files.readAllBytes(VECTORS.resolve("output/" + name + ".json"));

    assertThat(Json.parse(input).canonical()).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2}|json.duplicate-key",
        "\"\\ud800\"|json.surrogate",
        "9007199254740993|json.integer",
        "-9007199254740993|json.integer",
        "100000000000000000001|json.integer",
        "1e999|json.integer",
        "[1,]|json.syntax",
        "[1] 2|json.trailing",
        "NaN|json.syntax",
        "007|json.trailing",
        "12a|json.trailing",
        "\"half\ud800\"|json.surrogate",
        "\"an escape\\n and half\ud800\"|json.surrogate",
        "\"a line\u0001break\"|json.syntax",
        "\"an escape\\n and a line\u0001break\"|json.syntax",
        "\"open|json.end",
        "[|json.end",
      })
  void what_canonicalisers_read_differently_is_refused(String text, String code) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOfSatisfying(
            JsonException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void a_number_of_very_many_digits_is_refused_and_not_repeated() {
    assertThatThrownBy(() -> Json.parse("9".repeat(500)))
        .isInstanceOfSatisfying(
            JsonException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("json.integer");
              assertThat(refusal.getMessage()).contains("9…").hasSizeLessThan(150);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "1e21, 1e+21",
    "1e20, 100000000000000000000",
    "1e-6, 0.000001",
    "1e-7, 1e-7",
    "-0.0, 0",
    "4.5, 4.5",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "333333333.33333329, 333333333.3333333"
  })
  void numbers_are_written_as_ecmascript_writes_them(double number, String text) {
    assertThat(Json.of(number).text()).isEqualTo(text);
    assertThat(Json.parse(text)).isEqualTo(Json.of(number));
  }

  @Test
  void generated_documents_read_back_as_they_were_written() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String signs = "ab \"\\/\n\t\u00e9\u4e2d\ud83d\ude00\u0007";
    int[] points = signs.codePoints().toArray();
    for (int i = 0; i < 2_000; i++) {
      var words = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        words.appendCodePoint(points[random.nextInt(points.length)]);
      }
      long number = random.nextLong() >> random.nextInt(11, 64);
      Json json = Json.obj().put(words.toString(), words.toString()).put("n", number).build();
      assertThat(Json.parse(" " + json.text() + "\n")).as("seed " + seed).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  void deep_nesting_is_refused_and_not_followed(int depth) {
    assertThatThrownBy(() -> Json.parse("[".repeat(depth)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("deeper than 64");
  }
}
