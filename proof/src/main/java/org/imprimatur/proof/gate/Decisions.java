// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionHanded;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
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
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.policy.Policy;

/**
 * What people decided about a submission beside their sign-offs, as the fold of its acts: a server
 * and a replay come to the same.
 *
 * @param requests the requests for changes that the proposer has not answered
 * @param met what was said of each condition, under {@code s_…/1}
 * @param handed who owns a condition now whose owner left, under the same
 * @param bypass the last wish to take the version past the gate
 */
public record Decisions(
    Holds holds,
    List<ChangesRequested> requests,
    Map<String, Fulfilment> met,
    Map<String, String> handed,
    List<Waiver> waivers,
    Optional<BypassAsked> bypass) {
  public static final Decisions NONE =
      new Decisions(Holds.NONE, List.of(), Map.of(), Map.of(), List.of(), Optional.empty());

  public Decisions {
    requests = List.copyOf(requests);
    met = Collections.unmodifiableMap(new LinkedHashMap<>(met));
    handed = Map.copyOf(handed);
    waivers = List.copyOf(waivers);
  }

  /** What the owner said of a condition, and who confirmed it. */
  public record Fulfilment(ConditionMet said, Optional<ConditionConfirmed> confirmed) {}

  /** Under what a condition goes. */
  public static String condition(String signOff, long number) {
    return signOff + "/" + number;
  }

  /** Whether an id is that of a condition. */
  static boolean isCondition(String id) {
    return id.indexOf('/') >= 0;
  }

  public Optional<Fulfilment> fulfilment(String signOff, long number) {
    return Optional.ofNullable(met.get(condition(signOff, number)));
  }

  /** Who sees to a condition now: whom it names, or whom it was handed to since. */
  public String owner(String signOff, long number, Condition condition) {
    return handed.getOrDefault(condition(signOff, number), condition.owner());
  }

  /**
   * Why a person cannot confirm that a condition is met; empty where they can: whoever asked for it
   * or another holder of the same role, independent of the version and not the owner again: neither
   * whoever said it nor whoever owns it since.
   *
   * @param owner who sees to the condition now
   */
  public static Optional<String> confirms(
      String person, SignoffGiven asker, ConditionMet said, String owner, People people) {
    Set<String> same = people.sameAs(person);
    for (String barred : List.of(said.by(), owner)) {
      if (same.contains(barred)) {
        return Optional.of(person + " counts as its owner, " + barred + ".");
      }
    }
    if (!person.equals(asker.by()) && !people.holds(person, asker.role())) {
      return Optional.of(
          "%s neither asked for the condition nor holds the role %s."
              .formatted(person, asker.role()));
    }
    return people.duty(person).map(Bar::sentence);
  }

  public Optional<Waiver> waiver(String id) {
    return waivers.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The waivers in force at the verdict's instant for what the verdict says is waived. */
  public List<Waiver> behind(Verdict verdict, Instant at) {
    List<Waiver> behind = new ArrayList<>();
    for (Verdict.Result result : verdict.waived()) {
      waivers.stream()
          .filter(one -> one.asked().requirement().equals(result.requirement()))
          .filter(one -> one.state(at) == Waiver.State.IN_FORCE)
          .findFirst()
          .ifPresent(behind::add);
    }
    return behind;
  }

  /** After another act of the submission; one that concerns none of this changes nothing. */
  public Decisions after(Act act) {
    return switch (act) {
      case SubmissionHeld held ->
          holds.current().isPresent()
              ? this
              : new Decisions(holds.with(held), requests, met, handed, waivers, bypass);
      case SubmissionResumed resumed ->
          new Decisions(holds.with(resumed), requests, met, handed, waivers, bypass);
      case ChangesRequested request -> {
        List<ChangesRequested> more = new ArrayList<>(requests);
        more.add(request);
        yield with(more);
      }
      case ChangesAnswered answered ->
          with(without(request -> request.request().equals(answered.request())));
      // What the proposer files anew answers every request; a decision takes its own one back.
      case EvidenceRecorded filed when filed.level().equals(Policy.Level.SUPPLIED.word()) ->
          with(List.of());
      case SignoffGiven given ->
          with(
              without(
                  request ->
                      request.by().equals(given.by()) && request.role().equals(given.role())));
      case ConditionMet said -> fulfilled(said);
      case ConditionConfirmed confirmed -> fulfilled(confirmed);
      case ConditionHanded to -> {
        Map<String, String> more = new HashMap<>(handed);
        more.put(condition(to.signoff(), to.condition()), to.owner());
        yield new Decisions(holds, requests, met, more, waivers, bypass);
      }
      case WaiverAsked asked -> {
        List<Waiver> more = new ArrayList<>(waivers);
        more.add(new Waiver(asked, Optional.empty(), Optional.empty()));
        yield new Decisions(holds, requests, met, handed, more, bypass);
      }
      case WaiverGranted granted -> waived(granted.waiver(), one -> one.with(granted));
      case BypassAsked asked ->
          new Decisions(holds, requests, met, handed, waivers, Optional.of(asked));
      case WaiverEnded ended -> waived(ended.waiver(), one -> one.with(ended));
      case FoundingAct _,
          PeopleAct _,
          PolicyAct _,
          ModelAct _,
          RunnerAct _,
          SubmissionAct _,
          ReviewAct _,
          GateAct _,
          MonitoringAct _,
          SeedAct _,
          SampleAct _,
          HoursAct _,
          ImpactAct _ ->
          this;
    };
  }

  private interface Answered {
    boolean by(ChangesRequested request);
  }

  private List<ChangesRequested> without(Answered answered) {
    return requests.stream().filter(request -> !answered.by(request)).toList();
  }

  private Decisions with(List<ChangesRequested> open) {
    return new Decisions(holds, open, met, handed, waivers, bypass);
  }

  /** Said again, it has to be confirmed again. */
  private Decisions fulfilled(ConditionMet said) {
    Map<String, Fulfilment> more = new LinkedHashMap<>(met);
    more.put(condition(said.signoff(), said.condition()), new Fulfilment(said, Optional.empty()));
    return new Decisions(holds, requests, more, handed, waivers, bypass);
  }

  private Decisions fulfilled(ConditionConfirmed confirmed) {
    Map<String, Fulfilment> more = new LinkedHashMap<>(met);
    more.computeIfPresent(
        condition(confirmed.signoff(), confirmed.condition()),
        (_, known) -> new Fulfilment(known.said(), Optional.of(confirmed)));
    return new Decisions(holds, requests, more, handed, waivers, bypass);
  }

  private Decisions waived(String id, UnaryOperator<Waiver> after) {
    return new Decisions(
        holds,
        requests,
        met,
        handed,
        waivers.stream().map(one -> one.id().equals(id) ? after.apply(one) : one).toList(),
        bypass);
  }
}
