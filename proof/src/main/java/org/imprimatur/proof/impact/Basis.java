// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;

/**
 * Everything that a submission rests on, as the acts of its model tell it; of a promoted one, what
 * it rested on then.
 *
 * @param confirmed the confirmation of the tier that it pinned
 * @param evidence the last of each item of the dossier
 * @param signOffs given and not withdrawn, in order
 * @param waivers asked for and granted, and not ended
 * @param made what the version and those that it comes from were made of, by people
 * @param examinations that the model ever had, by their digest
 * @param lender the submission with which the change envelope was signed that it was opened under
 */
public record Basis(
    SubmissionOpened opened,
    Optional<RiskConfirmed> confirmed,
    List<EvidenceRecorded> evidence,
    List<SignoffGiven> signOffs,
    List<Granted> waivers,
    Made made,
    Map<Digest, ExaminationRegistered> examinations,
    Optional<Basis> lender) {
  public Basis {
    evidence = List.copyOf(evidence);
    signOffs = List.copyOf(signOffs);
    waivers = List.copyOf(waivers);
    examinations = Map.copyOf(examinations);
  }

  /** A waiver with whoever granted it. */
  public record Granted(WaiverAsked asked, WaiverGranted granted) {}

  /**
   * What was registered of a version.
   *
   * @param versions the version and those that it comes from, the nearest first
   * @param cards the newest card of the version
   * @param stated what the submission pins of the model, as it was stated last before
   */
  public record Made(
      List<VersionRegistered> versions, Optional<CardFiled> cards, List<Act> stated) {
    public Made {
      versions = List.copyOf(versions);
      stated = List.copyOf(stated);
    }
  }

  /**
   * Reads what a submission rests on.
   *
   * @param acts of the model, with those of its submissions, in the log's order
   */
  public static Basis of(Collection<? extends Act> acts, SubmissionOpened opened) {
    return new Reading(acts, opened).basis(true);
  }

  /** The links to a thing, each once; of several sign-offs in one seat the last counts. */
  public List<Link> links(Cause cause, Origins origins) {
    List<Link> links = new ArrayList<>(Links.of(this, cause, origins));
    Links.signOffs(lastWords(), cause).forEach(links::add);
    lender.ifPresent(
        base ->
            base.links(cause, origins)
                .forEach(link -> links.add(new Link.OfEnvelope(base.opened().submission(), link))));
    return List.copyOf(links);
  }

  private Collection<SignoffGiven> lastWords() {
    Map<List<String>, SignoffGiven> last = new LinkedHashMap<>();
    for (SignoffGiven given : signOffs) {
      last.put(List.of(given.by(), given.role(), given.delegator().orElse(given.by())), given);
    }
    return last.values();
  }

  /** Folds the acts of a model for one of its submissions. */
  private static final class Reading {
    private final Collection<? extends Act> acts;
    private final SubmissionOpened opened;
    private final Map<List<String>, EvidenceRecorded> evidence = new LinkedHashMap<>();
    private final Map<String, SignoffGiven> signOffs = new LinkedHashMap<>();
    private final Map<String, WaiverAsked> asked = new LinkedHashMap<>();
    private final Map<String, Granted> waivers = new LinkedHashMap<>();
    private final Map<Digest, ExaminationRegistered> examinations = new HashMap<>();
    private final Map<Long, VersionRegistered> versions = new HashMap<>();
    private Optional<RiskConfirmed> confirmed = Optional.empty();
    private Optional<CardFiled> card = Optional.empty();
    private Optional<SubmissionOpened> base = Optional.empty();
    private final Map<String, Act> stated = new LinkedHashMap<>();
    private boolean isOpen;

    Reading(Collection<? extends Act> acts, SubmissionOpened opened) {
      this.acts = acts;
      this.opened = opened;
    }

    Basis basis(boolean lent) {
      for (Act act : acts) {
        if (act instanceof VersionPromoted by && by.submission() == opened.submission()) {
          break;
        }
        isOpen |= act.equals(opened);
        take(act);
        if (!isOpen && act instanceof ModelAct about) {
          pinned(about).ifPresent(what -> stated.put(what, about));
        }
      }
      return new Basis(
          opened,
          confirmed,
          List.copyOf(evidence.values()),
          List.copyOf(signOffs.values()),
          List.copyOf(waivers.values()),
          new Made(closure(), card, List.copyOf(stated.values())),
          examinations,
          base.filter(_ -> lent).map(one -> new Reading(acts, one).basis(false)));
    }

    private void take(Act act) {
      switch (act) {
        case VersionRegistered one -> versions.putIfAbsent(one.version(), one);
        case CardFiled one when one.version() == opened.version() -> card = Optional.of(one);
        case ExaminationRegistered one -> examinations.put(one.examination(), one);
        case RiskConfirmed one when one.assessment().equals(opened.risk()) ->
            confirmed = Optional.of(one);
        case SubmissionOpened one when opened.under().equals(OptionalLong.of(one.submission())) ->
            base = Optional.of(one);
        case EvidenceRecorded one when one.submission() == opened.submission() ->
            evidence.put(List.of(one.evidenceClass(), one.item()), one);
        case SignoffGiven one when one.submission() == opened.submission() ->
            signOffs.put(one.signoff(), one);
        case SignoffWithdrawn one -> signOffs.remove(one.signoff());
        case WaiverAsked one when one.submission() == opened.submission() ->
            asked.put(one.waiver(), one);
        case WaiverGranted one when asked.containsKey(one.waiver()) ->
            waivers.put(one.waiver(), new Granted(asked.get(one.waiver()), one));
        case WaiverEnded one -> waivers.remove(one.waiver());
        case Act _ -> {}
      }
    }

    /** What of the submission's pins an act states; whoever states the same anew answers for it. */
    private Optional<String> pinned(ModelAct act) {
      return switch (act) {
        case ModelRegistered one when one.use().equals(opened.use()) -> Optional.of("use");
        case UseStated one when one.use().equals(opened.use()) -> Optional.of("use");
        case PromisesStated one when opened.promises().equals(Optional.of(one.promises())) ->
            Optional.of("promises");
        case EnvelopeStated one when opened.envelope().equals(Optional.of(one.envelope())) ->
            Optional.of("envelope");
        case RiskAnswered one when one.assessment().equals(opened.risk()) -> Optional.of("risk");
        case ModelAct _ -> Optional.empty();
      };
    }

    private List<VersionRegistered> closure() {
      List<VersionRegistered> closure = new ArrayList<>();
      Set<Long> seen = new TreeSet<>();
      var next = new ArrayDeque<>(List.of(opened.version()));
      while (!next.isEmpty()) {
        VersionRegistered one = versions.get(next.remove());
        if (one != null && seen.add(one.version())) {
          closure.add(one);
          next.addAll(one.parents());
        }
      }
      return closure;
    }
  }
}
