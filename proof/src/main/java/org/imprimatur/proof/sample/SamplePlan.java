// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;

/**
 * A {@code sample/v1}: why a sample is drawn, and what is asked of each decision in it.
 *
 * @param requests from the first on
 */
public record SamplePlan(String purpose, List<String> requests) {
  /** How many requests a plan has at the most. */
  public static final int MOST = 20;

  private static final String FORMAT = "sample/v1";
  private static final int LONGEST = 1_000;
  private static final Set<String> MEMBERS = Set.of("imprimatur", "purpose", "requests");

  public SamplePlan {
    requests = List.copyOf(requests);
  }

  /** Reads it; refuses whatever is not exactly one with a {@link IllegalArgumentException}. */
  public static SamplePlan of(Json.Obj document) {
    if (!document.string("imprimatur").equals(FORMAT)
        || !document.members().keySet().equals(MEMBERS)) {
      throw new IllegalArgumentException("It is no " + FORMAT + ".");
    }
    List<String> requests = new ArrayList<>();
    for (Json one : document.array("requests").values()) {
      if (!(one instanceof Json.Str(var text))) {
        throw new IllegalArgumentException("A request is a text.");
      }
      requests.add(text);
    }
    return new SamplePlan(document.string("purpose"), requests);
  }

  public Json.Obj document() {
    return Json.obj()
        .put("imprimatur", FORMAT)
        .put("purpose", purpose)
        .put("requests", Json.array(requests.stream().map(Json::of).toList()))
        .build();
  }

  /** What stands against it. */
  public List<Reason> against() {
    List<Reason> against = new ArrayList<>();
    if (isNone(purpose)) {
      against.add(
          Reason.of("sample.purpose", "Say in 1 to 1,000 characters why the sample is drawn."));
    }
    if (requests.isEmpty() || requests.size() > MOST) {
      against.add(
          Reason.of(
              "sample.requests",
              "Ask 1 to %d things of each decision, not %d.".formatted(MOST, requests.size())));
    }
    if (requests.stream().anyMatch(SamplePlan::isNone)) {
      against.add(Reason.of("sample.requests", "A request has 1 to 1,000 characters."));
    }
    if (Set.copyOf(requests).size() < requests.size()) {
      against.add(Reason.of("sample.requests", "Two requests say the same."));
    }
    return against;
  }

  private static boolean isNone(String text) {
    return text.isBlank() || text.length() > LONGEST;
  }
}
