// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.seed.Seed;
import org.imprimatur.proof.seed.SeedConduct;

/**
 * Seeded cases: whoever commits to one may, what is revealed is what was committed to, in time, and
 * no version known to be bad comes past a gate.
 */
final class SeedRules {
  private final Ground ground;
  private final Overdue<SeedCommitted> overdue = new Overdue<>();

  SeedRules(Ground ground) {
    this.ground = ground;
  }

  /** Looks at what has to have happened before an act, and at what a case must never come to. */
  void before(Act act) {
    for (SeedCommitted one : overdue.over(act.at())) {
      unless(
          facts().isRevealed(one),
          "seed.overdue",
          "The commitment %s of %s was to be revealed until %s."
              .formatted(one.seed(), one.at(), Seed.due(one.at())));
    }
    switch (act) {
      case VersionPromoted one -> never(one.model(), one.version());
      case VersionBypassed one -> never(one.model(), one.version());
      case SubmissionOpened one -> never(one.model(), one.version());
      case Act _ -> {}
    }
  }

  private void never(String model, long version) {
    boolean bad =
        facts().isCase(model, version)
            || Seed.source(ground.facts().files(), model, version)
                .filter(first -> facts().isCase(first.model(), first.version()))
                .isPresent();
    unless(
        !bad,
        "submission.seeded",
        "Version %d of %s is known to be bad: it was a seeded case, or has the files that came with one."
            .formatted(version, model));
  }

  void check(SeedAct act) throws UnestablishedException {
    switch (act) {
      case SeedCommitted one -> {
        unless(
            SeedConduct.isSteward(ground.facts().staff(), one.by()),
            "seed.steward",
            one.by() + " does not hold the role steward by two persons.");
        if (facts().committed(one.seed()).isEmpty()) {
          overdue.add(Seed.due(one.at()), one);
        }
        unless(
            facts().committed(one.seed()).isEmpty(),
            "id.taken",
            "The commitment " + one.seed() + " was made before.");
        unless(!facts().uses(one.commitment()), "seed.same", "The same was committed to before.");
      }
      case SeedRevealed one -> revealed(one);
    }
  }

  private void revealed(SeedRevealed act) throws UnestablishedException {
    Optional<SeedFacts.Committed> commitment = facts().committed(act.seed());
    if (commitment.isEmpty()) {
      throw new UnestablishedException(
          "seed.unknown", "Nobody committed to anything as " + act.seed() + ".");
    }
    unless(!facts().isRevealed(act), "seed.twice", act.seed() + " was revealed before.");
    List<Act> since = act.bad().map(bad -> facts().since(bad, commitment.get())).orElse(List.of());
    ground.findings().add(SeedConduct.against(act, commitment.get().act(), since));
    if (act.bad().isPresent()) {
      revealed(act.bad().get(), commitment.get());
    }
  }

  private void revealed(Case bad, SeedFacts.Committed commitment) throws UnestablishedException {
    Optional<VersionRegistered> registered = registered(bad);
    ground
        .findings()
        .add(
            SeedConduct.against(
                commitment.act().by(), bad, registered, facts().before(bad, commitment)));
    unless(
        registered.filter(one -> one.at().isAfter(commitment.act().at())).isEmpty(),
        "seed.version",
        "The version was registered after the commitment to it.");
    unless(
        !facts().isCase(bad.model(), bad.version()),
        "seed.same",
        "Two commitments are to version %d of %s.".formatted(bad.version(), bad.model()));
    ground.blobs().bytes(bad.defect());
  }

  private Optional<VersionRegistered> registered(Case bad) throws UnestablishedException {
    if (!ground.facts().hasModel(bad.model())) {
      return Optional.empty();
    }
    ModelFacts model = ground.facts().model(bad.model());
    return model.hasVersion(bad.version())
        ? Optional.of(model.version(bad.version()).registered())
        : Optional.empty();
  }

  private SeedFacts facts() {
    return ground.facts().seeds();
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
