// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;

/**
 * A thing that turned out bad.
 *
 * @param thing its digest, the name of a check with its version, or an id
 * @param from since when it was bad, in milliseconds; from its beginning where nothing is said
 * @param until when it was good again, in milliseconds; not yet where nothing is said
 */
public record Cause(Kind kind, String thing, Optional<Instant> from, Optional<Instant> until) {
  /** The name of a check in an examination is not always that of its item in a dossier. */
  private static final String FAIRNESS = "fairness/1";

  private static final String FOUR_FIFTHS = "fairness.four-fifths/1";
  private static final String TOKEN = "t_";

  /** What sort of thing it is, with what names one. */
  public enum Kind {
    /** A file by its digest: a test set, training data, an artifact, an item of a dossier. */
    DATA("data", "sha256:[0-9a-f]{64}", "a digest such as sha256:90aa…"),
    /** A check in one version of its definition. */
    CHECK("check", "[a-z][a-z0-9.-]{0,60}/[0-9]{1,4}", "a check such as performance/1"),
    /**
     * Where evidence is computed, the server's own engines or a runner; or one engine in one
     * version, wherever it computed.
     */
    ENGINE(
        "engine",
        "imprimatur|r_[a-z0-9]{1,20}|" + EngineNames.NAME,
        "imprimatur, the id of a runner, or an engine in a version such as duckdb/2.0.0.1"),
    /** A passkey, or a token: everything that says that it came with it. */
    CREDENTIAL("credential", "[kt]_[a-z0-9]{1,20}", "the id of a passkey or of a token"),
    /** Somebody who contributed, supplied evidence or signed. */
    PERSON("person", "p_[a-z0-9]{1,20}", "the pseudonym of a person");

    private final String word;
    private final Pattern names;
    private final String asked;

    Kind(String word, String names, String asked) {
      this.word = word;
      this.names = Pattern.compile(names);
      this.asked = asked;
    }

    /** The word in acts, in the API and on the command line. */
    public String word() {
      return word;
    }

    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  public Cause {
    from = from.map(Cause::logged);
    until = until.map(Cause::logged);
    if (!kind.names.matcher(thing).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" names no %s: it takes %s.".formatted(thing, kind.word, kind.asked));
    }
    if (kind == Kind.CHECK && thing.equals(FAIRNESS)) {
      thing = FOUR_FIFTHS;
    }
    if (kind == Kind.DATA && (from.isPresent() || until.isPresent())) {
      throw new IllegalArgumentException("The bytes of a file are the same at all times.");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException("The period ends before it begins.");
    }
  }

  /** The log has milliseconds: what was said more exactly would be another cause when read back. */
  private static Instant logged(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Something that was bad from its beginning and still is. */
  public static Cause of(Kind kind, String thing) {
    return new Cause(kind, thing, Optional.empty(), Optional.empty());
  }

  /** What an act condemns; empty where it names nothing that could be condemned. */
  public static Optional<Cause> of(CauseCondemned act) {
    try {
      return Kind.of(act.kind()).map(kind -> new Cause(kind, act.thing(), act.from(), act.until()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether it was bad at an instant. */
  public boolean during(Instant at) {
    return from.map(begin -> !at.isBefore(begin)).orElse(true)
        && until.map(at::isBefore).orElse(true);
  }

  /** What it is, in words. */
  public String words() {
    String noun =
        switch (kind) {
          case DATA -> "the file ";
          case CHECK -> "the check ";
          case ENGINE ->
              isVersion() ? "the engine " : isRunner() ? "the runner " : "the engines of ";
          case CREDENTIAL -> isToken() ? "the token " : "the passkey ";
          case PERSON -> "";
        };
    return noun + thing + period();
  }

  private String period() {
    return from.map(begin -> " from " + begin).orElse("")
        + until.map(end -> " until " + end).orElse("");
  }

  /** Whether it is an engine in one version. */
  public boolean isVersion() {
    return kind == Kind.ENGINE && EngineNames.is(thing);
  }

  /** Whether it is a token, with which programs act for a person. */
  public boolean isToken() {
    return kind == Kind.CREDENTIAL && thing.startsWith(TOKEN);
  }

  /** Whether an act came with the token, while that was bad. */
  boolean brought(Act act) {
    return isToken() && act.with().filter(thing::equals).isPresent() && during(act.at());
  }

  private boolean isRunner() {
    return thing.startsWith("r_");
  }

  /** Whether this evidence was computed by the check or where it names, or filed with the token. */
  public boolean computed(EvidenceRecorded evidence) {
    return during(evidence.at())
        && switch (kind) {
          case CHECK -> evidence.item().equals(thing);
          case ENGINE -> evidence.by().equals(thing) || evidence.engines().contains(thing);
          case CREDENTIAL -> brought(evidence);
          case DATA, PERSON -> false;
        };
  }
}
