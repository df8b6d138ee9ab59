// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.math.BigDecimal;
import org.imprimatur.proof.json.Json;

/**
 * A number that a card states for a known metric.
 *
 * @param value as a share, where the card writes per cent
 * @param line the line of the card, from 1
 * @param unsure why it may be no claim about this model on its test set; empty for a claim
 */
public record Claim(String metric, BigDecimal value, int line, String unsure) {
  public boolean isSure() {
    return unsure.isEmpty();
  }

  /** How many decimals the card writes. */
  public int decimals() {
    return Math.max(0, value.scale());
  }

  public Json toJson() {
    Json.Builder json =
        Json.obj()
            .put("metric", metric)
            .put("value", value.doubleValue())
            .put("decimals", decimals())
            .put("where", line);
    return isSure() ? json.build() : json.put("why", unsure).build();
  }
}
