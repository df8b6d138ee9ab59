// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.springframework.stereotype.Component;

/**
 * What was read of models and their risk, kept until the log names them again. For looking only: a
 * decision reads everything anew in its own transaction.
 */
@Component
public final class KeptModels {
  private static final int MOST = 2_000;

  private final LastNamed lastNamed;
  private final Models models;
  private final Assessments assessments;
  private final Map<String, Known> known =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  KeptModels(LastNamed lastNamed, Models models, Assessments assessments) {
    this.lastNamed = lastNamed;
    this.models = models;
    this.assessments = assessments;
  }

  /**
   * A model and its risk.
   *
   * @param readAt the size of the log that was read
   * @param outdated whether the answers were given to a policy that ranks otherwise than today's
   */
  public record Known(long readAt, Model model, Risk risk, boolean outdated) {}

  /** Several at one size of the log. */
  public List<Known> read(List<String> names) {
    // The size comes first: what is recorded meanwhile makes a reading old, never wrong.
    long size = lastNamed.size();
    return names.stream().map(name -> read(name, size)).toList();
  }

  private Known read(String name, long size) {
    Known kept;
    synchronized (known) {
      kept = known.get(name);
    }
    if (kept != null && lastNamed.holds(kept.readAt(), List.of(kept.model().id()))) {
      return kept;
    }
    Model model = models.get(name);
    Risk risk = assessments.risk(model.id());
    var fresh = new Known(size, model, risk, assessments.isOutdated(model, risk));
    synchronized (known) {
      known.put(name, fresh);
    }
    return fresh;
  }
}
