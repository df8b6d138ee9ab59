// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence held against a second computation: derived to the byte, measured within tolerance. */
class ReproductionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          derived;  `{"tolerance":0.1}`; 100; 100;    true
          derived;  `{"tolerance":0.1}`; 100; 100.01; false
          measured; `{"tolerance":0.1}`; 100; 109;    true
          measured; `{"tolerance":0.1}`; 100; 112;    false
          measured; `{}`;                100; 100.01; false
          measured; `{"tolerance":9}`;   100; 1000;   false
          measured; `{"tolerance":-1}`;  100; 100;    true
          """)
  void two_records_agree_by_their_kind(
      String kind, String details, String recorded, String computed, boolean equal) {
    Reproduction held =
        Reproduction.of(record(kind, details, recorded), record(kind, details, computed));

    assertThat(held.equal()).isEqualTo(equal);
    assertThat(held.first().map(first -> first.path()).orElse(""))
        .isEqualTo(equal ? "" : "metrics.latency.value");
  }

  @Test
  void whether_the_process_was_confined_is_no_figure() {
    Json.Obj confined = record("derived", "{}", "100");
    Json.Obj unconfined = Computation.unconfined(confined);

    assertThat(Computation.isUnconfined(unconfined)).isTrue();
    assertThat(Computation.isUnconfined(confined)).isFalse();
    assertThat(Reproduction.of(unconfined, confined).equal()).isTrue();
    assertThat(Reproduction.of(confined, unconfined).equal()).isTrue();
    assertThat(Reproduction.of(unconfined, record("derived", "{}", "101")).equal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"confined\":\"yes\"}", "{\"confined\":false}", "null", "1"})
  void a_record_that_says_it_oddly_counts_as_unconfined(String said) {
    assertThat(Computation.isUnconfined((Json.Obj) Json.parse("{\"computation\":" + said + "}")))
        .isTrue();
  }

  private static Json.Obj record(String kind, String details, String value) {
    return (Json.Obj)
        Json.parse(
            "{\"kind\":\"%s\",\"details\":%s,\"metrics\":{\"latency\":{\"value\":%s}}}"
                .formatted(kind, details, value));
  }
}
