// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Elsewhere;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions of every model as the log tells it; what was read once is kept while it is asked. */
final class StoredElsewhere implements Elsewhere {
  private static final Optional<String> REGISTERED = Optional.of("act:version.registered");

  private final JdbcClient db;
  private final Map<Digest, List<VersionRegistered>> files = new HashMap<>();
  private final Map<String, List<VersionRegistered>> models = new HashMap<>();

  StoredElsewhere(JdbcClient db) {
    this.db = db;
  }

  @Override
  public List<VersionRegistered> ofFiles(Digest manifest) {
    return files.computeIfAbsent(
        manifest,
        one ->
            mentioning(one.toString()).stream()
                .filter(version -> version.manifest().equals(one))
                .toList());
  }

  @Override
  public List<VersionRegistered> ofModel(String model) {
    return models.computeIfAbsent(
        model,
        one -> mentioning(one).stream().filter(version -> version.model().equals(one)).toList());
  }

  private List<VersionRegistered> mentioning(String thing) {
    return Entries.ofEach(db, List.of(thing), REGISTERED)
        .getOrDefault(thing, List.<Act>of())
        .stream()
        .filter(VersionRegistered.class::isInstance)
        .map(VersionRegistered.class::cast)
        .toList();
  }

  @Override
  public String name(String model) {
    return ModelStore.name(db, model).orElse(model);
  }
}
