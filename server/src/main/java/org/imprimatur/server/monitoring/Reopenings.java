// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.MonitoringAct.Cause.Ordered;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.monitoring.CondemnationConduct;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Condemning;
import org.springframework.stereotype.Component;

/**
 * Condemns a thing and opens again what rests on it, in one transaction. A condemnation takes and
 * never gives, so one person does it alone; only another one lifts it, on the page.
 */
@Component
public final class Reopenings {
  /** How many approvals are opened again at once; the rest by asking again. */
  public static final int MOST = 500;

  private static final int LONGEST = 2_000;

  private final Audit audit;
  private final Blobs blobs;
  private final Ids ids;
  private final Impacts impacts;

  Reopenings(Audit audit, Blobs blobs, Ids ids, Impacts impacts) {
    this.audit = audit;
    this.blobs = blobs;
    this.ids = ids;
    this.impacts = impacts;
  }

  /**
   * Which approvals in production are opened again.
   *
   * @param reopen the submissions; all that rest on the thing where nothing is said
   * @param suspend those of them that are suspended as well
   * @param all whether all of them are suspended
   * @param by the last day, in UTC, by which they are to be decided anew, such as {@code
   *     2026-12-24}; then they are suspended
   */
  public record Choice(
      Optional<Set<Long>> reopen, Set<Long> suspend, boolean all, Optional<String> by) {
    /** All, none is suspended, and no day is set. */
    public static final Choice EVERYTHING =
        new Choice(Optional.empty(), Set.of(), false, Optional.empty());

    public Choice {
      suspend = Set.copyOf(suspend);
    }

    private boolean reopens(long submission) {
      return reopen.map(chosen -> chosen.contains(submission)).orElse(true)
          || suspend.contains(submission);
    }

    /** What was chosen by its number and rests on nothing of it. */
    private Optional<Reason> beside(List<Live> live) {
      Set<Long> found = live.stream().map(Live::submission).collect(Collectors.toSet());
      return Stream.concat(reopen.stream().flatMap(Set::stream), suspend.stream())
          .filter(number -> !found.contains(number))
          .findFirst()
          .map(
              number ->
                  Reason.of(
                      "reopening.unrelated",
                      "Submission %d brought in nothing in production that rests on it and is not opened again yet."
                          .formatted(number)));
    }

    private boolean suspends(long submission) {
      return all || suspend.contains(submission);
    }
  }

  /**
   * What was done.
   *
   * @param left whether more approvals rest on the thing than were looked at
   */
  public record Done(String condemnation, List<Long> reopened, List<Long> suspended, boolean left) {
    public Done {
      reopened = List.copyOf(reopened);
      suspended = List.copyOf(suspended);
    }

    private Done and(Done later) {
      return new Done(
          condemnation,
          Stream.concat(reopened.stream(), later.reopened.stream()).toList(),
          Stream.concat(suspended.stream(), later.suspended.stream()).toList(),
          later.left);
    }
  }

  /** An approval in production that rests on a thing, with the model that it is of. */
  private record Live(String model, long submission) {}

  /**
   * Condemns a thing: no gate passes on it any more, and what is in production is opened again,
   * also what a gate let in while the thing was traced.
   */
  public Done condemn(Caller caller, Cause cause, String reason, Choice choice) {
    Done done = condemned(caller, cause, reason, choice);
    boolean mayBeMore = choice.reopen().isEmpty() && !done.left();
    if (!mayBeMore || live(cause, Optional.of(done.condemnation()), choice).isEmpty()) {
      return done;
    }
    return done.and(reopen(caller, done.condemnation(), reason, choice));
  }

  private Done condemned(Caller caller, Cause cause, String reason, Choice choice) {
    caller.needs(Permission.REVIEW);
    Digest said = words(reason);
    List<Live> live = live(cause, Optional.empty(), choice);
    String id = ids.next('i');
    return audit.record(
        moment -> {
          CondemnationConduct conduct = impacts.conduct(moment.db(), cause);
          var act =
              new CauseCondemned(
                  caller.stamp(moment, Permission.REVIEW),
                  id,
                  cause.kind().word(),
                  cause.thing(),
                  cause.from(),
                  cause.until(),
                  choice.by(),
                  said);
          List<Reason> against =
              conduct.against(
                  act,
                  impacts.isKnown(moment.db(), cause),
                  impacts.standing(moment.db()).condemns(cause));
          return against.isEmpty()
              ? new Opening(moment, act.stamp(), conduct, act, said)
                  .ruling(live, choice, List.of(act))
              : new Ruling.Refused<>(refusal(against));
        });
  }

  /** Opens again more of what rests on something that stands condemned. */
  public Done reopen(Caller caller, String condemnation, String reason, Choice choice) {
    caller.needs(Permission.REVIEW);
    Digest said = words(reason);
    CauseCondemned known = impacts.condemned(condemnation);
    List<Live> live = live(Cause.of(known).orElseThrow(), Optional.of(condemnation), choice);
    return audit.record(
        moment -> {
          CauseCondemned standing = impacts.condemned(moment.db(), condemnation);
          Cause cause = Cause.of(standing).orElseThrow();
          Stamp stamp = caller.stamp(moment, Permission.REVIEW);
          return new Opening(moment, stamp, impacts.conduct(moment.db(), cause), standing, said)
              .ruling(live, choice, List.of());
        });
  }

  /** Lifts a condemnation, as another person, on the page and never by a token. */
  public void lift(Caller caller, String condemnation, String reason) {
    caller.needs(Permission.REVIEW);
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("lifting.session", 403, "People lift a condemnation on the page.");
    }
    Digest said = words(reason);
    impacts.awaitRead();
    audit.record(
        moment -> {
          CauseCondemned standing = impacts.condemned(moment.db(), condemnation);
          Cause cause = Cause.of(standing).orElseThrow();
          var act =
              new CondemnationLifted(caller.stamp(moment, Permission.REVIEW), condemnation, said);
          List<Reason> against =
              impacts
                  .conduct(moment.db(), cause)
                  .against(act, Optional.of(standing), impacts.hands(moment.db(), cause));
          return against.isEmpty()
              ? Ruling.granted(act, condemnation)
              : new Ruling.Refused<String>(refusal(against));
        });
  }

  /** The approvals in production that are to be opened again, up to one more than at once. */
  private List<Live> live(Cause cause, Optional<String> condemnation, Choice choice) {
    List<Live> live = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent() && live.size() <= MOST) {
      Impacts.Part part = impacts.trace(cause, next.get(), Impacts.MOST);
      for (Impacts.OfModel one : part.models()) {
        one.impacts().stream()
            .filter(impact -> impact.live() && impact.carries())
            .filter(impact -> choice.reopens(impact.number()))
            .filter(impact -> condemnation.filter(impact::isReopenedFor).isEmpty())
            .forEach(impact -> live.add(new Live(one.model(), impact.number())));
      }
      next = part.next();
    }
    return live;
  }

  /** What opens approvals again for one condemnation, looked at over the locked log. */
  private final class Opening {
    private final Moment moment;
    private final Stamp stamp;
    private final CondemnationConduct conduct;
    private final CauseCondemned condemned;
    private final Digest reason;
    private final List<ImpactAct> toldOf;
    private final Map<String, List<Impact>> read = new HashMap<>();

    Opening(
        Moment moment,
        Stamp stamp,
        CondemnationConduct conduct,
        CauseCondemned condemned,
        Digest reason) {
      this.moment = moment;
      this.stamp = stamp;
      this.conduct = conduct;
      this.condemned = condemned;
      this.reason = reason;
      this.toldOf = Condemning.all(moment.db());
    }

    Ruling<Done> ruling(List<Live> live, Choice choice, List<Act> first) {
      List<Act> acts = new ArrayList<>(first);
      List<Long> reopened = new ArrayList<>();
      List<Long> suspended = new ArrayList<>();
      Optional<Reason> unrelated = choice.beside(live);
      if (unrelated.isPresent()) {
        return new Ruling.Refused<>(refusal(List.of(unrelated.get())));
      }
      for (Live one : live.subList(0, Math.min(MOST, live.size()))) {
        Optional<Impact> impact = impact(one);
        if (impact.isEmpty()) {
          continue; // It went out of production meanwhile.
        }
        long version = impact.get().opened().version();
        var act =
            new VersionReopened(
                stamp,
                one.model(),
                version,
                one.submission(),
                condemned.condemnation(),
                day(choice));
        List<Reason> against = conduct.against(act, Optional.of(condemned), impact);
        if (!against.isEmpty()) {
          return new Ruling.Refused<>(refusal(against));
        }
        acts.add(act);
        reopened.add(one.submission());
        if (choice.suspends(one.submission())
            && impact.get().watch().orElseThrow().suspended().isEmpty()) {
          acts.add(
              new VersionSuspended(
                  stamp,
                  one.model(),
                  version,
                  one.submission(),
                  new Ordered(Staff.RISK_MANAGER, reason)));
          suspended.add(one.submission());
        }
      }
      return new Ruling.Granted<>(
          acts, new Done(condemned.condemnation(), reopened, suspended, live.size() > MOST));
    }

    /** The day that was chosen; else that of the condemnation, while it is not over. */
    private Optional<String> day(Choice choice) {
      return choice.by().or(() -> condemned.due().filter(day -> Reopening.isDay(day, stamp.at())));
    }

    private Optional<Impact> impact(Live one) {
      Cause cause = conduct.cause();
      return read
          .computeIfAbsent(
              one.model(), model -> impacts.of(moment.db(), cause, model, toldOf, moment.at()))
          .stream()
          .filter(impact -> impact.number() == one.submission())
          .filter(impact -> impact.live() && impact.carries())
          .findFirst();
    }
  }

  private Digest words(String reason) {
    String words = reason.strip();
    if (words.isEmpty() || words.length() > LONGEST) {
      throw refused("condemnation.words", 422, "Say why, in 1 to 2,000 characters.");
    }
    return blobs.put(words.getBytes(StandardCharsets.UTF_8));
  }

  private static Refusal refusal(List<Reason> against) {
    String code = against.getFirst().code();
    int status =
        switch (code) {
          case "condemnation.by",
              "condemnation.cause",
              "reopening.by",
              "reopening.cause",
              "lifting.by",
              "lifting.cause",
              "lifting.same",
              "lifting.hand" ->
              403;
          case "condemnation.unknown" -> 404;
          case "condemnation.period", "condemnation.day", "reopening.day", "reopening.unrelated" ->
              422;
          default -> 409;
        };
    return new Refusal(
        code,
        status,
        against.getFirst().sentence(),
        against.stream().map(Reason::sentence).toList(),
        "See what rests on it.");
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(code, status, sentence, List.of(), "See what rests on it."));
  }
}
