// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.act.Stamp;
import org.junit.jupiter.api.Test;

/** Which decisions a sample has. */
class SampleTest {
  private static final Path ACTS = Path.of("../docs/schemas/examples/acts.jsonl");

  /** The order was computed with Python's hashlib over the line of the example. */
  @Test
  void anybody_can_draw_it_again_from_the_entry_alone() {
    SampleDrawn example = example(2);
    List<Decided> decided = decided(example, 12);

    assertThat(sample(example).seed())
        .isEqualTo("6c07403c157d8eac1b2b8ff18b0460a57e5e631387ad579a027dc00e267cae51");
    assertThat(numbers(sample(example).items(decided))).containsExactly(9L, 10L);
  }

  @Test
  void neither_the_order_of_what_was_decided_nor_its_repetition_changes_the_draw() {
    SampleDrawn drawn = example(5);
    List<Decided> decided = decided(drawn, 40);
    List<Long> first = numbers(sample(drawn).items(decided));
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<Decided> shuffled = new ArrayList<>(decided);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.addAll(decided);

    assertThat(numbers(sample(drawn).items(shuffled))).isEqualTo(first).doesNotHaveDuplicates();
  }

  @Test
  void only_what_the_auditor_asked_for_is_drawn_from() {
    SampleDrawn drawn = example(5);
    List<Decided> decided =
        List.of(
            decided(1, "production", drawn.from(), "high"),
            decided(2, "production", drawn.from().minusMillis(1), "high"),
            decided(3, "production", drawn.to(), "high"),
            decided(4, "production", drawn.to().minusMillis(1), "high"),
            decided(5, "staging", drawn.from(), "high"),
            decided(6, "production", drawn.from(), "low"),
            decided(7, "production", drawn.from(), ""));

    assertThat(numbers(Sample.population(drawn, decided))).containsExactly(1L, 4L);
  }

  /** Of many draws of 10 from 50 each decision comes about as often as every other. */
  @Test
  void no_decision_is_drawn_more_often_than_chance_gives() {
    int draws = 2_000;
    int[] times = new int[51];
    for (int i = 0; i < draws; i++) {
      SampleDrawn drawn = later(example(10), i);
      numbers(sample(drawn).items(decided(drawn, 50))).forEach(one -> times[one.intValue()]++);
    }
    double expected = draws * 10 / 50.0;
    double chi =
        LongStream.rangeClosed(1, 50).mapToDouble(i -> square(times[(int) i] - expected)).sum();

    // Each count is binomial; the 99.99 % point of chi square with 49 degrees of freedom is 97.
    assertThat(chi / (expected * 0.8)).isLessThan(97);
  }

  private static double square(double value) {
    return value * value;
  }

  private static SampleDrawn later(SampleDrawn drawn, int millis) {
    return new SampleDrawn(
        new Stamp(drawn.at().plusMillis(millis), drawn.by()),
        drawn.sample(),
        drawn.stage(),
        drawn.tiers(),
        drawn.from(),
        drawn.to(),
        drawn.size(),
        drawn.plan());
  }

  private static SampleDrawn example(long size) {
    try {
      return Files.readAllLines(ACTS).stream()
          .map(line -> Act.parse(line.getBytes(StandardCharsets.UTF_8)))
          .filter(SampleDrawn.class::isInstance)
          .map(act -> sized((SampleDrawn) act, size))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SampleDrawn sized(SampleDrawn drawn, long size) {
    return new SampleDrawn(
        drawn.stamp(),
        drawn.sample(),
        drawn.stage(),
        drawn.tiers(),
        drawn.from(),
        drawn.to(),
        size,
        drawn.plan());
  }

  private static Sample sample(SampleDrawn drawn) {
    return new Sample(drawn, List.of(), Optional.empty());
  }

  private static List<Decided> decided(SampleDrawn drawn, long count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(n -> decided(n, "production", drawn.from().plus(Duration.ofHours(n)), "high"))
        .toList();
  }

  private static Decided decided(long number, String stage, Instant at, String tier) {
    return new Decided(number, "m_loans", number, stage, at, tier);
  }

  private static List<Long> numbers(List<Decided> decided) {
    return decided.stream().map(Decided::submission).toList();
  }
}
