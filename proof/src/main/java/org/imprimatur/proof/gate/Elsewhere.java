// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.List;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;

/** What is known of versions of every model: files do not change hands with their model's name. */
public interface Elsewhere {
  /** Where there is one model alone. */
  Elsewhere NOWHERE =
      new Elsewhere() {
        @Override
        public List<VersionRegistered> ofFiles(Digest manifest) {
          return List.of();
        }

        @Override
        public List<VersionRegistered> ofModel(String model) {
          return List.of();
        }

        @Override
        public String name(String model) {
          return model;
        }
      };

  /** The versions of any model that have these files, in the log's order. */
  List<VersionRegistered> ofFiles(Digest manifest);

  /** The versions of a model, in the log's order. */
  List<VersionRegistered> ofModel(String model);

  /** What people call the model. */
  String name(String model);

  /** Those of other models that had the same files before. */
  default List<VersionRegistered> before(VersionRegistered version) {
    return ofFiles(version.manifest()).stream()
        .takeWhile(one -> !one.equals(version))
        .filter(one -> !one.model().equals(version.model()))
        .toList();
  }
}
