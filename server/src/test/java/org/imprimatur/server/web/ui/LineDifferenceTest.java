// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lines a text lost and gained, within a limit. */
class LineDifferenceTest {
  @Test
  void a_line_that_changed_is_lost_and_gained_with_its_number() {
    assertThat(LineDifference.of("a\nb\nc\n", "a\nx\nc\nd\n"))
        .isEqualTo(
            new LineDifference.Found(
                List.of(
                    new LineDifference.Line(false, 2, "b"),
                    new LineDifference.Line(true, 2, "x"),
                    new LineDifference.Line(true, 4, "d")),
                0,
                false));
  }

  @Test
  void texts_of_which_only_the_line_ends_differ_say_so() {
    assertThat(LineDifference.of("a\nb\n", "a\r\nb\r\n"))
        .isEqualTo(new LineDifference.Found(List.of(), 0, true));
    assertThat(LineDifference.of("a\nb", "a\nb\n").onlyEnds()).isTrue();
    assertThat(LineDifference.of("a\nb", "a\nb").onlyEnds()).isFalse();
  }

  @Test
  void more_lines_than_a_page_shows_are_counted() {
    String before = "old\n".repeat(130_000);
    String after = "new\n".repeat(130_000);

    LineDifference.Found found = LineDifference.of(before, after);

    assertThat(found.lines()).hasSize(LineDifference.MOST_LINES);
    assertThat(found.more()).isEqualTo(260_000 - LineDifference.MOST_LINES);
    assertThat(found.onlyEnds()).isFalse();
  }
}
