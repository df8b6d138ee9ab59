// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The generator of samples, against the published sequence. */
class SplitMix64Test {
  /** The first outputs of Vigna's splitmix64.c for the seed 1234567. */
  @Test
  void the_numbers_are_those_of_the_published_generator() {
    assertThat(SplitMix64.at(1234567, 0)).isEqualTo(6457827717110365317L);
    assertThat(SplitMix64.at(1234567, 1)).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(SplitMix64.at(1234567, 2))).isEqualTo("9817491932198370423");
    assertThat(SplitMix64.at(1234567, 3)).isEqualTo(4593380528125082431L);
    assertThat(Long.toUnsignedString(SplitMix64.at(1234567, 4))).isEqualTo("16408922859458223821");
  }

  @Test
  void every_number_below_the_bound_is_drawn_about_as_often() {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 70_000; i++) {
      counts.merge(SplitMix64.below(7, 42, i), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
  }
}
