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

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '%',
      value = {
        "for loans;=cmd|' /C calc'!A0;x % for loans;'=cmd|' /C calc'!A0;x",
        "for loans; =1 % for loans; =1",
        "a;b;-c;+d % a;b;'-c;'+d",
        "a;'=1 % a;''=1",
        "a;' % a;'",
        "=1;=2 % '=1;'=2",
        "a;＝1 % a;'＝1",
        "`a;\"=1\"` % `\"a;'\"\"=1\"\"\"`",
        "`a~=1` % `\"a~'=1\"`",
        "`a^=1` % `a^'=1`",
      })
  void nothing_begins_like_a_formula_where_another_country_parts_values(String value, String cell) {
    String plain = value.replace('~', '\n').replace('^', '\t');

    String written = SpreadsheetCell.written(plain);

    assertThat(written).isEqualTo(cell.replace('~', '\n').replace('^', '\t'));
    boolean quoted = written.startsWith("\"");
    assertThat(
            SpreadsheetCell.read(
                quoted
                    ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                    : written))
        .isEqualTo(plain);
  }
}
