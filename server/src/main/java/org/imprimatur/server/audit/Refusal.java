// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.List;

/**
 * Why something was not done: a code that stays the same, what happened to which thing, every
 * reason, and what to do.
 */
public record Refusal(String code, int status, String sentence, List<String> reasons, String help) {
  public Refusal {
    reasons = List.copyOf(reasons);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("A refusal has an HTTP status from 400 to 599.");
    }
  }
}
