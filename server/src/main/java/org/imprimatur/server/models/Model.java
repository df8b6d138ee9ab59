// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.time.Instant;
import java.util.Collections;
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
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A model as its acts tell it.
 *
 * @param owner who answers for it now
 * @param envelope the change envelope that is stated now, whoever signed one
 * @param production the version that entered production last
 */
public record Model(
    ModelRegistered registered,
    String owner,
    Digest use,
    Optional<Digest> promises,
    Optional<Digest> envelope,
    SortedMap<Long, Version> versions,
    Optional<Long> production) {
  public Model {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /**
   * The version that entered production after this one, which was not taken out of it: what its
   * gate said stands, but it is no longer the one that is watched.
   */
  public Optional<Long> replacing(Version version) {
    return version.stage().equals(Watch.PRODUCTION)
        ? production.filter(newest -> newest != version.number())
        : Optional.empty();
  }

  /** Whether it had versions, and the life of each is over. */
  public boolean isRetired() {
    return !versions.isEmpty()
        && versions.values().stream().allMatch(one -> one.stage().equals(VersionRetired.STAGE));
  }

  /** The model that these acts give, in the log's order; empty where none registers it. */
  static Optional<Model> of(Iterable<Act> acts) {
    Optional<Model> model = Optional.empty();
    for (Act act : acts) {
      model =
          act instanceof ModelRegistered registered
              ? Optional.of(
                  new Model(
                      registered,
                      registered.owner(),
                      registered.use(),
                      Optional.empty(),
                      Optional.empty(),
                      Collections.emptySortedMap(),
                      Optional.empty()))
              : model.map(known -> known.after(act));
    }
    return model;
  }

  private Model after(Act act) {
    return switch (act) {
      case ModelHanded handed ->
          new Model(registered, handed.owner(), use, promises, envelope, versions, production);
      case UseStated stated ->
          new Model(registered, owner, stated.use(), promises, envelope, versions, production);
      case PromisesStated stated ->
          new Model(
              registered,
              owner,
              use,
              Optional.of(stated.promises()),
              envelope,
              versions,
              production);
      case EnvelopeStated stated ->
          new Model(
              registered,
              owner,
              use,
              promises,
              Optional.of(stated.envelope()),
              versions,
              production);
      case VersionRegistered version -> with(Version.of(version), production);
      case CardFiled card -> with(version(card.version()).with(card), production);
      case VersionPromoted ratified when owes(ratified) ->
          with(version(ratified.version()).ratified(ratified), production);
      case VersionBypassed past ->
          with(
              version(past.version()).past(past, production),
              past.move().to().equals(Watch.PRODUCTION) ? Optional.of(past.version()) : production);
      case BypassReversed back -> reversed(version(back.version()), back);
      case VersionPromoted promoted -> promoted(promoted.version(), promoted.to());
      case RemovalAct removed -> gone(removed.version(), removed.to());
      case VersionRestored back ->
          with(version(back.version()).in(Watch.PRODUCTION), Optional.of(back.version()));
      case VersionSuspended by ->
          with(version(by.version()).suspended(Optional.of(by)), production);
      case VersionReinstated back ->
          with(version(back.version()).suspended(Optional.empty()), production);
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
          ImpactAct _ ->
          this;
    };
  }

  private boolean owes(VersionPromoted promoted) {
    return find(promoted.version())
        .flatMap(Version::debt)
        .filter(debt -> debt.act().submission() == promoted.submission())
        .isPresent();
  }

  private Model promoted(long number, String to) {
    return to.equals(Watch.PRODUCTION)
        ? with(version(number).in(to), Optional.of(number))
        : gone(number, to);
  }

  /** In another stage; where it held production, nothing does. */
  private Model gone(long number, String to) {
    return with(version(number).in(to), production.filter(held -> held != number));
  }

  /** Back to where it came from; in production stands again what stood there before. */
  private Model reversed(Version version, BypassReversed back) {
    Optional<Long> before =
        version
            .debt()
            .flatMap(Version.Debt::before)
            .filter(number -> version(number).stage().equals(Watch.PRODUCTION));
    boolean current = production.equals(Optional.of(version.number()));
    return with(
        version.suspended(Optional.empty()).in(back.move().to()), current ? before : production);
  }

  private Model with(Version version, Optional<Long> inProduction) {
    SortedMap<Long, Version> changed = new TreeMap<>(versions);
    changed.put(version.number(), version);
    return new Model(registered, owner, use, promises, envelope, changed, inProduction);
  }

  private Version version(long number) {
    return find(number)
        .orElseThrow(() -> new IllegalStateException("There is no version " + number + "."));
  }

  public Optional<Version> find(long number) {
    return Optional.ofNullable(versions.get(number));
  }

  public String id() {
    return registered.model();
  }

  public String name() {
    return registered.modelName();
  }

  /** The policy that it was registered under; a newer one of the same name may govern it. */
  public Digest registeredUnder() {
    return registered.policy();
  }

  public Instant since() {
    return registered.at();
  }

  /** Whether one of these persons registered the model or had a hand in any of its versions. */
  public boolean isTouchedBy(Set<String> persons) {
    return persons.contains(registered.by())
        || versions.values().stream()
            .map(Version::registered)
            .anyMatch(
                version ->
                    persons.contains(version.by())
                        || version.contributors().stream().anyMatch(persons::contains));
  }

  long next() {
    return versions.isEmpty() ? 1 : versions.lastKey() + 1;
  }
}
