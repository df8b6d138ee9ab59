// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;

/**
 * How one content is judged by limits, for checks of which nothing else decides. Neither changes,
 * so that it is judged once by each. What cannot be judged is tried again and never kept.
 */
public final class ByLimits {
  /** One policy asks a check once, or once in each alternative. */
  private static final int MOST = 16;

  private final Json.Obj content;
  private final Map<Requirement.Check, Judgement> judged = new ConcurrentHashMap<>();

  ByLimits(Json.Obj content) {
    this.content = content;
  }

  boolean isOf(Json.Obj other) {
    return content.equals(other);
  }

  Judgement judge(
      Requirement.Check check, BiFunction<Json.Obj, Requirement.Limits, Judgement> judge) {
    Judgement kept = judged.get(check);
    if (kept != null) {
      return kept;
    }
    Judgement fresh = judge.apply(content, check.with());
    if (judged.size() < MOST) {
      judged.put(check, fresh);
    }
    return fresh;
  }

  /** The same content is judged the same, whatever was kept. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ByLimits one && content.equals(one.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }
}
