// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imprimatur.server.audit.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signed is told by a name, so no two people can be read as one. */
class ShownNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lena Maurer",
        "Łucja Żółw-Ćwik",
        "Лена Маурер",
        "Ελένη Παπαδοπούλου",
        "李娜",
        "María José O'Neill",
        "Lena Maurer (лена)"
      })
  void people_are_called_in_any_script(String name) {
    assertThat(ShownName.against(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u200b",
        "Lena\u202e Maurer",
        "Lena Maurer\u200b",
        "Lena\nMaurer",
        "Lena\u0000Maurer",
        "Lena\u2028Maurer",
        "Lena \ue000Maurer",
        "L\u0435na Maurer",
        "Lena \u039caurer"
      })
  void a_name_shows_all_that_it_holds(String name) {
    assertThat(ShownName.against(name)).map(Refusal::code).hasValue("person.name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lena Maurer",
        "lena  MAURER",
        "Lena\u00a0Maurer",
        "\uff2cena Maurer",
        "Lena Maure\u1d63"
      })
  void nobody_is_called_like_somebody_else(String name) {
    assertThat(ShownName.against(name, List.of("Ada Okafor", "Lena Maurer")))
        .map(Refusal::sentence)
        .hasValue("Somebody is called Lena Maurer already.");
  }

  @Test
  void nobody_is_called_so_in_letters_of_another_script_that_look_the_same() {
    String cyrillic = "\u0410\u0441\u0435 \u041e\u0440\u0440\u0430";
    assertThat(ShownName.against(cyrillic)).as("one script").isEmpty();
    assertThat(ShownName.against(cyrillic, List.of("Ace Oppa"))).isPresent();
    assertThat(ShownName.against("Ace \u039f", List.of(cyrillic, "\u0410\u0441\u0435 \u041e")))
        .isPresent();
    assertThat(ShownName.against("\u0410\u043d\u043d\u0430", List.of("Anna"))).isEmpty();
  }

  @Test
  void one_letter_written_in_two_ways_is_one_letter() {
    assertThat(ShownName.against("Zoe\u0301 Blanc", List.of("Zo\u00e9 Blanc"))).isPresent();
    assertThat(ShownName.against("Zoe Blanc", List.of("Zo\u00e9 Blanc"))).isEmpty();
  }
}
