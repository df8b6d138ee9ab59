// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleClosed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.Hash;

/**
 * A sample with whatever was answered.
 *
 * @param answers every one, in order; of two to the same request the later counts
 */
public record Sample(
    SampleDrawn drawn, List<SampleAnswered> answers, Optional<SampleClosed> closed) {
  public static final String IN_ORDER = "in-order";
  public static final String EXCEPTION = "exception";
  public static final String NOT_APPLICABLE = "not-applicable";

  /** The outcomes of a request. */
  public static final List<String> OUTCOMES = List.of(IN_ORDER, EXCEPTION, NOT_APPLICABLE);

  public Sample {
    answers = List.copyOf(answers);
  }

  /** A request of one decision. */
  public record Place(long submission, long request) {}

  /** Every sample that the acts tell of, by its number. */
  public static SortedMap<Long, Sample> all(Iterable<? extends Act> acts) {
    SortedMap<Long, Sample> samples = new TreeMap<>();
    for (Act act : acts) {
      switch (act) {
        case SampleDrawn drawn ->
            samples.putIfAbsent(drawn.sample(), new Sample(drawn, List.of(), Optional.empty()));
        case SampleAnswered one ->
            samples.computeIfPresent(one.sample(), (_, sample) -> sample.with(one));
        case SampleClosed one ->
            samples.computeIfPresent(
                one.sample(),
                (_, sample) -> new Sample(sample.drawn(), sample.answers(), Optional.of(one)));
        case Act _ -> {}
      }
    }
    return samples;
  }

  private Sample with(SampleAnswered act) {
    List<SampleAnswered> more = new ArrayList<>(answers);
    more.add(act);
    return new Sample(drawn, more, closed);
  }

  /**
   * What the draw rests on: the hash of the entry that asks for it as a leaf of the log (RFC 6962,
   * section 2.1), in hexadecimal. Whoever asks for a sample cannot know it before it is recorded,
   * since it takes in the instant.
   */
  public String seed() {
    return HexFormat.of().formatHex(Hash.leaf(drawn.bytes()).bytes());
  }

  /** The decisions from which it is drawn, each submission once, in the order of the numbers. */
  public static List<Decided> population(SampleDrawn drawn, Collection<Decided> decided) {
    SortedMap<Long, Decided> first = new TreeMap<>();
    decided.forEach(one -> first.putIfAbsent(one.submission(), one));
    return first.values().stream().filter(one -> one.isOf(drawn)).toList();
  }

  /**
   * The decisions that were drawn: those of the population whose SHA-256 of the text {@code
   * SEED:SUBMISSION} comes first.
   */
  public List<Decided> items(Collection<Decided> decided) {
    String seed = seed();
    return population(drawn, decided).stream()
        .sorted(
            Comparator.comparing(
                one -> Digest.of((seed + ":" + one.submission()).getBytes(UTF_8)).toString()))
        .limit(drawn.size())
        .toList();
  }

  /** The answer that counts, by what it answers. */
  public SortedMap<Place, SampleAnswered> latest() {
    SortedMap<Place, SampleAnswered> latest =
        new TreeMap<>(
            Comparator.comparingLong(Place::submission).thenComparingLong(Place::request));
    answers.forEach(one -> latest.put(new Place(one.submission(), one.request()), one));
    return latest;
  }

  /** How many of the decisions have an exception, by what counts. */
  public long exceptions() {
    return latest().values().stream()
        .filter(one -> one.outcome().equals(EXCEPTION))
        .map(SampleAnswered::submission)
        .distinct()
        .count();
  }

  public long number() {
    return drawn.sample();
  }

  public boolean isOpen() {
    return closed.isEmpty();
  }
}
