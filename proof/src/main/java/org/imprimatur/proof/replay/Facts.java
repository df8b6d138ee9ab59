// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Publications;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.proof.seed.Seed;

/**
 * What stands after the acts so far: their fold. It takes every act that finds what it changes,
 * also one against which something was found, so that a replay can go on and find the rest.
 */
final class Facts {
  private final Map<String, Digest> persons = new HashMap<>();
  private final Staff staff = new Staff();
  private final TokenFacts tokens = new TokenFacts();
  private final Publications publications = new Publications();
  private final Map<String, ModelFacts> models = new HashMap<>();
  private final Set<String> modelNames = new HashSet<>();
  private final SubmissionsFacts submissions = new SubmissionsFacts();
  private final RunnersFacts runners = new RunnersFacts();
  private final PasskeyFacts passkeys = new PasskeyFacts();
  private final MonitoringFacts monitoring = new MonitoringFacts();
  private final SeedFacts seeds = new SeedFacts();
  private final SampleFacts samples = new SampleFacts();
  private final TakenFacts taken = new TakenFacts();
  private final CondemnationFacts condemnations = new CondemnationFacts();
  private final LookFacts looks = new LookFacts();
  private final FileFacts files = new FileFacts();
  private Optional<LogOpened> opening = Optional.empty();
  private Optional<Act> previous = Optional.empty();

  void apply(Act act) {
    seeds.apply(act, opening(act));
    switch (act) {
      case LogOpened opened -> opening = opening.or(() -> Optional.of(opened));
      case FoundingAct.SetupApplied _, FoundingAct.ClockLeapt _ -> {}
      case PeopleAct about -> apply(about);
      case PolicyAct about -> publications.apply(about);
      case ModelAct about -> apply(about);
      case RunnerAct about -> runners.apply(about);
      case SubmissionAct about -> apply(about);
      case ReviewAct about -> apply(about);
      case DecisionAct about -> {
        taken.apply(about);
        about(about.submission(), about);
      }
      case GateAct about -> apply(about);
      case MonitoringAct.SignalRecorded signal -> monitoring.apply(signal);
      case BatchAct batch -> monitoring.apply(batch);
      case MonitoringAct about -> {
        monitoring.apply(about);
        about(about.model(), about);
      }
      case SeedAct _ -> {}
      case SampleAct about -> samples.apply(about);
      case HoursAct _ -> {}
      case ImpactAct about -> condemnations.apply(about);
    }
    previous = Optional.of(act);
  }

  /** The opening of the submission that an act is about. */
  private Optional<SubmissionAct.SubmissionOpened> opening(Act act) {
    OptionalLong number = Seed.submission(act);
    return number.isPresent() ? opening(number.getAsLong()) : Optional.empty();
  }

  Optional<SubmissionAct.SubmissionOpened> opening(long submission) {
    return submissions.find(submission).map(SubmissionFacts::opened);
  }

  /** An entry that is no act; nothing follows from it. */
  void skip() {
    previous = Optional.empty();
  }

  private void apply(PeopleAct act) {
    staff.apply(act);
    switch (act) {
      case PeopleAct.PersonAdded added -> persons.putIfAbsent(added.person(), added.commitment());
      case PeopleAct.TokenIssued issued -> tokens.apply(issued);
      case PeopleAct.TokenRevoked revoked -> tokens.apply(revoked);
      case PeopleAct.PasskeyEnrolled enrolled -> passkeys.apply(enrolled);
      case PeopleAct.PasskeyRevoked revoked -> passkeys.apply(revoked);
      case PeopleAct.PersonLeft _,
          PeopleAct.RoleGiven _,
          PeopleAct.RoleWithdrawn _,
          PeopleAct.TeamJoined _,
          PeopleAct.TeamLeft _,
          PeopleAct.LinkIssued _,
          PeopleAct.CredentialSet _,
          RoleAct _,
          DutyAct _ -> {}
    }
  }

  private void apply(ModelAct act) {
    files.apply(act);
    switch (act) {
      case ModelAct.ModelRegistered registered -> {
        models.putIfAbsent(registered.model(), new ModelFacts(registered));
        modelNames.add(registered.modelName());
      }
      case ModelAct.ModelHanded handed -> about(handed.model(), act);
      case ModelAct.UseStated stated -> about(stated.model(), act);
      case ModelAct.PromisesStated stated -> about(stated.model(), act);
      case ModelAct.EnvelopeStated stated -> about(stated.model(), act);
      case ModelAct.RiskAnswered given -> about(given.model(), act);
      case ModelAct.RiskConfirmed given -> about(given.model(), act);
      case ModelAct.ExaminationRegistered given -> about(given.model(), act);
      case ModelAct.VersionRegistered given -> about(given.model(), act);
      case ModelAct.CardFiled card -> about(card.model(), act);
      // No gate and no rule of a model reads a field.
      case FieldAct _ -> {}
    }
  }

  private void about(String model, Act act) {
    ModelFacts facts = models.get(model);
    if (facts != null) {
      facts.apply(act);
    }
  }

  private void apply(SubmissionAct act) {
    switch (act) {
      case SubmissionAct.SubmissionOpened opened -> {
        submissions.opened(opened);
        about(opened.model(), act);
      }
      case SubmissionAct.SubmissionWithdrawn withdrawn -> about(withdrawn.submission(), act);
      case SubmissionAct.EvidenceRecorded recorded -> {
        opening(recorded.submission()).ifPresent(opened -> looks.apply(recorded, opened));
        about(recorded.submission(), act);
      }
      case SubmissionAct.EvidenceReproduced reproduced -> about(reproduced.submission(), act);
      case SubmissionAct.SignerRecused recused -> about(recused.submission(), act);
      case SubmissionAct.SignoffWithdrawn withdrawn -> about(withdrawn.submission(), act);
      case SubmissionAct.SignoffGiven given -> {
        taken.apply(given);
        about(given.submission(), act);
      }
    }
  }

  private void apply(ReviewAct act) {
    taken.apply(act);
    opening(act.submission()).ifPresent(opened -> about(opened.model(), act));
  }

  private void apply(GateAct act) {
    switch (act) {
      case GateAct.VerdictGiven given -> about(given.submission(), act);
      case GateAct.VersionPromoted promoted -> {
        condemnations.apply(promoted);
        about(promoted.submission(), act);
        about(promoted.model(), act);
        decided(act).ifPresent(samples::decided);
      }
      case GateAct.VersionBypassed bypassed -> {
        about(bypassed.submission(), act);
        about(bypassed.model(), act);
        decided(act).ifPresent(samples::decided);
      }
      case GateAct.BypassReversed reversed -> {
        about(reversed.submission(), act);
        about(reversed.model(), act);
      }
      case GateAct.AttestationIssued issued -> about(issued.submission(), act);
      case RollbackAct about -> about(about.model(), act);
    }
  }

  private Optional<Decided> decided(GateAct act) {
    return Decided.of(
        act,
        model -> Optional.ofNullable(models.get(model)).map(ModelFacts::acts).orElse(List.of()));
  }

  private void about(long submission, Act act) {
    submissions
        .apply(submission, act)
        .filter(_ -> changesItsModel(act))
        .ifPresent(facts -> about(facts.opened().model(), act));
  }

  private static boolean changesItsModel(Act act) {
    return act instanceof SubmissionAct
        || act instanceof DecisionAct.ChangesRequested
        || act instanceof DecisionAct.WaiverAsked
        || act instanceof DecisionAct.WaiverGranted
        || act instanceof DecisionAct.WaiverEnded;
  }

  Optional<LogOpened> opening() {
    return opening;
  }

  /** The entry before the one that is being looked at, if it could be read. */
  Optional<Act> previous() {
    return previous;
  }

  boolean knows(String person) {
    return persons.containsKey(person);
  }

  Digest commitment(String person) throws UnestablishedException {
    Digest commitment = persons.get(person);
    if (commitment == null) {
      throw new UnestablishedException("person.unknown", "Nobody was added as " + person + ".");
    }
    return commitment;
  }

  /** Whether the person holds the role everywhere. */
  boolean holds(String person, String role) {
    return staff.holds(person, role);
  }

  /** Everybody, as the acts so far tell it. */
  Staff staff() {
    return staff;
  }

  TokenFacts tokens() {
    return tokens;
  }

  /** Every policy that was published and proposed so far. */
  Publications publications() {
    return publications;
  }

  /** The policy under which the model's next submission is opened. */
  Digest governing(ModelFacts model) throws UnestablishedException {
    return publications
        .governing(model.registeredUnder())
        .orElseThrow(
            () ->
                new UnestablishedException(
                    "policy.unpublished", "The policy of " + model.name() + " was not published."))
        .policy();
  }

  /** Who has a hand in a model that the policies of this name govern. */
  Set<String> examinedUnder(String name) {
    Set<String> hands = new TreeSet<>();
    for (ModelFacts model : models.values()) {
      if (publications
          .governing(model.registeredUnder())
          .filter(policy -> policy.policyName().equals(name))
          .isPresent()) {
        hands.addAll(Contributors.ever(model.acts()));
      }
    }
    return hands;
  }

  /** The names of the models that the person owns, in a fixed order. */
  Set<String> ownedBy(String person) {
    Set<String> owned = new TreeSet<>();
    for (ModelFacts model : models.values()) {
      if (model.owner().equals(person)) {
        owned.add(model.name());
      }
    }
    return owned;
  }

  boolean hasModel(String model) {
    return models.containsKey(model);
  }

  boolean hasModelNamed(String name) {
    return modelNames.contains(name);
  }

  ModelFacts model(String model) throws UnestablishedException {
    ModelFacts facts = models.get(model);
    if (facts == null) {
      throw new UnestablishedException("model.unknown", "No model was registered as " + model);
    }
    return facts;
  }

  RunnersFacts runners() {
    return runners;
  }

  SubmissionsFacts submissions() {
    return submissions;
  }

  SubmissionFacts submission(long number) throws UnestablishedException {
    return submissions.get(number);
  }

  /** Which versions were measured on which test sets. */
  LookFacts looks() {
    return looks;
  }

  /** What was used up so far and stands in no other act. */
  TakenFacts taken() {
    return taken;
  }

  PasskeyFacts passkeys() {
    return passkeys;
  }

  SampleFacts samples() {
    return samples;
  }

  /** What is condemned. */
  CondemnationFacts condemnations() {
    return condemnations;
  }

  /** Every model, in no order. */
  Collection<ModelFacts> models() {
    return Collections.unmodifiableCollection(models.values());
  }

  FileFacts files() {
    return files;
  }

  SeedFacts seeds() {
    return seeds;
  }

  MonitoringFacts monitoring() {
    return monitoring;
  }
}
