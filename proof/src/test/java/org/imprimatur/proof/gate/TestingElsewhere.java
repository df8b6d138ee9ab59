// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.List;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;

/** Versions of several models, in the log's order. */
record TestingElsewhere(List<VersionRegistered> versions) implements Elsewhere {
  static Elsewhere of(VersionRegistered... versions) {
    return new TestingElsewhere(List.of(versions));
  }

  @Override
  public List<VersionRegistered> ofFiles(Digest manifest) {
    return versions.stream().filter(one -> one.manifest().equals(manifest)).toList();
  }

  @Override
  public List<VersionRegistered> ofModel(String model) {
    return versions.stream().filter(one -> one.model().equals(model)).toList();
  }

  @Override
  public String name(String model) {
    return model;
  }
}
