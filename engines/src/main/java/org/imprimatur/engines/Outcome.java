// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import org.imprimatur.proof.json.Json;

/** What became of a job. */
public sealed interface Outcome {
  /** The check was computed; the record is {@code evidence/v1}. */
  record Computed(Json.Obj evidence) implements Outcome {}

  /** The check could not be computed. The code is stable, the message can be shown. */
  record Failed(String code, String message) implements Outcome {}
}
