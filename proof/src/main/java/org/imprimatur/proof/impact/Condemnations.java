// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;

/**
 * What is condemned and not lifted, as the fold of the acts about it.
 *
 * @param standing by id, in the log's order
 */
public record Condemnations(Map<String, CauseCondemned> standing) {
  public static final Condemnations NONE = new Condemnations(Map.of());

  public Condemnations {
    standing = Collections.unmodifiableMap(new LinkedHashMap<>(standing));
  }

  /** After some acts; those that condemn nothing change nothing. */
  public static Condemnations of(Collection<? extends Act> acts) {
    Condemnations all = NONE;
    for (Act act : acts) {
      all = all.after(act);
    }
    return all;
  }

  /** After another act; one that names nothing that could be condemned condemns nothing. */
  public Condemnations after(Act act) {
    Map<String, CauseCondemned> more = new LinkedHashMap<>(standing);
    switch (act) {
      case CauseCondemned one when Cause.of(one).isPresent() ->
          more.putIfAbsent(one.condemnation(), one);
      case CondemnationLifted lifted -> more.remove(lifted.condemnation());
      case Act _ -> {
        return this;
      }
    }
    return new Condemnations(more);
  }

  public boolean isEmpty() {
    return standing.isEmpty();
  }

  public Optional<CauseCondemned> find(String id) {
    return Optional.ofNullable(standing.get(id));
  }

  /** Whether exactly this stands condemned. */
  public boolean condemns(Cause cause) {
    return standing.values().stream().anyMatch(one -> Cause.of(one).equals(Optional.of(cause)));
  }

  /**
   * Whether a sign-off is taken away. A refusal never is: it must not be possible to condemn a
   * dissent out of the way.
   */
  public boolean takes(SignoffGiven given) {
    return standing.values().stream()
        .flatMap(one -> Cause.of(one).stream())
        .flatMap(
            cause -> Links.how(given, cause).map(how -> new Link.OfSignOff(given, how)).stream())
        .anyMatch(link -> !link.isRefusal());
  }
}
