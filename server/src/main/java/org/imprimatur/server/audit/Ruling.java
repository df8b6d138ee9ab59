// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.List;
import org.imprimatur.proof.act.Act;

/** What a decision comes to: acts to record with an answer, or a refusal that leaves nothing. */
public sealed interface Ruling<T> {
  record Granted<T>(List<Act> acts, T answer) implements Ruling<T> {
    public Granted {
      acts = List.copyOf(acts);
    }
  }

  record Refused<T>(Refusal refusal) implements Ruling<T> {}
}
