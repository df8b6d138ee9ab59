// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Tenure.Left;
import org.imprimatur.proof.monitoring.Tenure.Replaced;
import org.jspecify.annotations.Nullable;

/**
 * A version since it entered production, as the acts of its model tell it.
 *
 * @param entered how it came there last
 * @param tenure whether it holds production still
 * @param asked the open wish to let it serve again
 * @param reinstated when it was last let serve again
 * @param answers the explanations of its breaches
 * @param debt how it came past the gate, until that is ratified
 * @param reopened why its approval is to be given anew, by each condemnation
 */
public record Watch(
    Entered entered,
    Tenure tenure,
    Optional<VersionSuspended> suspended,
    Optional<ReinstatementAsked> asked,
    Optional<Instant> reinstated,
    List<PromiseAnswered> answers,
    Optional<VersionBypassed> debt,
    List<VersionReopened> reopened) {
  /** The stage whose versions are watched. */
  public static final String PRODUCTION = "production";

  public Watch {
    answers = List.copyOf(answers);
    reopened = List.copyOf(reopened);
  }

  /** One that nobody opened again. */
  public Watch(
      Entered entered,
      Tenure tenure,
      Optional<VersionSuspended> suspended,
      Optional<ReinstatementAsked> asked,
      Optional<Instant> reinstated,
      List<PromiseAnswered> answers,
      Optional<VersionBypassed> debt) {
    this(entered, tenure, suspended, asked, reinstated, answers, debt, List.of());
  }

  /**
   * How it came there, by which everything about the version begins anew.
   *
   * @param opened the submission that took it there; what it pinned is what was promised
   * @param at when
   * @param approved when its gate let it through: at the same instant, or later where the gate
   *     ratified a bypass; the instant of the bypass until then
   * @param signed since when the approval counts that people gave: that of the change envelope
   *     under which a retrain came in, else the same instant as approved
   * @param tier the tier of the model when it was approved
   */
  public record Entered(
      SubmissionOpened opened, Instant at, Instant approved, Instant signed, String tier) {
    static Entered at(Instant at, SubmissionOpened opened, String tier) {
      return new Entered(opened, at, at, at, tier);
    }

    /** A retrain renews nothing: the approval that it rests on is as old as it was. */
    private Entered under(Map<Long, Instant> promoted) {
      Instant base = opened.under().isPresent() ? promoted.get(opened.under().getAsLong()) : null;
      return base == null ? this : new Entered(opened, at, approved, base, tier);
    }

    /**
     * How a version stood in production at an instant, also where it went back or was approved anew
     * since; how it entered first where the instant is before that. Empty where it never did.
     *
     * @param acts of the model, in the log's order
     */
    public static Optional<Entered> when(
        Iterable<? extends Act> acts, long version, Instant instant) {
      Map<Long, SubmissionOpened> openings = new HashMap<>();
      Optional<Entered> then = Optional.empty();
      String tier = "";
      for (Act act : acts) {
        switch (act) {
          case RiskConfirmed confirmed -> tier = confirmed.tier();
          case SubmissionOpened opened -> openings.putIfAbsent(opened.submission(), opened);
          case VersionPromoted by when by.version() == version && by.to().equals(PRODUCTION) ->
              then = later(then, openings.get(by.submission()), by.at(), instant, tier);
          case VersionBypassed by
              when by.version() == version && by.move().to().equals(PRODUCTION) ->
              then = later(then, openings.get(by.submission()), by.at(), instant, tier);
          case Act _ -> {}
        }
      }
      return then;
    }

    /** A bypass that is ratified began with the bypass. */
    private static Optional<Entered> later(
        Optional<Entered> then,
        @Nullable SubmissionOpened opened,
        Instant at,
        Instant instant,
        String tier) {
      if (opened == null
          || then.filter(one -> at.isAfter(instant) || one.opened().equals(opened)).isPresent()) {
        return then;
      }
      return Optional.of(at(at, opened, tier));
    }
  }

  /**
   * Every version of a model that ever entered production.
   *
   * @param acts of the model, in the log's order; signals need not be among them
   */
  public static SortedMap<Long, Watch> all(Iterable<? extends Act> acts) {
    Map<Long, SubmissionOpened> openings = new HashMap<>();
    Map<Long, Instant> promotions = new HashMap<>();
    SortedMap<Long, Watch> watches = new TreeMap<>();
    Map<Long, Watch> before = new HashMap<>();
    String tier = "";
    for (Act act : acts) {
      switch (act) {
        case RiskConfirmed confirmed -> tier = confirmed.tier();
        case VersionPromoted by when owes(watches, by) -> {
          promotions.put(by.submission(), by.at());
          String then = tier;
          watches.computeIfPresent(by.version(), (_, watch) -> watch.ratified(by.at(), then));
        }
        case VersionBypassed bypassed when bypassed.move().to().equals(PRODUCTION) -> {
          SubmissionOpened opened = openings.get(bypassed.submission());
          if (opened != null) {
            replace(watches, bypassed, opened.policy(), opened);
            var entered = Entered.at(bypassed.at(), opened, tier);
            keep(before, watches.put(bypassed.version(), begin(entered).by(bypassed)), bypassed);
          }
        }
        case BypassReversed back -> reversed(watches, before, back);
        case SubmissionOpened opened -> openings.putIfAbsent(opened.submission(), opened);
        case VersionPromoted promoted when promoted.to().equals(PRODUCTION) -> {
          SubmissionOpened opened = openings.get(promoted.submission());
          if (opened != null) {
            replace(watches, promoted, opened.policy(), opened);
            promotions.put(promoted.submission(), promoted.at());
            var entered = Entered.at(promoted.at(), opened, tier).under(promotions);
            watches.put(promoted.version(), begin(entered));
          }
        }
        // What left production is decided; it comes back through a gate alone.
        case VersionPromoted gone ->
            watches.computeIfPresent(
                gone.version(), (_, watch) -> watch.decided().left(Left.through(gone, gone.to())));
        case RemovalAct gone ->
            watches.computeIfPresent(
                gone.version(), (_, watch) -> watch.decided().left(Left.by(gone)));
        case VersionRestored back -> restored(watches, back);
        case VersionSuspended one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.suspendedBy(one));
        case ReinstatementAsked one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.askedBy(one));
        case VersionReinstated one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.reinstatedAt(one.at()));
        case PromiseAnswered one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.answeredBy(one));
        case VersionReopened one ->
            watches.computeIfPresent(one.version(), (_, watch) -> watch.reopenedBy(one));
        case Act _ -> {}
      }
    }
    return watches;
  }

  private static void replace(
      SortedMap<Long, Watch> watches, Act by, Digest policy, SubmissionOpened opened) {
    var replaced = new Replaced(by.at(), opened.version(), policy, opened.gate());
    watches.replaceAll((_, watch) -> watch.in(watch.tenure().then(replaced)));
  }

  /** A version of before is the one in production again; its approval is as old as it was. */
  private static void restored(SortedMap<Long, Watch> watches, VersionRestored back) {
    Watch restored = watches.get(back.version());
    if (restored != null && restored.submission() == back.submission()) {
      replace(watches, back, back.judged().policy(), restored.opened());
      watches.put(back.version(), restored.currentAgain(back.at()));
    }
  }

  private static boolean owes(SortedMap<Long, Watch> watches, VersionPromoted promoted) {
    Watch watch = watches.get(promoted.version());
    return watch != null
        && watch.debt().filter(one -> one.submission() == promoted.submission()).isPresent();
  }

  private static void keep(Map<Long, Watch> before, @Nullable Watch one, VersionBypassed past) {
    before.remove(past.version());
    if (one != null) {
      before.put(past.version(), one);
    }
  }

  /**
   * The version that entered before it is the one in production again, from then on. What became of
   * an earlier approval of the same version is as it was.
   */
  private static void reversed(
      SortedMap<Long, Watch> watches, Map<Long, Watch> before, BypassReversed back) {
    Watch gone = watches.get(back.version());
    if (gone == null || gone.submission() != back.submission()) {
      return;
    }
    Watch earlier = before.remove(back.version());
    if (earlier == null) {
      watches.remove(back.version());
    } else {
      watches.put(back.version(), earlier);
    }
    watches.values().stream()
        .filter(_ -> gone.current())
        .filter(one -> one.isReplacedBy(gone) && one.tenure().left().isEmpty())
        .findFirst()
        .ifPresent(last -> watches.put(last.version(), last.currentAgain(back.at())));
  }

  private boolean isReplacedBy(Watch other) {
    return tenure
        .replaced()
        .filter(by -> by.version() == other.version() && by.at().equals(other.promoted()))
        .isPresent();
  }

  private static Watch begin(Entered entered) {
    return new Watch(
        entered,
        Tenure.CURRENT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private Watch by(VersionBypassed act) {
    return new Watch(
        entered, tenure, suspended, asked, reinstated, answers, Optional.of(act), reopened);
  }

  /** What was suspended for the debt alone serves again. */
  private Watch ratified(Instant at, String tier) {
    boolean forDebt = suspended.filter(one -> one.cause() instanceof Cause.Unratified).isPresent();
    return new Watch(
        new Entered(opened(), promoted(), at, at, tier),
        tenure,
        forDebt ? Optional.empty() : suspended,
        forDebt ? Optional.empty() : asked,
        reinstated,
        answers,
        Optional.empty(),
        List.of());
  }

  private Watch currentAgain(Instant at) {
    return new Watch(
        entered, Tenure.CURRENT, suspended, asked, Optional.of(at), answers, debt, reopened);
  }

  private Watch in(Tenure other) {
    return new Watch(entered, other, suspended, asked, reinstated, answers, debt, reopened);
  }

  private Watch suspendedBy(VersionSuspended act) {
    return new Watch(
        entered, tenure, Optional.of(act), Optional.empty(), reinstated, answers, debt, reopened);
  }

  private Watch askedBy(ReinstatementAsked act) {
    return new Watch(
        entered, tenure, suspended, Optional.of(act), reinstated, answers, debt, reopened);
  }

  private Watch reinstatedAt(Instant at) {
    return new Watch(
        entered,
        tenure,
        Optional.empty(),
        Optional.empty(),
        Optional.of(at),
        answers,
        debt,
        reopened);
  }

  private Watch answeredBy(PromiseAnswered act) {
    List<PromiseAnswered> more = new ArrayList<>(answers);
    more.add(act);
    return new Watch(entered, tenure, suspended, asked, reinstated, more, debt, reopened);
  }

  private Watch reopenedBy(VersionReopened act) {
    List<VersionReopened> more = new ArrayList<>(reopened);
    more.add(act);
    return new Watch(entered, tenure, suspended, asked, reinstated, answers, debt, more);
  }

  private Watch left(Left gone) {
    return in(tenure.then(gone));
  }

  private Watch decided() {
    return new Watch(entered, tenure, suspended, asked, reinstated, answers, debt);
  }

  /** The submission that took it into production. */
  public SubmissionOpened opened() {
    return entered.opened();
  }

  /** When it entered, or when its approval was renewed there. */
  public Instant promoted() {
    return entered.at();
  }

  /** Since when an approval holds: its time and its conditions count from then on. */
  public Instant approved() {
    return entered.approved();
  }

  /** Since when the approval counts that people gave it; a retrain's is that of its envelope. */
  public Instant signed() {
    return entered.signed();
  }

  /** The tier of the model when it was approved. */
  public String tier() {
    return entered.tier();
  }

  public long version() {
    return opened().version();
  }

  public long submission() {
    return opened().submission();
  }

  /** The debt that nobody ratified in time, at an instant. */
  public Optional<VersionBypassed> overdue(Instant now) {
    return debt.filter(one -> !now.isBefore(one.due()));
  }

  /** What was promised, if anything was. */
  public Optional<Digest> promises() {
    return opened().promises();
  }

  /** Whether it stands in production and no other version entered after it. */
  public boolean current() {
    return tenure.current();
  }

  /** Whether it is meant to serve now, so that its measurements are due. */
  public boolean serves() {
    return current() && suspended.isEmpty();
  }

  /** When what is due was last set anew: by the promotion, or by letting it serve again. */
  public Instant begun() {
    return reinstated.orElse(promoted());
  }
}
