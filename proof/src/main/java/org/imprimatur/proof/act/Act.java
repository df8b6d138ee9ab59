// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * Something that was done. An act is written as canonical JSON of at most 16 KiB with the members
 * {@code act}, {@code v}, {@code at} and {@code by}, and {@code with} where it came with a token;
 * what is larger is a blob under its digest.
 */
public sealed interface Act
    permits FoundingAct,
        PeopleAct,
        PolicyAct,
        ModelAct,
        RunnerAct,
        SubmissionAct,
        ReviewAct,
        DecisionAct,
        GateAct,
        MonitoringAct,
        SeedAct,
        SampleAct,
        HoursAct,
        ImpactAct {
  int MOST_BYTES = 16 * 1024;

  /** The whole vocabulary by name, in the order of the alphabet. */
  List<String> NAMES = Vocabulary.names();

  Stamp stamp();

  /** The act's name, {@code thing.done}. */
  String name();

  ActWriter write(ActWriter out);

  default Instant at() {
    return stamp().at();
  }

  /** The pseudonym of who did it. */
  default String by() {
    return stamp().by();
  }

  /**
   * The id of the token with which it came, as the entry says. Signals and batches have a member of
   * their own for it, which is as old as they are.
   */
  default Optional<String> with() {
    return stamp().with();
  }

  /** The canonical bytes, as the log holds them; an act beyond 16 KiB is refused. */
  default byte[] bytes() {
    byte[] bytes = write(new ActWriter(name(), stamp())).json().canonical();
    if (bytes.length > MOST_BYTES) {
      throw new ActException(
          "act.size", name() + " has " + bytes.length + " bytes, the limit is " + MOST_BYTES + ".");
    }
    return bytes;
  }

  /** Reads one entry; whatever is not exactly a known act is refused with {@link ActException}. */
  static Act parse(byte[] bytes) {
    return parse(bytes, Optional.empty());
  }

  /** The same, for whoever keeps many acts: what they have in common is kept once. */
  static Act parse(byte[] bytes, Words words) {
    return parse(bytes, Optional.of(words));
  }

  private static Act parse(byte[] bytes, Optional<Words> words) {
    if (bytes.length > MOST_BYTES) {
      throw new ActException("act.size", "The entry is larger than " + MOST_BYTES + " bytes.");
    }
    try {
      if (!(Json.parse(bytes) instanceof Json.Obj json)) {
        throw new ActException("act.shape", "The entry is not an object.");
      }
      var in = new ActReader(json, words);
      Act act = Vocabulary.read(in.name(), in.stamp(), in);
      in.nothingElse();
      return act;
    } catch (JsonException | IllegalArgumentException | DateTimeException e) {
      throw new ActException("act.shape", "The entry cannot be read: " + e.getMessage());
    }
  }
}
