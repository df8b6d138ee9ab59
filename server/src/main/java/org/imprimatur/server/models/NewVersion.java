// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;

/**
 * What is asked when a version is registered.
 *
 * @param cutoff a decimal from 0 to 1, kept as it was written
 */
public record NewVersion(Manifest manifest, String cutoff, Lineage lineage, Optional<Digest> card) {
  /**
   * Where a version comes from.
   *
   * @param contributors user names of people who had a hand in it, beside the one who registers it
   * @param unnamed how many more had, whom nobody can name; more than none and nobody can sign
   * @param documents data sets, commits and the model's output, as they go into lineage/v1
   */
  public record Lineage(
      List<Long> parents, List<String> contributors, long unnamed, Json.Obj documents) {
    public Lineage {
      parents = List.copyOf(parents);
      contributors = List.copyOf(contributors);
    }
  }
}
