// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.gate.Decisions;

/** A submission as the acts so far tell it. */
final class SubmissionFacts {
  private final SubmissionOpened opened;
  private final List<EvidenceRecorded> evidence = new ArrayList<>();
  private final List<SignoffGiven> signOffs = new ArrayList<>();
  private Decisions decisions = Decisions.NONE;
  private final Set<String> recused = new TreeSet<>();
  private Optional<VerdictGiven> verdict = Optional.empty();
  private Optional<VersionPromoted> promoted = Optional.empty();
  private boolean withdrawn;
  private boolean attested;

  SubmissionFacts(SubmissionOpened opened) {
    this.opened = opened;
  }

  void apply(Act act) {
    decisions = decisions.after(act);
    switch (act) {
      case EvidenceRecorded recorded -> evidence.add(recorded);
      case SignoffGiven given -> signOffs.add(given);
      case SignoffWithdrawn back ->
          signOffs.removeIf(given -> given.signoff().equals(back.signoff()));
      case SignerRecused back -> recused.add(back.by());
      case VersionBypassed bypassed -> recused.addAll(bypassed.persons());
      case SubmissionWithdrawn _ -> withdrawn = true;
      case VerdictGiven given -> verdict = Optional.of(given);
      case VersionPromoted last -> promoted = Optional.of(last);
      case AttestationIssued _ -> attested = true;
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

  SubmissionOpened opened() {
    return opened;
  }

  /** In the order it was recorded. */
  List<EvidenceRecorded> evidence() {
    return Collections.unmodifiableList(evidence);
  }

  /** Given and not withdrawn, in order. */
  List<SignoffGiven> signOffs() {
    return Collections.unmodifiableList(signOffs);
  }

  Optional<SignoffGiven> signOff(String id) {
    return signOffs.stream().filter(given -> given.signoff().equals(id)).findFirst();
  }

  Decisions decisions() {
    return decisions;
  }

  /** Who stepped back from signing, or took it past the gate. */
  Set<String> recused() {
    return Collections.unmodifiableSet(recused);
  }

  long nextRevision() {
    return evidence.size() + 1L;
  }

  boolean open() {
    return promoted.isEmpty() && !withdrawn;
  }

  /** The last verdict; of a promoted submission the one that promoted it. */
  Optional<VerdictGiven> verdict() {
    return verdict;
  }

  Optional<VersionPromoted> promoted() {
    return promoted;
  }

  boolean attested() {
    return attested;
  }
}
