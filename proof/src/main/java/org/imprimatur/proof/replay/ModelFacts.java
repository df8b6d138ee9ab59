// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;

/** A model as the acts so far tell it; the latest of each thing counts. */
final class ModelFacts {
  private final ModelRegistered registered;
  private final List<Act> acts = new ArrayList<>();
  private final SortedMap<Long, Version> versions = new TreeMap<>();
  private final Map<Digest, Set<Object>> cutoffs = new HashMap<>();
  private String owner;
  private Digest use;
  private Optional<Digest> promises = Optional.empty();
  private Optional<Digest> envelope = Optional.empty();
  private Optional<RiskAnswered> answered = Optional.empty();
  private Optional<RiskConfirmed> confirmed = Optional.empty();
  private Optional<ExaminationRegistered> examination = Optional.empty();

  ModelFacts(ModelRegistered registered) {
    this.registered = registered;
    this.owner = registered.owner();
    this.use = registered.use();
    acts.add(registered);
  }

  /** A version with the stage where it stands. */
  record Version(VersionRegistered registered, String stage) {}

  void apply(Act act) {
    acts.add(act);
    switch (act) {
      case ModelHanded handed -> owner = handed.owner();
      case UseStated stated -> use = stated.use();
      case PromisesStated stated -> promises = Optional.of(stated.promises());
      case EnvelopeStated stated -> envelope = Optional.of(stated.envelope());
      case RiskAnswered given -> {
        answered = Optional.of(given);
        // New answers need a new confirmation.
        confirmed = Optional.empty();
      }
      case RiskConfirmed given -> confirmed = Optional.of(given);
      case ExaminationRegistered given -> examination = Optional.of(given);
      case VersionRegistered given -> {
        if (!versions.containsKey(given.version())) {
          versions.put(given.version(), new Version(given, VersionRegistered.STAGE));
          cutoffs
              .computeIfAbsent(given.manifest(), _ -> new HashSet<>())
              .add(number(given.cutoff()));
        }
      }
      case VersionPromoted promoted -> moved(promoted.version(), promoted.to());
      case VersionBypassed bypassed -> moved(bypassed.version(), bypassed.move().to());
      case BypassReversed reversed -> moved(reversed.version(), reversed.move().to());
      case RemovalAct gone -> moved(gone.version(), gone.to());
      case FoundingAct _,
          PeopleAct _,
          PolicyAct _,
          ModelAct _,
          RunnerAct _,
          SubmissionAct _,
          ReviewAct _,
          DecisionAct _,
          GateAct _,
          MonitoringAct _,
          SeedAct _,
          SampleAct _,
          HoursAct _,
          ImpactAct _ -> {}
    }
  }

  private void moved(long version, String stage) {
    versions.computeIfPresent(version, (_, old) -> new Version(old.registered(), stage));
  }

  /** The submissions of a version, in the order they were opened. */
  List<SubmissionOpened> submissions(long version) {
    return acts.stream()
        .filter(SubmissionOpened.class::isInstance)
        .map(SubmissionOpened.class::cast)
        .filter(opened -> opened.version() == version)
        .toList();
  }

  Version version(long number) throws UnestablishedException {
    Version version = versions.get(number);
    if (version == null) {
      throw new UnestablishedException(
          "version.unknown",
          "The model " + registered.modelName() + " has no version " + number + ".");
    }
    return version;
  }

  boolean hasVersion(long number) {
    return versions.containsKey(number);
  }

  /** Whether the same bytes stand under the same cut-off already. */
  boolean hasVersion(Digest manifest, String cutoff) {
    return cutoffs.getOrDefault(manifest, Set.of()).contains(number(cutoff));
  }

  /** A cut-off by its value, so that 0.4 is 0.40; one that is no number stays a word. */
  private static Object number(String cutoff) {
    try {
      // Adding nothing makes -0 the same as 0.
      return Double.parseDouble(cutoff) + 0.0;
    } catch (NumberFormatException _) {
      return cutoff;
    }
  }

  long nextVersion() {
    return versions.isEmpty() ? 1 : versions.lastKey() + 1;
  }

  /** Whether one of these had a hand in the model or in any version so far. */
  boolean touchedBy(Set<String> persons) {
    return persons.contains(registered.by())
        || versions.values().stream()
            .map(Version::registered)
            .anyMatch(
                version ->
                    persons.contains(version.by())
                        || version.contributors().stream().anyMatch(persons::contains));
  }

  String name() {
    return registered.modelName();
  }

  /** Who answers for it now. */
  String owner() {
    return owner;
  }

  Instant since() {
    return registered.at();
  }

  /** The policy that it was registered under; a newer one of the same name may govern it. */
  Digest registeredUnder() {
    return registered.policy();
  }

  Digest use() {
    return use;
  }

  Optional<Digest> promises() {
    return promises;
  }

  /** The change envelope that it states now, whoever signed one. */
  Optional<Digest> envelope() {
    return envelope;
  }

  Optional<RiskAnswered> answered() {
    return answered;
  }

  /** The confirmation of the latest answers. */
  Optional<RiskConfirmed> confirmed() {
    return confirmed;
  }

  Optional<Digest> examination() {
    return examination.map(ExaminationRegistered::examination);
  }

  /** All acts of the model and of its submissions, in the log's order. */
  List<Act> acts() {
    return Collections.unmodifiableList(acts);
  }
}
