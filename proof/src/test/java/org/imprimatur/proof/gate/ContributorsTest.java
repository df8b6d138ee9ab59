// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who had a hand in a version, and how many that cannot be told, by closure over its parents. */
class ContributorsTest {
  private static final String MODEL = "m_loans";
  private final List<VersionRegistered> versions =
      List.of(
          version(1, 2, List.of()),
          version(2, 0, List.of(1L)),
          version(3, 1, List.of(1L)),
          version(4, 0, List.of(2L, 3L)),
          version(5, 0, List.of()));

  @Test
  void authors_who_cannot_be_named_count_for_every_version_that_comes_from_theirs() {
    assertThat(Contributors.unnamed(versions, 1, Elsewhere.NOWHERE)).isEqualTo(2);
    assertThat(Contributors.unnamed(versions, 2, Elsewhere.NOWHERE)).isEqualTo(2);
    assertThat(Contributors.unnamed(versions, 4, Elsewhere.NOWHERE))
        .as("each version once")
        .isEqualTo(3);
    assertThat(Contributors.unnamed(versions, 5, Elsewhere.NOWHERE)).isZero();
  }

  @Test
  void every_editor_is_a_contributor_the_last_one_included() {
    var opened =
        new SubmissionOpened(
            new Stamp(Instant.EPOCH, "sam"),
            1,
            "m_loans",
            5,
            "production",
            TestingGate.SOME,
            TestingGate.SOME,
            TestingGate.SOME,
            TestingGate.SOME,
            Optional.empty(),
            Optional.empty());
    List<Act> acts = new ArrayList<>(versions);
    acts.add(card("grace", 5));
    acts.add(opened);
    acts.add(evidence("kim", "supplied"));
    acts.add(evidence("r_vault", "runner"));
    acts.add(card("bruno", 4));
    acts.add(card("lena", 5));

    assertThat(Contributors.of(acts, Elsewhere.NOWHERE, opened))
        .containsOnlyKeys("ada", "grace", "sam", "kim", "lena");
  }

  /** The version is let in on the second and on the fifth of January, and submitted again. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "before it was let in,                           1, 0, false",
    "while an earlier approval held,                 3, 0, false",
    "at the instant at which it was let in,          5, 0, true",
    "since it was let in,                            6, 0, true",
    "since then and before it was let in again,      6, 7, true",
    "after it was let in again by that submission,   8, 7, false",
  })
  void whoever_took_production_data_back_does_not_judge_what_is_left(
      String what, int back, int promoted, boolean judges) {
    SubmissionOpened opened = pinning(FIRST, FIRST, FIRST);
    List<Act> acts = new ArrayList<>(story());
    acts.add(let(opened.version(), 2));
    acts.add(let(opened.version(), 5));
    acts.add(let(opened.version() + 1, 9));
    var withdrawn =
        new BatchWithdrawn(
            on(back, "kim"),
            1,
            opened.model(),
            opened.version() + 1,
            "risk-manager",
            TestingGate.SOME,
            Optional.empty());

    Map<String, String> judging =
        Contributors.judging(
            acts,
            Elsewhere.NOWHERE,
            opened,
            List.of(withdrawn),
            Optional.of(promoted).filter(day -> day > 0).map(day -> let(opened.version(), day)));

    assertThat(judging.containsKey("kim")).as(what).isEqualTo(judges);
    assertThat(judging).containsAllEntriesOf(Contributors.of(acts, Elsewhere.NOWHERE, opened));
  }

  @Test
  void nobody_is_left_out_by_registering_the_same_files_with_another_cut_off() {
    List<Act> acts = new ArrayList<>(versions);
    acts.add(card("grace", 1));
    acts.add(again(6, "kim", List.of()));
    acts.add(again(7, "kim", List.of("bruno", "ada")));
    acts.add(again(8, "kim", List.of("bruno", "chiara", "lena")));

    assertThat(Contributors.ahead(acts, Elsewhere.NOWHERE, 6))
        .containsOnly(
            entry("ada", "registered version 1, whose files are those of version 6"),
            entry("grace", "filed the model card of version 1, whose files are those of version 6"),
            entry("kim", "registered version 6"));
    assertThat(Contributors.unnamed(acts, 6, Elsewhere.NOWHERE))
        .as("two could not be named")
        .isEqualTo(2);
    assertThat(Contributors.unnamed(acts, 7, Elsewhere.NOWHERE)).as("ada was known").isEqualTo(1);
    assertThat(Contributors.unnamed(acts, 8, Elsewhere.NOWHERE)).as("all are named now").isZero();
    assertThat(Contributors.ahead(acts, Elsewhere.NOWHERE, 1))
        .as("what is said of a later version takes nothing from an earlier one")
        .containsOnlyKeys("ada", "grace");
  }

  @Test
  void nobody_is_left_out_by_registering_the_same_files_under_another_model_s_name() {
    VersionRegistered parent = named("m_first", "kim", 1, "files of their parent", 1, List.of());
    VersionRegistered theirs = named("m_first", "lena", 2, "files of version 5", 2, List.of(1L));
    VersionRegistered ours = version(5, 0, List.of());
    VersionRegistered later = named("m_third", "sam", 1, "files of version 5", 9, List.of());
    Elsewhere told = TestingElsewhere.of(parent, theirs, ours, later);

    assertThat(Contributors.ahead(versions, told, 5))
        .as("and a later one takes nothing from an earlier one")
        .containsOnly(
            entry("ada", "registered version 5"),
            entry("lena", "registered version 2 of m_first, whose files are those of version 5"),
            entry(
                "bruno", "contributed to version 2 of m_first, whose files are those of version 5"),
            entry("kim", "registered version 1 of m_first, which version 2 of m_first comes from"));
    assertThat(Contributors.unnamed(versions, 5, told)).as("one of them and two").isEqualTo(3);
    assertThat(Contributors.ahead(versions, told, 4)).containsOnlyKeys("ada");
  }

  private static VersionRegistered named(
      String model, String by, long number, String files, long unnamed, List<Long> parents) {
    return new VersionRegistered(
        by(by),
        model,
        number,
        Digest.of(files.getBytes(UTF_8)),
        "0.5",
        TestingGate.SOME,
        parents.isEmpty() ? List.of() : List.of("bruno"),
        unnamed,
        parents);
  }

  @Test
  @Timeout(10)
  void a_version_that_is_reached_on_many_ways_is_looked_at_once() {
    List<Act> acts = new ArrayList<>();
    for (long number = 1; number <= 90; number++) {
      acts.add(version(number, 0, number < 3 ? List.of() : List.of(number - 1, number - 2)));
    }

    assertThat(Contributors.ahead(acts, Elsewhere.NOWHERE, 90)).containsOnlyKeys("ada");
  }

  @Test
  @Timeout(10)
  void files_that_thousands_of_models_have_are_followed_through_each_of_them_once() {
    int models = 20_000;
    List<VersionRegistered> told = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      told.add(named("m_" + i, "p_" + i, 1, "files of version 5", 0, List.of()));
    }
    told.add(version(5, 0, List.of()));

    assertThat(Contributors.ahead(versions, new TestingElsewhere(told), 5)).hasSize(models + 1);
  }

  private static CardFiled card(String by, long version) {
    return new CardFiled(new Stamp(Instant.EPOCH, by), "m_loans", version, TestingGate.SOME);
  }

  private static EvidenceRecorded evidence(String by, String level) {
    return new EvidenceRecorded(
        new Stamp(Instant.EPOCH, by),
        1,
        1,
        "documentation",
        "notes.pdf",
        TestingGate.SOME,
        List.of(),
        level,
        OptionalLong.empty(),
        Optional.empty());
  }

  @Test
  void whoever_wrote_what_a_submission_pins_has_a_hand_in_it() {
    assertThat(Contributors.of(story(), Elsewhere.NOWHERE, pinning(FIRST, FIRST, FIRST)))
        .containsOnly(
            entry("ada", "registered version 1"),
            entry("sam", "opened submission 1"),
            entry("bruno", "stated the use of the model"),
            entry("chiara", "stated the promises of the model"),
            entry("lena", "answered the risk questions of the model"));
  }

  @Test
  void whoever_wrote_what_was_replaced_since_has_none() {
    assertThat(Contributors.of(story(), Elsewhere.NOWHERE, pinning(SECOND, SECOND, SECOND)))
        .containsOnlyKeys("ada", "sam", "dmitri", "hanna", "grace");
    assertThat(Contributors.ahead(story(), Elsewhere.NOWHERE, 1))
        .as("what would be pinned is the latest of each")
        .containsOnlyKeys("ada", "sam", "dmitri", "hanna", "grace");
  }

  @Test
  void whoever_confirms_an_assessment_or_hands_a_model_over_has_no_hand_in_it() {
    assertThat(Contributors.of(story(), Elsewhere.NOWHERE, pinning(SECOND, SECOND, SECOND)))
        .doesNotContainKeys("tove", "priya");
  }

  @Test
  void whoever_had_a_hand_in_a_model_once_keeps_it_whatever_was_replaced_since() {
    List<Act> acts = new ArrayList<>(story());
    acts.add(new ModelRegistered(by("p_registers"), MODEL, "loans", "p_owns", FIRST, FIRST));
    acts.add(card("kim", 1));
    acts.add(evidence("p_supplies", "supplied"));
    acts.add(evidence("r_vault", "runner"));
    acts.add(
        new ExaminationRegistered(
            by("p_keeps"), MODEL, FIRST, FIRST, Optional.of(TestingGate.SOME)));

    assertThat(Contributors.ever(acts))
        .containsExactlyInAnyOrder(
            "ada",
            "bruno",
            "dmitri",
            "chiara",
            "hanna",
            "lena",
            "grace",
            "sam",
            "p_registers",
            "p_owns",
            "kim",
            "p_supplies");
  }

  private static VersionPromoted let(long version, int day) {
    return new VersionPromoted(on(day, "sam"), MODEL, version, 1, "staging", "production");
  }

  private static Stamp on(int day, String by) {
    return new Stamp(Instant.EPOCH.plus(Duration.ofDays(day)), by);
  }

  private static final Digest FIRST = TestingGate.SOME;
  private static final Digest SECOND = Digest.of("second".getBytes(UTF_8));

  private static List<Act> story() {
    return List.of(
        version(1, 0, List.of()),
        new UseStated(by("bruno"), MODEL, FIRST),
        new UseStated(by("dmitri"), MODEL, SECOND),
        new PromisesStated(by("chiara"), MODEL, FIRST),
        new PromisesStated(by("hanna"), MODEL, SECOND),
        new RiskAnswered(by("lena"), MODEL, FIRST, FIRST, "high", "R1"),
        new RiskAnswered(by("grace"), MODEL, FIRST, SECOND, "high", "R1"),
        new RiskConfirmed(by("tove"), MODEL, SECOND, "high", "R1", Optional.empty()),
        new ModelHanded(by("priya"), MODEL, "lena"),
        pinning(FIRST, FIRST, FIRST));
  }

  private static SubmissionOpened pinning(Digest use, Digest promises, Digest risk) {
    return new SubmissionOpened(
        by("sam"),
        1,
        MODEL,
        1,
        "production",
        FIRST,
        use,
        FIRST,
        risk,
        Optional.empty(),
        Optional.of(promises));
  }

  private static Stamp by(String person) {
    return new Stamp(Instant.EPOCH, person);
  }

  private static VersionRegistered version(long number, long unnamed, List<Long> parents) {
    return new VersionRegistered(
        new Stamp(Instant.EPOCH, "ada"),
        MODEL,
        number,
        Digest.of(("files of version " + number).getBytes(UTF_8)),
        "0.5",
        TestingGate.SOME,
        List.of(),
        unnamed,
        parents);
  }

  /** The files of version 1 again, with another cut-off. */
  private static VersionRegistered again(long number, String by, List<String> contributors) {
    VersionRegistered first = version(1, 2, List.of());
    return new VersionRegistered(
        by(by),
        MODEL,
        number,
        first.manifest(),
        "0.6",
        TestingGate.SOME,
        contributors,
        0,
        List.of());
  }
}
