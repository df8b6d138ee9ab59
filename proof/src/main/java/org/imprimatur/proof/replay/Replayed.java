// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;

/**
 * What a draft of a policy would have said of the decisions under an earlier one.
 *
 * @param policy the name of the policy whose submissions these are
 * @param until the instant of the last entry that was read
 * @param cases every submission that a gate gave a verdict of, by number; its last verdict counts
 * @param load how many sign-offs of each role were asked for in all of them
 */
public record Replayed(
    String policy, Instant until, long entries, List<Case> cases, SortedMap<String, Asked> load) {
  public Replayed {
    cases = List.copyOf(cases);
    load = Collections.unmodifiableSortedMap(new TreeMap<>(load));
  }

  /** Which decision. */
  public record About(long submission, String model, long version, String gate, Instant at) {}

  /**
   * One decision.
   *
   * @param pinned under the policy that the submission pinned; empty where it cannot be told
   * @param drafted under the draft; empty where it cannot be told
   * @param why it cannot be told
   * @param live whether the version that it promoted is the last that entered its stage
   */
  public record Case(
      About about, Optional<Under> pinned, Optional<Under> drafted, String why, boolean live) {
    Case inForce() {
      return new Case(about, pinned, drafted, why, true);
    }

    public Change change() {
      if (pinned.isEmpty() || drafted.isEmpty()) {
        return Change.UNKNOWN;
      }
      if (pinned.get().passes() == drafted.get().passes()) {
        return Change.NONE;
      }
      return drafted.get().passes() ? Change.PASSES : Change.REFUSED;
    }
  }

  /** How the draft decides, beside what was decided. */
  public enum Change {
    NONE("as before"),
    REFUSED("would be refused"),
    PASSES("would pass"),
    UNKNOWN("cannot be told");

    private final String word;

    Change(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * What one policy says.
   *
   * @param obstacles what stands against the submission as a whole
   * @param open the requirements that are not satisfied
   * @param asked how many sign-offs of each role it asks for
   */
  public record Under(
      String tier,
      boolean passes,
      List<Verdict.Reason> obstacles,
      List<Verdict.Result> open,
      SortedMap<String, Integer> asked) {
    public Under {
      obstacles = List.copyOf(obstacles);
      open = List.copyOf(open);
      asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
    }

    private Json toJson() {
      Json.Builder roles = Json.obj();
      asked.forEach((role, count) -> roles.put(role, (long) count));
      return Json.obj()
          .put("tier", tier)
          .put("passes", passes)
          .put("obstacles", Json.array(obstacles.stream().map(Replayed::reason).toList()))
          .put("open", Json.array(open.stream().map(Replayed::result).toList()))
          .put("asked", roles.build())
          .build();
    }
  }

  /** Sign-offs of one role that the pinned policies and the draft ask for. */
  public record Asked(long pinned, long drafted) {}

  public List<Case> of(Change change) {
    return cases.stream().filter(one -> one.change() == change).toList();
  }

  /** Promoted versions that still hold their stage and that the draft would have refused. */
  public List<Case> lapsing() {
    return of(Change.REFUSED).stream().filter(Case::live).toList();
  }

  /** How many of the cases the draft ranks otherwise. */
  public long ranked() {
    return cases.stream()
        .filter(
            one ->
                one.pinned().isPresent()
                    && one.drafted().isPresent()
                    && !one.pinned().get().tier().equals(one.drafted().get().tier()))
        .count();
  }

  /** {@code policy-replay/v1}. */
  public Json.Obj toJson() {
    Json.Builder roles = Json.obj();
    load.forEach(
        (role, asked) ->
            roles.put(
                role,
                Json.obj().put("pinned", asked.pinned()).put("draft", asked.drafted()).build()));
    return Json.obj()
        .put("imprimatur", "policy-replay/v1")
        .put("policy", policy)
        .put("until", until.toString())
        .put("entries", entries)
        .put("decisions", (long) cases.size())
        .put("unchanged", (long) of(Change.NONE).size())
        .put("refused", (long) of(Change.REFUSED).size())
        .put("passing", (long) of(Change.PASSES).size())
        .put("unknown", (long) of(Change.UNKNOWN).size())
        .put("lapsing", (long) lapsing().size())
        .put("ranked", ranked())
        .put("load", roles.build())
        .put("cases", Json.array(cases.stream().map(Replayed::told).toList()))
        .build();
  }

  private static Json told(Case one) {
    Json.Builder told =
        Json.obj()
            .put("submission", one.about().submission())
            .put("model", one.about().model())
            .put("version", one.about().version())
            .put("gate", one.about().gate())
            .put("at", one.about().at().toString())
            .put("change", one.change().word())
            .put("live", one.live());
    one.pinned().ifPresent(under -> told.put("pinned", under.toJson()));
    one.drafted().ifPresent(under -> told.put("draft", under.toJson()));
    return (one.why().isEmpty() ? told : told.put("why", one.why())).build();
  }

  private static Json result(Verdict.Result result) {
    return Json.obj()
        .put("requirement", result.requirement())
        .put("state", result.state().name())
        .put("reasons", Json.array(result.reasons().stream().map(Replayed::reason).toList()))
        .build();
  }

  private static Json reason(Verdict.Reason reason) {
    return Json.obj().put("code", reason.code()).put("sentence", reason.sentence()).build();
  }
}
