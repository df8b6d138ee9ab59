// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who makes a token, for how long, and who ends it; what a forged log says otherwise is found. */
class TokenLifeTest {
  private static final Instant END = TestingStory.honest().acts.getLast().at();
  private static final Duration LONGEST = Duration.ofDays(365);

  static Stream<Arguments> inOrder() {
    return Stream.of(
        arguments("a token of one's own", List.of(made("p_ada", "p_ada", LONGEST))),
        arguments(
            "revoked by its person",
            List.of(made("p_ada", "p_ada", LONGEST), revoked("p_ada", "p_ada"))),
        arguments(
            "revoked by an administrator",
            List.of(made("p_ada", "p_ada", LONGEST), revoked("p_tove", "p_ada"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inOrder")
  void what_a_person_does_with_a_token_of_their_own_is_in_order(String what, List<Act> acts) {
    assertThat(codes(acts)).as(what).isEmpty();
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        arguments(
            "made for somebody else", "token.other", List.of(made("p_lena", "p_ada", LONGEST))),
        arguments(
            "made for somebody else by an administrator",
            "token.other",
            List.of(made("p_lena", "p_ada", LONGEST))),
        arguments(
            "made for longer than a year",
            "token.expiry",
            List.of(made("p_ada", "p_ada", LONGEST.plusMillis(1)))),
        arguments(
            "ended when it was made",
            "token.expiry",
            List.of(made("p_ada", "p_ada", Duration.ZERO))),
        arguments(
            "made without an end",
            "token.expiry",
            List.of(new TokenIssued(at("p_ada"), "p_ada", "t_new", List.of("read")))),
        arguments(
            "made for nothing",
            "token.scopes",
            List.of(
                new TokenIssued(
                    at("p_ada"), "p_ada", "t_new", List.of(), Optional.of(END.plus(LONGEST))))),
        arguments(
            "made twice",
            "id.taken",
            List.of(made("p_ada", "p_ada", LONGEST), made("p_ada", "p_ada", LONGEST))),
        arguments(
            "made for nobody", "person.unknown", List.of(made("p_nobody", "p_nobody", LONGEST))),
        arguments(
            "revoked by somebody else",
            "token.revoker",
            List.of(made("p_ada", "p_ada", LONGEST), revoked("p_lena", "p_ada"))),
        arguments(
            "revoked as another's",
            "token.unknown",
            List.of(made("p_ada", "p_ada", LONGEST), revoked("p_lena", "p_lena"))),
        arguments(
            "revoked with a token for less",
            "token.wider",
            List.of(
                made("p_ada", "p_ada", LONGEST),
                new TokenIssued(
                    at("p_ada"),
                    "p_ada",
                    "t_less",
                    List.of("read"),
                    Optional.of(END.plus(LONGEST))),
                new TokenRevoked(
                    new Stamp(END, "p_ada", Optional.of("t_less")), "p_ada", "t_new"))),
        arguments("revoked and never made", "token.unknown", List.of(revoked("p_ada"))),
        arguments(
            "revoked twice",
            "token.revoked",
            List.of(made("p_ada", "p_ada", LONGEST), revoked("p_ada"), revoked("p_ada"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void a_token_that_begins_or_ends_otherwise_is_found(String what, String code, List<Act> acts) {
    assertThat(codes(acts)).as(what).contains(code);
  }

  @Test
  void its_end_stands_in_the_entry_and_is_read_from_it() {
    Act made = made("p_ada", "p_ada", LONGEST);
    assertThat(Act.parse(made.bytes())).isEqualTo(made);
    assertThat(Act.parse(founding().bytes())).isEqualTo(founding());
  }

  @ParameterizedTest
  @CsvSource({", ''", "365, ''", "366, token.expiry", "0, token.expiry"})
  void a_token_of_the_setup_ends_within_a_year_or_is_of_a_log_of_before(Long days, String codes) {
    TestingStory story = TestingStory.honest();
    var setup = new Stamp(story.acts.getFirst().at(), Stamp.SYSTEM);
    var end = Optional.ofNullable(days).map(life -> setup.at().plus(Duration.ofDays(life)));
    story.acts.add(
        story.position(PolicyPublished.class),
        new TokenIssued(setup, "p_ada", "t_new", List.of("read"), end));
    story.acts.add(revoked("p_ada"));

    assertThat(String.join(" ", story.replay().findings().stream().map(Finding::code).toList()))
        .isEqualTo(codes);
  }

  @Test
  void nobody_issues_one_as_the_setup_later() {
    assertThat(codes(List.of(founding()))).containsExactly("act.by");
  }

  private static Stamp at(String by) {
    return new Stamp(END, by);
  }

  private static Act made(String by, String person, Duration life) {
    return new TokenIssued(
        at(by), person, "t_new", List.of("read", "signal"), Optional.of(END.plus(life)));
  }

  private static Act founding() {
    return new TokenIssued(at(Stamp.SYSTEM), "p_ada", "t_new", List.of("read"));
  }

  private static Act revoked(String person) {
    return revoked(person, person);
  }

  private static Act revoked(String by, String person) {
    return new TokenRevoked(at(by), person, "t_new");
  }

  private static List<String> codes(List<Act> acts) {
    TestingStory story = TestingStory.honest();
    var setup = new Stamp(story.acts.getFirst().at(), Stamp.SYSTEM);
    story.acts.addAll(
        story.position(PolicyPublished.class),
        List.of(
            new PersonAdded(setup, "p_tove", Digest.of(new byte[0])),
            new RoleGiven(setup, "p_tove", "administrator")));
    story.acts.addAll(acts);
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
