// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions of what was promoted: the soonest first, and never more than can be looked at. */
class DecisionAsksTest {
  private static final Map<Long, LocalDate> OPEN =
      Map.of(
          1L, LocalDate.of(2027, 3, 1),
          2L, LocalDate.of(2027, 1, 1),
          3L, LocalDate.of(2027, 2, 1),
          4L, LocalDate.of(2027, 1, 1));

  @Test
  void what_is_due_first_is_looked_at_and_how_many_are_left_is_said() {
    List<String> left = new ArrayList<>();

    assertThat(DecisionAsks.soonest(OPEN, 3, left)).containsExactly(2L, 4L, 3L);
    assertThat(left).hasSize(1);
    assertThat(left.getFirst().toString()).contains("the 3 that are due first", "1 more");
  }

  @Test
  void where_all_are_looked_at_nothing_is_said_to_be_left() {
    List<String> left = new ArrayList<>();

    assertThat(DecisionAsks.soonest(OPEN, 4, left)).containsExactly(2L, 4L, 3L, 1L);
    assertThat(left).isEmpty();
  }
}
