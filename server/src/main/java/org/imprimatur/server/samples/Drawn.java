// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.samples;

import java.util.List;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.proof.sample.Sample;
import org.imprimatur.proof.sample.SamplePlan;

/**
 * A sample with the decisions that were drawn for it.
 *
 * @param population how many it was drawn from
 * @param items in the order of the draw
 */
public record Drawn(Sample sample, SamplePlan plan, long population, List<Decided> items) {
  public Drawn {
    items = List.copyOf(items);
  }

  /** Whether it is every decision of the period, so that nothing is left to infer. */
  public boolean isCensus() {
    return items.size() == population;
  }

  /** How many requests there are in all. */
  public long asked() {
    return (long) items.size() * plan.requests().size();
  }

  public long answered() {
    return sample.latest().size();
  }
}
