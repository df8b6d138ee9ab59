// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.InForce;
import org.imprimatur.proof.gate.Staffing;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.policies.Risk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens, finds and withdraws submissions. */
@Component
public final class Submissions {
  private final Audit audit;
  private final Database database;
  private final Ground ground;

  private static final String SIGNED = "act:signoff.given";

  /** Submissions of which a sign-off has terms, as far as the log was read for them. */
  private final SortedSet<Long> conditional = new TreeSet<>();

  private long read;

  Submissions(Audit audit, Database database, Ground ground) {
    this.audit = audit;
    this.database = database;
    this.ground = ground;
  }

  /** What a submission stands on. */
  @Component
  record Ground(
      Models models,
      Assessments assessments,
      Policies policies,
      Proposals proposals,
      Dockets dockets) {}

  /** Opens a submission and pins everything that it rests on. */
  public Submission open(Caller caller, String name, long number, String gate) {
    return open(caller, new Wish(name, number, gate, false));
  }

  /**
   * Opens one under the change envelope that people signed last; it pins none of its own. Nobody
   * chooses which.
   */
  public Submission openUnderEnvelope(Caller caller, String name, long number, String gate) {
    return open(caller, new Wish(name, number, gate, true));
  }

  private Submission open(Caller caller, Wish wish) {
    caller.needs(Permission.PROPOSE);
    return get(audit.record(moment -> decide(moment, caller, wish)));
  }

  private record Wish(String model, long version, String gate, boolean under) {}

  private Ruling<Long> decide(Moment moment, Caller caller, Wish wish) {
    JdbcClient db = moment.db();
    Model model = ground.models().get(db, wish.model());
    Optional<Version> version = model.find(wish.version());
    if (version.isEmpty()) {
      return refused("version.unknown", 404, "The model has no version " + wish.version() + ".");
    }
    Optional<Digest> pinned = ground.policies().pinned(db, model);
    if (pinned.isEmpty()) {
      return refused(
          "submission.policy", 409, "The policy of " + wish.model() + " was never published.");
    }
    Digest governing = pinned.get();
    Policy policy = ground.policies().read(governing);
    Policy.Gate gate = policy.gates().get(wish.gate());
    if (gate == null) {
      return refused("gate.unknown", 422, "The policy has no gate " + wish.gate() + ".");
    }
    Risk risk = ground.assessments().risk(db, model.id());
    if (risk.confirmed().isEmpty()) {
      return refused(
          "submission.risk",
          409,
          "Nobody has confirmed the risk tier of " + wish.model() + " yet.");
    }
    if (ground.assessments().isOutdated(db, model, risk.answered().orElseThrow())) {
      return refused(
          "risk.outdated",
          409,
          "The policy ranks models otherwise since the risk questions of "
              + wish.model()
              + " were answered. Answer them again.");
    }
    String tier = risk.confirmed().get().tier();
    OptionalLong under = wish.under() ? inForce(db, model, wish.gate()) : OptionalLong.empty();
    if (wish.under() && under.isEmpty()) {
      return refused(
          "submission.envelope",
          409,
          "%s has no change envelope in force for the gate %s. Submit without it."
              .formatted(wish.model(), wish.gate()));
    }
    Optional<Refusal> refusal = refusal(moment, model, version.get(), gate, tier);
    if (refusal.isEmpty() && needsExamination(gate, tier) && risk.examination().isEmpty()) {
      return refused(
          "submission.examination",
          409,
          "A custodian has not registered the examination of " + wish.model() + " yet.");
    }
    return refusal
        .<Ruling<Long>>map(Ruling.Refused::new)
        .orElseGet(
            () ->
                opened(
                    moment,
                    caller,
                    version.get(),
                    new Pinned(model, governing, wish.gate(), risk, under)));
  }

  /** The submission whose envelope counts now; one that a suspension ended is none. */
  private OptionalLong inForce(JdbcClient db, Model model, String gate) {
    return InForce.latest(ground.models().history(db, model.id()))
        .filter(one -> one.opened().gate().equals(gate) && one.suspended().isEmpty())
        .map(one -> OptionalLong.of(one.submission()))
        .orElse(OptionalLong.empty());
  }

  private record Pinned(Model model, Digest policy, String gate, Risk risk, OptionalLong under) {}

  private Ruling<Long> opened(Moment moment, Caller caller, Version version, Pinned pinned) {
    long number = SubmissionStore.next(moment.db());
    var act =
        new SubmissionOpened(
            caller.stamp(moment, Permission.PROPOSE),
            number,
            pinned.model().id(),
            version.number(),
            pinned.gate(),
            version.manifest(),
            pinned.model().use(),
            pinned.policy(),
            pinned.risk().confirmed().map(RiskConfirmed::assessment).orElseThrow(),
            pinned.risk().examination().map(ExaminationRegistered::examination),
            pinned.model().promises(),
            pinned.under().isPresent() ? Optional.empty() : pinned.model().envelope(),
            pinned.under());
    List<Verdict.Reason> against = ground.proposals().against(moment.db(), act);
    return against.isEmpty()
        ? Ruling.granted(act, number)
        : new Ruling.Refused<>(examinee(pinned.model(), against));
  }

  private static Refusal examinee(Model model, List<Verdict.Reason> against) {
    return new Refusal(
        against.getFirst().code(),
        409,
        "Whoever has a hand in " + model.name() + " does not set its exam.",
        against.stream().map(Verdict.Reason::sentence).toList(),
        "Let one person propose the next policy of this name and another publish it, both without"
            + " a hand in the model. Then open the submission.");
  }

  private Optional<Refusal> refusal(
      Moment moment, Model model, Version version, Policy.Gate gate, String tier) {
    JdbcClient db = moment.db();
    if (!gate.takes(version.stage())) {
      return Optional.of(
          refusal(
              "gate.stage",
              409,
              "Version %d stands in %s; this gate is entered from %s."
                  .formatted(version.number(), version.stage(), String.join(", ", gate.from())),
              List.of()));
    }
    Optional<Long> open = SubmissionStore.open(db, model.id(), version.number(), gate.stage());
    if (open.isPresent()) {
      return Optional.of(
          refusal(
              "submission.exists",
              409,
              "Submission " + open.get() + " takes this version through this gate already.",
              List.of()));
    }
    List<String> gaps =
        Staffing.gaps(gate, tier, ground.dockets().people(db, model, version, tier, moment.at()));
    return gaps.isEmpty()
        ? Optional.empty()
        : Optional.of(refusal("submission.unsatisfiable", 409, "Nobody can pass this gate.", gaps));
  }

  private static boolean needsExamination(Policy.Gate gate, String tier) {
    return gate.requirements().stream()
        .filter(requirement -> requirement.tiers().contains(tier))
        .anyMatch(
            requirement ->
                switch (requirement) {
                  case Requirement.Check check ->
                      EvidenceClasses.ON_TEST_SET.contains(check.evidenceClass());
                  case Requirement.Measured measured ->
                      EvidenceClasses.ON_TEST_SET.contains(measured.evidenceClass());
                  case Requirement.Document _,
                      Requirement.Findings _,
                      Requirement.SignOff _,
                      Requirement.Veto _,
                      Requirement.AnyOf _ ->
                      false;
                });
  }

  /** Ends a submission undecided. */
  public Submission withdraw(Caller caller, long number) {
    caller.needs(Permission.PROPOSE);
    audit.record(
        moment -> {
          Stamp stamp = caller.stamp(moment, Permission.PROPOSE);
          Submission submission = get(moment.db(), number);
          if (submission.status() != Submission.Status.OPEN) {
            return refused("submission.closed", 409, "Submission " + number + " has ended.");
          }
          Docket docket = ground.dockets().read(moment.db(), submission);
          if (!docket.mayWithdraw(caller.id())) {
            return refused(
                "submission.withdrawn-by",
                403,
                "Only whoever opened submission %d, or owns its model, withdraws it."
                    .formatted(number));
          }
          if (docket.debt().isPresent()) {
            return refused(
                "submission.debt",
                409,
                "Its version came past the gate by break-glass. Roll it back first, or ratify it.");
          }
          Optional<SubmissionHeld> held = docket.decided().decisions().holds().current();
          if (held.isPresent() && !docket.mayEndHold(caller.id(), moment.at())) {
            return refused(
                "submission.held",
                409,
                "The submission is on hold by %s, and only whoever may end that withdraws it."
                    .formatted(held.get().by()));
          }
          return Ruling.granted(new SubmissionWithdrawn(stamp, number), number);
        });
    return get(number);
  }

  public Submission get(long number) {
    return get(database.reader(), number);
  }

  public Submission get(JdbcClient db, long number) {
    return SubmissionStore.find(db, number)
        .orElseThrow(
            () ->
                new RefusedException(
                    refusal(
                        "submission.unknown",
                        404,
                        "There is no submission " + number + ".",
                        List.of())));
  }

  /** A submission without its acts, where there is one. */
  public Optional<SubmissionRow> row(long number) {
    return SubmissionStore.row(database.reader(), number);
  }

  /** The newest of a model without their acts. */
  public List<SubmissionRow> newest(String model, int count) {
    return SubmissionStore.newest(database.reader(), model, count);
  }

  /** A page of submissions below a number, newest first. */
  public List<Submission> below(long number, boolean openOnly, int count) {
    JdbcClient reader = database.reader();
    return SubmissionStore.below(reader, number, openOnly, count).stream()
        .map(one -> get(reader, one))
        .toList();
  }

  /** The numbers of the newest open submissions. */
  public List<Long> open(int count) {
    return SubmissionStore.below(database.reader(), Long.MAX_VALUE, true, count);
  }

  /**
   * Promoted submissions of which a sign-off ever had terms, in order. The log is read once for
   * these; later only what is new of it.
   */
  public synchronized List<Long> promotedConditionally() {
    JdbcClient db = database.reader();
    for (Entries.Entry entry : Entries.mentioning(db, SIGNED, read)) {
      read = entry.position() + 1;
      if (entry.act() instanceof SignoffGiven given && given.terms().isPresent()) {
        conditional.add(given.submission());
      }
    }
    return conditional.stream()
        .filter(
            number ->
                SubmissionStore.row(db, number)
                    .filter(row -> row.status().equals(Submission.Status.PROMOTED.word()))
                    .isPresent())
        .toList();
  }

  /** The numbers of all submissions of a model, in order. */
  public List<Long> numbers(JdbcClient db, String model) {
    return SubmissionStore.ofModel(db, model);
  }

  /** The models of submissions by their numbers; none of a submission that is not there. */
  public Map<Long, String> models(JdbcClient db, Set<Long> numbers) {
    return SubmissionStore.models(db, numbers);
  }

  /** All submissions of a model without their acts, oldest first. */
  public List<SubmissionRow> rows(String model) {
    return SubmissionStore.rows(database.reader(), model);
  }

  /** All submissions of a model, oldest first. */
  public List<Submission> ofModel(String model) {
    JdbcClient reader = database.reader();
    return SubmissionStore.ofModel(reader, model).stream().map(one -> get(reader, one)).toList();
  }

  /** The numbers of all submissions of a model, oldest first. */
  public List<Long> numbers(String model) {
    return numbers(database.reader(), model);
  }

  /** The open submissions of a model, oldest first. */
  public List<SubmissionRow> openOf(String model) {
    return openOf(database.reader(), model);
  }

  public List<SubmissionRow> openOf(JdbcClient db, String model) {
    return SubmissionStore.openOf(db, model);
  }

  private static <T> Ruling<T> refused(String code, int status, String sentence) {
    return new Ruling.Refused<>(refusal(code, status, sentence, List.of()));
  }

  static Refusal refusal(String code, int status, String sentence, List<String> reasons) {
    return new Refusal(
        code, status, sentence, reasons, "See the model's page for what is missing.");
  }
}
