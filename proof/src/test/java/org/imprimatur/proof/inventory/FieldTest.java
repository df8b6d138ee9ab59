// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A further field of the inventory, and what may stand in it. */
class FieldTest {
  private static Field of(String kind) {
    return new Field(
        "some-field",
        kind,
        "What it is",
        kind.equals(Field.CHOICE) ? List.of("Retail", "Treasury") : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "text,   Acme GmbH,           Acme GmbH",
    "text,   '  Acme  ',          Acme",
    "text,   =1+1,                =1+1",
    "number, 12.50,               12.5",
    "number, 0012,                12",
    "number, +7,                  7",
    "number, -0.0,                0",
    "number, -0.250,              -0.25",
    "number, 100,                 100",
    "number, 999999999999999.999999999999999, 999999999999999.999999999999999",
    "date,   2026-02-28,          2026-02-28",
    "date,   2024-02-29,          2024-02-29",
    "choice, Retail,              Retail",
    "text,   'Zu\u0308rich',       'Z\u00fcrich'",
    "text,   '=1+1',              '=1+1'",
  })
  void a_value_has_one_form(String kind, String given, String normal) {
    assertThat(of(kind).normal(given)).isEqualTo(normal);
    assertThat(of(kind).objection(normal)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text,   '',           not a line",
    "text,   'a\tb',       not a line",
    "number, '1,5',        not a number",
    "number, 1e9,          not a number",
    "number, 1234567890123456, not a number",
    "number, ten,          not a number",
    "number, 12.50,        not a number",
    "number, -0,           not a number",
    "number, '',           not a number",
    "number, 1e400,        not a number",
    "number, NaN,          not a number",
    "number, -Infinity,    not a number",
    "number, '\u0661\u0662', not a number",
    "date,   10000-01-01,  not a day",
    "date,   2026-02-29,   not a day",
    "date,   31.01.2026,   not a day",
    "date,   2026-1-31,    not a day",
    "date,   1899-12-31,   not a day",
    "date,   +12026-01-01, not a day",
    "choice, retial,       the nearest is Retail",
    "choice, retail,       the nearest is Retail",
    "choice, '',           none of the list",
  })
  void what_does_not_fit_the_kind_is_told(String kind, String value, String why) {
    assertThat(of(kind).objection(value).orElseThrow()).contains(why, "some-field");
  }

  @Test
  void a_choice_is_found_however_its_letters_were_composed() {
    for (String stated : List.of("Z\u00fcrich", "Zu\u0308rich")) {
      var field = new Field("site", Field.CHOICE, "Where", List.of(stated, "Basel"));
      for (String given : List.of("Z\u00fcrich", "Zu\u0308rich")) {
        assertThat(field.normal(given)).isEqualTo(stated);
        assertThat(field.objection(field.normal(given))).isEmpty();
      }
    }
  }

  @Test
  void a_long_value_is_told_in_short() {
    String faces = "x" + "\ud83d\ude00".repeat(300);
    assertThat(of(Field.TEXT).objection(faces).orElseThrow())
        .as("no half of a character")
        .contains("\"x" + "\ud83d\ude00".repeat(29) + "…\"");
    assertThat(of(Field.TEXT).objection("x".repeat(501)).orElseThrow()).hasSizeLessThan(150);
    assertThat(of(Field.TEXT).objection("x".repeat(500))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A-b", "9lives", "tier", "policy-number", "owner", "with space", "x_y", "-a"})
  void a_name_is_short_plain_and_no_column_that_is_there_already(String name) {
    assertThat(new Field(name, Field.TEXT, "What it is", List.of()).faults()).hasSize(1);
  }

  @Test
  void a_definition_says_what_is_wrong_with_it() {
    List<String> many = IntStream.range(0, 101).mapToObj(i -> "c" + i).toList();
    assertThat(of(Field.CHOICE).faults()).isEmpty();
    assertThat(new Field("ab", "money", "x", List.of()).faults()).hasSize(1);
    assertThat(new Field("ab", Field.CHOICE, "x", List.of()).faults()).hasSize(1);
    assertThat(new Field("ab", Field.DATE, "x", List.of("1")).faults()).hasSize(1);
    assertThat(new Field("ab", Field.CHOICE, "x", List.of("1", "1")).faults()).hasSize(1);
    assertThat(new Field("ab", Field.CHOICE, "x", List.of(" 1")).faults()).hasSize(1);
    assertThat(new Field("ab", Field.CHOICE, "x", many).faults()).hasSize(1);
    assertThat(new Field("ab", Field.TEXT, "", List.of()).faults()).hasSize(1);
    assertThat(new Field("ab", Field.TEXT, "two\nlines", List.of()).faults()).hasSize(1);
    assertThat(new Field("ab", Field.TEXT, "x".repeat(201), List.of()).faults()).hasSize(1);
  }

  @Test
  void a_document_reads_back_and_another_is_refused() {
    for (String kind : Field.KINDS) {
      assertThat(Field.of(of(kind).document())).isEqualTo(of(kind));
    }
    assertThatThrownBy(() -> Field.of(Json.obj().put("imprimatur", "use/v1").build()))
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Business Unit, business-unit",
    "' Next_Review ', next-review",
    "vendor, vendor",
    "'Business\u00a0Unit', business-unit",
    "'\ufeffBusiness \u00a0 Unit\u200b', business-unit",
    "'\u202evendor\u202c', vendor",
    "'\uff36endor', vendor",
    "'Business\nUnit', business-unit",
  })
  void a_heading_of_a_spreadsheet_is_a_name(String heading, String name) {
    assertThat(Field.nameOf(heading)).isEqualTo(name);
  }
}
