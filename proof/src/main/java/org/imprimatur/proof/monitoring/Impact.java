// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.impact.Basis;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.impact.Link;
import org.imprimatur.proof.impact.Origins;

/**
 * A submission that rests on a thing, with every link by which it does, and where it stands today.
 *
 * @param links at least one
 * @param watch how the version stands in production, where this submission brought it there
 */
public record Impact(
    SubmissionOpened opened, State state, List<Link> links, Optional<Watch> watch) {
  public Impact {
    links = List.copyOf(links);
  }

  /** Where a submission stands. */
  public enum State {
    OPEN("open"),
    IN_PRODUCTION("in production"),
    SUSPENDED("suspended"),
    /** Another version, or another approval of this one, took its place. */
    SUPERSEDED("superseded"),
    /** The version went on to another stage, such as archived. */
    RETIRED("retired"),
    /** Through another gate than that to production. */
    PROMOTED("promoted"),
    WITHDRAWN("withdrawn");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Whether an approval rests on it that is in use, or would be but for a suspension; also in the
   * overlap of a version that was replaced.
   */
  public boolean live() {
    return watch.isPresent() && state != State.WITHDRAWN;
  }

  /** Whether it was opened again for a condemnation. */
  public boolean isReopenedFor(String condemnation) {
    return watch.stream()
        .flatMap(one -> one.reopened().stream())
        .anyMatch(one -> one.condemnation().equals(condemnation));
  }

  /** Whether anything rests on it beyond what nobody can take away. */
  public boolean carries() {
    return links.stream().anyMatch(Link::carries);
  }

  /**
   * Every submission of a model that rests on a thing, the newest first. What was condemned when a
   * submission was promoted did not count there, so that nothing rests on it.
   *
   * @param acts of the model, with those of its submissions, in the log's order
   * @param condemned everything that was ever condemned and lifted, in the log's order
   * @param serves whether a version may serve, or would but for a suspension
   */
  public static List<Impact> of(
      Cause cause,
      Collection<? extends Act> acts,
      Origins origins,
      List<? extends ImpactAct> condemned,
      Predicate<Watch> serves) {
    Map<Long, Watch> watches = Watch.all(acts);
    Ends ends = Ends.of(acts);
    List<Impact> impacts = new ArrayList<>();
    for (SubmissionOpened opened : ends.opened().values()) {
      List<Link> links =
          links(cause, Basis.of(acts, opened), origins, ends.before(opened, condemned));
      if (!links.isEmpty()) {
        Optional<Watch> watch =
            Optional.ofNullable(watches.get(opened.version()))
                .filter(one -> one.submission() == opened.submission())
                .filter(serves)
                .filter(_ -> ends.inProduction(opened));
        impacts.add(new Impact(opened, ends.state(opened, watch), links, watch));
      }
    }
    impacts.sort((one, other) -> Long.compare(other.number(), one.number()));
    return List.copyOf(impacts);
  }

  private static List<Link> links(Cause cause, Basis basis, Origins origins, Condemnations before) {
    List<Link> links = basis.links(cause, origins);
    if (links.isEmpty() || before.isEmpty()) {
      return links;
    }
    Set<List<String>> uncounted = new HashSet<>();
    Condemned.of(before, basis, origins)
        .hits()
        .forEach(hit -> uncounted.add(List.of(hit.link().kind(), hit.link().id())));
    return links.stream()
        .filter(link -> !uncounted.contains(List.of(link.kind(), link.id())))
        .toList();
  }

  /**
   * Everybody with a hand in a model that rests on a thing: nobody of them lifts its condemnation.
   * Empty where no submission rests on it.
   *
   * @param acts of the model, with those of its submissions, in the log's order
   */
  public static Set<String> hands(Cause cause, Collection<? extends Act> acts, Origins origins) {
    if (of(cause, acts, origins, List.of(), Watch::current).isEmpty()) {
      return Set.of();
    }
    Set<String> hands = new TreeSet<>(Contributors.ever(acts));
    for (Act act : acts) {
      if (act instanceof ExaminationRegistered one
          && Stream.concat(Stream.of(one.testSet()), one.reference().stream())
              .anyMatch(data -> data.toString().equals(cause.thing()))) {
        hands.add(one.by());
      }
    }
    return hands;
  }

  public long number() {
    return opened.submission();
  }

  /** How the submissions of a model ended, and where each version went last. */
  private record Ends(
      Map<Long, SubmissionOpened> opened,
      Map<Long, Instant> promoted,
      Set<Long> withdrawn,
      Map<Long, String> stages) {
    static Ends of(Collection<? extends Act> acts) {
      var ends = new Ends(new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashMap<>());
      for (Act act : acts) {
        switch (act) {
          case SubmissionOpened one -> ends.opened.putIfAbsent(one.submission(), one);
          case SubmissionWithdrawn one -> ends.withdrawn.add(one.submission());
          case VersionPromoted one -> {
            ends.promoted.putIfAbsent(one.submission(), one.at());
            ends.stages.put(one.version(), one.to());
          }
          case RemovalAct one -> ends.stages.put(one.version(), one.to());
          case Act _ -> {}
        }
      }
      return ends;
    }

    /** What stood condemned when a submission was promoted; nothing where it was not. */
    Condemnations before(SubmissionOpened one, List<? extends ImpactAct> all) {
      Instant at = promoted.getOrDefault(one.submission(), Instant.MIN);
      return Condemnations.of(all.stream().filter(act -> !act.at().isAfter(at)).toList());
    }

    boolean inProduction(SubmissionOpened one) {
      return stages.getOrDefault(one.version(), Watch.PRODUCTION).equals(Watch.PRODUCTION);
    }

    State state(SubmissionOpened one, Optional<Watch> watch) {
      if (withdrawn.contains(one.submission())) {
        return State.WITHDRAWN;
      }
      if (!promoted.containsKey(one.submission())) {
        return State.OPEN;
      }
      if (watch.isPresent() && watch.get().suspended().isPresent()) {
        return State.SUSPENDED;
      }
      if (watch.isPresent() && watch.get().current()) {
        return State.IN_PRODUCTION;
      }
      if (!one.gate().equals(Watch.PRODUCTION)) {
        return State.PROMOTED;
      }
      return inProduction(one) ? State.SUPERSEDED : State.RETIRED;
    }
  }
}
