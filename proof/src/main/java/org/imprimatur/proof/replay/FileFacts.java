// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Elsewhere;

/** Which versions of any model have which files, as the acts so far tell it. */
final class FileFacts implements Elsewhere {
  private final Map<Digest, List<VersionRegistered>> byFiles = new HashMap<>();
  private final Map<String, List<VersionRegistered>> byModel = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  void apply(ModelAct act) {
    if (act instanceof ModelRegistered registered) {
      names.putIfAbsent(registered.model(), registered.modelName());
    } else if (act instanceof VersionRegistered version) {
      byFiles.computeIfAbsent(version.manifest(), _ -> new ArrayList<>()).add(version);
      byModel.computeIfAbsent(version.model(), _ -> new ArrayList<>()).add(version);
    }
  }

  @Override
  public List<VersionRegistered> ofFiles(Digest manifest) {
    return Collections.unmodifiableList(byFiles.getOrDefault(manifest, List.of()));
  }

  @Override
  public List<VersionRegistered> ofModel(String model) {
    return Collections.unmodifiableList(byModel.getOrDefault(model, List.of()));
  }

  @Override
  public String name(String model) {
    return names.getOrDefault(model, model);
  }
}
