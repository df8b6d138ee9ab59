// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.FoundingAct.ClockLeapt;
import org.imprimatur.proof.act.Stamp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock that leapt, in a replay: times are from the end of the log before it. */
class ClockRulesTest {
  @ParameterizedTest(name = "{0}: {5}")
  @CsvSource({
    "it was set back,              PT1M,  PT1M,     PT-59M,   imprimatur, ''",
    "it leapt ahead,               PT61M, PT1M,     PT61M,    imprimatur, ''",
    "a year ahead and not believed,PT1M,  PT1M,     PT8760H,  imprimatur, ''",
    "it did not leap,              PT1M,  PT1M,     PT1M59S,  imprimatur, clock.leap",
    "the server went by neither,   PT1M,  PT1H,     PT2H,     imprimatur, clock.leap",
    "somebody says so,             PT1M,  PT1M,     PT-59M,   p_dmitri,   act.by",
    "the entry runs back with it,  PT-59M,PT1M,     PT-59M,   imprimatur, order.time",
  })
  void leaps(String what, Duration at, Duration expected, Duration read, String by, String codes) {
    TestingStory story = TestingStory.honest();
    Instant end = story.acts.getLast().at();
    story.acts.add(new ClockLeapt(new Stamp(end.plus(at), by), end.plus(expected), end.plus(read)));
    assertThat(
            story.replay().findings().stream()
                .map(Finding::code)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(codes);
  }
}
