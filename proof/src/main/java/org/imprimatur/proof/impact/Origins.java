// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;

/** Reads what a version was made of, which stands in documents and not in the acts. */
public interface Origins {
  /** The data sets and the files of one version. */
  List<Origin> of(VersionRegistered version);

  /**
   * Something that a version was made of.
   *
   * @param how in words that follow "version 2"
   */
  record Origin(Digest digest, String how) {}

  /**
   * What two documents name by a digest.
   *
   * @param lineage lineage/v1
   * @param manifest manifest/v1
   */
  static List<Origin> read(Json.Obj lineage, Json.Obj manifest) {
    List<Origin> origins = new ArrayList<>();
    if (lineage.find("datasets").orElse(Json.nothing()) instanceof Json.Arr sets) {
      for (Json set : sets.values()) {
        if (set instanceof Json.Obj data && data.find("digest").isPresent()) {
          origins.add(
              new Origin(
                  Digest.parse(data.string("digest")), "was trained on " + data.string("name")));
        }
      }
    }
    for (Manifest.File file : Manifest.fromJson(manifest).files()) {
      origins.add(new Origin(file.digest(), "has it as the file " + file.path()));
    }
    return List.copyOf(origins);
  }
}
