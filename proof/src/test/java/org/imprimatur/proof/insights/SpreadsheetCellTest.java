// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody wrote as a purpose computes nothing in a spreadsheet, and comes back as it was. */
class SpreadsheetCellTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "loans; loans",
        "=1+1; '=1+1",
        "@sum; '@sum",
        "-x; '-x",
        "-5; -5",
        "-0.25; -0.25",
        "-1.5E-7; -1.5E-7",
        "--5; '--5",
        "-1-2; '-1-2",
        "-E5; '-E5",
        "'=1; ''=1",
        "'tis; 'tis",
        "＝1+1; '＝1+1",
        "＠sum; '＠sum",
        "||; ||",
      })
  void a_value_is_shown_and_never_computed(String value, String cell) {
    assertThat(SpreadsheetCell.written(value)).isEqualTo(cell);
    assertThat(SpreadsheetCell.read(cell)).isEqualTo(value);
  }
}
