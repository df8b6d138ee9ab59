// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.server.messages.Matter.Thing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told between two looks, and what is not. */
class BeginningsTest {
  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of("a turn that begins", Set.of(), List.of("fix:1"), List.of("fix:1")),
        Arguments.of("a turn that goes on", Set.of("fix:1"), List.of("fix:1"), List.of()),
        Arguments.of("a turn that ended", Set.of("fix:1"), List.of(), List.of()),
        Arguments.of("another turn", Set.of("fix:1"), List.of("retest:1"), List.of("retest:1")),
        Arguments.of(
            "a day that comes near",
            Set.of("fix:1"),
            List.of("fix:1", "fix:1:soon"),
            List.of("fix:1:soon")),
        Arguments.of(
            "a turn that begins with its day near, in one message",
            Set.of(),
            List.of("fix:1", "fix:1:soon"),
            List.of("fix:1")),
        Arguments.of(
            "a day that is over",
            Set.of("fix:1", "fix:1:soon"),
            List.of("fix:1", "fix:1:late"),
            List.of("fix:1:late")),
        Arguments.of(
            "a day that stays over",
            Set.of("fix:1", "fix:1:late"),
            List.of("fix:1", "fix:1:late"),
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void each_is_told_once(String name, Set<String> before, List<String> now, List<String> told) {
    Map<String, Matter> matters = new LinkedHashMap<>();
    now.forEach(key -> matters.put(key, Matter.of(Kind.FINDING_RAISED, Thing.of("it"), "/")));

    var beginnings = Beginnings.between(before, matters);

    assertThat(beginnings.told()).as(name).isEqualTo(told);
    Set<String> after = new HashSet<>(before);
    after.addAll(beginnings.begun());
    beginnings.ended().forEach(after::remove);
    assertThat(after).isEqualTo(Set.copyOf(now));
  }
}
