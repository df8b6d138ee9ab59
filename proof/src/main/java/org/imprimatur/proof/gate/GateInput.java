// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.policy.Enforcement;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Everything that a verdict depends on; nothing else may. */
public record GateInput(
    Policy policy,
    Subject subject,
    Dossier dossier,
    List<SignOff> signOffs,
    People people,
    Decisions decisions,
    Optional<Under> under,
    Instant at) {
  public GateInput {
    signOffs = List.copyOf(signOffs);
  }

  /** Where it was opened under no change envelope. */
  public GateInput(
      Policy policy,
      Subject subject,
      Dossier dossier,
      List<SignOff> signOffs,
      People people,
      Decisions decisions,
      Instant at) {
    this(policy, subject, dossier, signOffs, people, decisions, Optional.empty(), at);
  }

  /** Where nobody decided anything beside signing. */
  public GateInput(
      Policy policy,
      Subject subject,
      Dossier dossier,
      List<SignOff> signOffs,
      People people,
      Instant at) {
    this(policy, subject, dossier, signOffs, people, Decisions.NONE, at);
  }

  /** The same asked in another tier; what the dossier says of its own stays. */
  public GateInput inTier(String tier) {
    var asked =
        new Subject(
            subject.policy(),
            subject.gate(),
            tier,
            subject.standing(),
            subject.bytes(),
            subject.exam());
    return new GateInput(policy, asked, dossier, signOffs, people, decisions, under, at);
  }

  /** What the gate asks and enforces now, in the policy's order; what is only watched is not. */
  public List<Requirement> asked() {
    return policy.enforced(subject.gate(), subject.tier(), lines(), at);
  }

  /** From when a requirement of the gate binds, while it is only watched; empty where it binds. */
  Optional<Enforcement.Begin> watched(Policy.Gate gate, Requirement one) {
    return gate.watched(one, subject.tier(), lines(), at);
  }

  private Set<String> lines() {
    return people.circumstances().lines();
  }

  /** The same as if everything in the policy were enforced. */
  public GateInput asIfEnforced() {
    return new GateInput(
        policy.withoutPhases(), subject, dossier, signOffs, people, decisions, under, at);
  }

  /** What the submission pinned, and where its version stands now. */
  public record Subject(
      Digest policy,
      String gate,
      String tier,
      Standing standing,
      Bytes bytes,
      Optional<Exam> exam) {}

  /**
   * Where the version stands now.
   *
   * @param moved what the submission pinned and the model has since replaced, such as "use"
   * @param champion the manifest of the version that holds the stage now
   * @param debts bypasses of the model, of other submissions, that nobody ratified or rolled back
   * @param condemned what of the submission rests on something that stands condemned
   */
  public record Standing(
      String stage,
      List<String> moved,
      Optional<Digest> champion,
      List<VersionBypassed> debts,
      Condemned condemned) {
    /** Where nothing is condemned. */
    public Standing(
        String stage, List<String> moved, Optional<Digest> champion, List<VersionBypassed> debts) {
      this(stage, moved, champion, debts, Condemned.NONE);
    }

    public Standing {
      moved = List.copyOf(moved);
      debts = List.copyOf(debts);
    }

    public static Standing at(String stage) {
      return new Standing(stage, List.of(), Optional.empty(), List.of());
    }
  }

  /** What of it rests on something that stands condemned. */
  Condemned condemned() {
    return subject.standing().condemned();
  }

  /** The version: its manifest and its cut-off (a decimal, as it was registered). */
  public record Bytes(Digest manifest, String cutoff) {}

  /** The examination that a custodian registered. */
  public record Exam(
      Digest digest,
      Digest testSet,
      String custodian,
      List<String> groups,
      Set<String> prohibited) {
    public Exam {
      groups = List.copyOf(groups);
      prohibited = Set.copyOf(prohibited);
    }
  }
}
