// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * What a gate says, with the result of every requirement in the policy's order.
 *
 * @param envelope how a retrain stands to the change envelope that it was submitted under
 */
public record Verdict(List<Result> results, List<Reason> obstacles, Optional<Enveloped> envelope) {
  /** Of a submission that was opened under no change envelope. */
  public Verdict(List<Result> results, List<Reason> obstacles) {
    this(results, obstacles, Optional.empty());
  }

  public Verdict {
    results = List.copyOf(results);
    obstacles = List.copyOf(obstacles);
  }

  /** Passes only where nothing stands against it and something was asked and satisfied. */
  public boolean passes() {
    return obstacles.isEmpty()
        && results.stream().allMatch(result -> result.state().satisfies())
        && results.stream().anyMatch(result -> result.state() == State.SATISFIED);
  }

  /** The requirements that are set aside by a waiver in force. */
  public List<Result> waived() {
    return results.stream().filter(result -> result.state() == State.WAIVED).toList();
  }

  /** The submission whose change envelope it is inside, so that its sign-offs may count. */
  public OptionalLong lentBy() {
    return envelope
        .filter(Enveloped::inside)
        .map(one -> OptionalLong.of(one.submission()))
        .orElse(OptionalLong.empty());
  }

  public List<Result> open() {
    return results.stream().filter(result -> !result.state().satisfies()).toList();
  }

  /** Everything that stands against it, in sentences. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    obstacles.forEach(obstacle -> sentences.add(obstacle.sentence()));
    for (Result open : open()) {
      open.reasons()
          .forEach(reason -> sentences.add(open.requirement() + ": " + reason.sentence()));
    }
    return sentences;
  }

  /** The words of the design; a waiver never looks like a pass. */
  public enum State {
    NOT_APPLICABLE,
    WAITING,
    UNSATISFIED,
    SATISFIED,
    WAIVED,
    BYPASSED,
    EXPIRED,
    ERROR;

    /** Whether the gate lets it through; what is waived does, and is never called satisfied. */
    public boolean satisfies() {
      return this == NOT_APPLICABLE || this == SATISFIED || this == WAIVED;
    }
  }

  /** How a check turned out; only {@code within} satisfies. */
  public enum Outcome {
    WITHIN("within"),
    OUTSIDE("outside"),
    CANNOT_BE_TOLD("cannot be told"),
    ERROR("error"),
    NONE("");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    static Outcome of(String word) {
      return Arrays.stream(values())
          .filter(outcome -> outcome.word.equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("There is no outcome " + word + "."));
    }

    public String word() {
      return word;
    }

    State state() {
      return switch (this) {
        case WITHIN -> State.SATISFIED;
        case OUTSIDE, CANNOT_BE_TOLD -> State.UNSATISFIED;
        case ERROR -> State.ERROR;
        case NONE -> State.WAITING;
      };
    }
  }

  /** One requirement: its state, why, whose turn it is and what would help. */
  public record Result(
      String requirement, State state, Outcome outcome, List<Reason> reasons, Turn turn) {
    public Result {
      reasons = List.copyOf(reasons);
    }
  }

  /** Who can act next (a role) and with which act. */
  public record Turn(String role, String act) {
    static final Turn NOBODY = new Turn("", "");
  }

  /**
   * A code that stays the same, a sentence for people, and the numbers in it.
   *
   * @param against whether this is what stands against the requirement; not part of the trace
   */
  public record Reason(String code, String sentence, Json.Obj facts, boolean against) {
    public Reason(String code, String sentence, Json.Obj facts) {
      this(code, sentence, facts, false);
    }

    static Reason against(String code, String sentence, Json.Obj facts) {
      return new Reason(code, sentence, facts, true);
    }

    Reason standing(boolean against) {
      return new Reason(code, sentence, facts, against);
    }

    /** One without facts. */
    public static Reason of(String code, String sentence) {
      return new Reason(code, sentence, Json.obj().build());
    }

    static List<Reason> read(Json.Arr reasons) {
      return reasons.values().stream()
          .map(reason -> (Json.Obj) reason)
          .map(one -> new Reason(one.string("code"), one.string("sentence"), one.object("facts")))
          .toList();
    }

    Json toJson() {
      return Json.obj().put("code", code).put("sentence", sentence).put("facts", facts).build();
    }
  }

  /** The trace, {@code trace/v1}: what is shown and recorded is this and nothing else. */
  public Json.Obj trace() {
    Json.Builder trace =
        Json.obj()
            .put("imprimatur", "trace/v1")
            .put("passes", passes())
            .put("obstacles", Json.array(obstacles.stream().map(Reason::toJson).toList()))
            .put("requirements", Json.array(results.stream().map(Verdict::traced).toList()));
    envelope.ifPresent(found -> trace.put("envelope", found.toJson()));
    return trace.build();
  }

  /** The verdict that a recorded trace tells of; its own trace is the same bytes. */
  public static Verdict read(Json.Obj trace) {
    List<Result> results =
        trace.array("requirements").values().stream()
            .map(requirement -> result((Json.Obj) requirement))
            .toList();
    Optional<Enveloped> envelope =
        trace.find("envelope").map(found -> Enveloped.read((Json.Obj) found));
    return new Verdict(results, Reason.read(trace.array("obstacles")), envelope);
  }

  private static Result result(Json.Obj traced) {
    Json.Obj turn = traced.object("turn");
    return new Result(
        traced.string("requirement"),
        State.valueOf(traced.string("state")),
        Outcome.of(traced.string("outcome")),
        Reason.read(traced.array("reasons")),
        new Turn(turn.string("role"), turn.string("act")));
  }

  public Digest digest() {
    return Digest.of(trace());
  }

  private static Json traced(Result result) {
    return Json.obj()
        .put("requirement", result.requirement())
        .put("state", result.state().name())
        .put("outcome", result.outcome().word())
        .put("reasons", Json.array(result.reasons().stream().map(Reason::toJson).toList()))
        .put(
            "turn",
            Json.obj().put("role", result.turn().role()).put("act", result.turn().act()).build())
        .build();
  }
}
