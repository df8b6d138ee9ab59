// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two values are held against each other, and the first place where they part is named. */
class DifferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,"b":2}; {"a":1,"b":3}; b
          {"a":1}; {"a":1,"b":3}; b
          {"a":{"c":[1,{"d":2}]}}; {"a":{"c":[1,{"d":"2"}]}}; a.c[1].d
          {"a":[1]}; {"a":[1,2]}; a[1]
          {"a":[1,2]}; {"a":[1]}; a[1]
          {"afam & single":0}; {"afam & single":1}; "afam & single"
          {"m":{"fairness.sex.gap":{"value":0.1}}}; {"m":{"fairness.sex.gap":{"value":null}}}; m."fairness.sex.gap".value
          1; 2; ``
          """)
  void the_first_difference_is_named_by_its_path(String stated, String derived, String path) {
    assertThat(Difference.first(Json.parse(stated), Json.parse(derived)).orElseThrow().path())
        .isEqualTo(path);
  }

  @Test
  void equal_values_have_no_difference() {
    Json value = Json.parse("{\"a\":[1,{\"b\":null}],\"c\":\"x\"}");

    assertThat(Difference.first(value, Json.parse(value.text()))).isEmpty();
  }

  @Test
  void numbers_agree_within_the_tolerance_and_nothing_else_does() {
    Json stated = Json.parse("{\"ms\":100,\"rows\":\"5\"}");

    assertThat(Difference.first(stated, Json.parse("{\"ms\":104,\"rows\":\"5\"}"), 0.05)).isEmpty();
    assertThat(Difference.first(stated, Json.parse("{\"ms\":106,\"rows\":\"5\"}"), 0.05))
        .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("ms"));
    assertThat(Difference.first(stated, Json.parse("{\"ms\":100,\"rows\":\"6\"}"), 0.05))
        .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("rows"));
  }

  @Test
  void a_value_too_long_to_read_is_cut() {
    Json stated = Json.of("x".repeat(1_000));

    assertThat(Difference.first(stated, Json.nothing()).orElseThrow().sentence())
        .hasSizeLessThan(300)
        .endsWith("derived as null");
  }
}
