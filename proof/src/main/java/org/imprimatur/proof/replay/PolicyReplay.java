// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.Words;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.replay.Replayed.Asked;
import org.imprimatur.proof.replay.Replayed.Case;
import org.imprimatur.proof.replay.Replayed.Under;

/**
 * A draft of a policy over the history: the last verdict of every submission is derived twice from
 * the facts of its instant, under the policy that it pinned and under the draft. What nobody was
 * asked for then is open under the draft; it does not guess what they would have answered. The
 * draft judges as if everything in it were enforced: history lies before its days.
 *
 * <p>A model keeps the tier that was confirmed where the draft ranks like the pinned policy;
 * elsewhere the draft ranks the recorded answers, and one that was not given leads to its highest
 * tier.
 */
public final class PolicyReplay {
  private final Policy draft;
  private final String name;
  private final Facts facts = new Facts();
  private final Words words = new Words();
  private final HashedBlobs blobs;
  private final Dockets dockets;
  private final SortedMap<Long, Case> cases = new TreeMap<>();

  /** By model and stage the submissions that led there, the last of which holds it. */
  private final Map<List<String>, Deque<Long>> holders = new HashMap<>();

  private Instant until = Instant.EPOCH;
  private long entries;

  /**
   * Before the first entry.
   *
   * @param name which policy's submissions are looked at
   */
  public PolicyReplay(Policy draft, String name, BlobSource source) {
    this.draft = draft;
    this.name = name;
    this.blobs = new HashedBlobs(source);
    this.dockets = new Dockets(facts, blobs);
  }

  /** Plays a whole log. */
  public static Replayed of(
      Iterable<byte[]> entries, BlobSource source, Policy draft, String name) {
    var replay = new PolicyReplay(draft, name, source);
    entries.forEach(replay::next);
    return replay.result();
  }

  /**
   * Plays the next entry. It is not held to the rules of a replay; one that cannot be read changes
   * nothing.
   */
  public void next(byte[] entry) {
    entries++;
    try {
      Act act = Act.parse(entry, words);
      until = act.at();
      switch (act) {
        case VerdictGiven given -> judge(given);
        case VersionPromoted one -> holders(one.model(), one.to()).add(one.submission());
        case VersionBypassed one -> holders(one.model(), one.move().to()).add(one.submission());
        case BypassReversed one ->
            holders(one.model(), one.move().from()).removeIf(held -> held == one.submission());
        case VersionRestored one -> {
          Deque<Long> held = holders(one.model(), Watch.PRODUCTION);
          held.removeIf(submission -> submission == one.submission());
          held.add(one.submission());
        }
        case RemovalAct one -> removed(one);
        case Act _ -> {}
      }
      facts.apply(act);
    } catch (ActException _) {
      facts.skip();
    }
  }

  /**
   * In which tier a draft would judge a submission.
   *
   * @param pinned the policy that the submission pinned
   * @param confirmed the tier that was confirmed under it
   * @param assessment the recorded answers
   */
  public static String tier(Policy draft, Policy pinned, String confirmed, Json.Obj assessment) {
    return draft.ranksLike(pinned) ? confirmed : draft.tier(RiskRules.answers(assessment)).name();
  }

  /** Nothing takes the place of what is taken out by itself. */
  private void removed(RemovalAct act) {
    holders.forEach(
        (place, held) -> {
          boolean of = place.getFirst().equals(act.model()) && !held.isEmpty();
          if (of && isOf(held.getLast(), act.version())) {
            held.clear();
          }
        });
  }

  private boolean isOf(long submission, long version) {
    return facts
        .submissions()
        .find(submission)
        .filter(one -> one.opened().version() == version)
        .isPresent();
  }

  private Deque<Long> holders(String model, String stage) {
    return holders.computeIfAbsent(List.of(model, stage), _ -> new ArrayDeque<>());
  }

  private void judge(VerdictGiven given) {
    try {
      SubmissionFacts submission = facts.submission(given.submission());
      Policy pinned = blobs.policy(submission.opened().policy());
      if (pinned.name().equals(name)) {
        cases.put(given.submission(), judged(submission, pinned, given));
      }
    } catch (UnestablishedException _) {
      // No submission, or none whose policy can be read: nothing tells that it is one of these.
    }
  }

  private Case judged(SubmissionFacts submission, Policy pinned, VerdictGiven given)
      throws UnestablishedException {
    SubmissionOpened opened = submission.opened();
    var about =
        new Replayed.About(
            opened.submission(),
            facts.model(opened.model()).name(),
            opened.version(),
            opened.gate(),
            given.at());
    try {
      GateInput then = dockets.docket(submission).input(given.at());
      String tier = then.subject().tier();
      String other = tier(draft, pinned, tier, blobs.document(opened.risk()));
      GateInput now =
          dockets
              .docket(submission, draft, Optional.of(other))
              .input(given.at())
              .inTier(other)
              .asIfEnforced();
      return new Case(about, Optional.of(under(then)), Optional.of(under(now)), "", false);
    } catch (UnestablishedException e) {
      return new Case(about, Optional.empty(), Optional.empty(), e.sentence(), false);
    } catch (RuntimeException e) {
      // Documents come from outside; one that trips the gate is told and decides nothing.
      String why = String.valueOf(e.getMessage());
      return new Case(about, Optional.empty(), Optional.empty(), why, false);
    }
  }

  private static Under under(GateInput input) {
    Verdict verdict = Gate.evaluate(input);
    return new Under(
        input.subject().tier(),
        verdict.passes(),
        verdict.obstacles(),
        verdict.open(),
        Policy.signOffs(input.asked()));
  }

  /** What the entries so far tell. */
  public Replayed result() {
    Set<Long> live = new HashSet<>();
    holders.values().stream()
        .filter(held -> !held.isEmpty())
        .map(Deque::getLast)
        .forEach(live::add);
    List<Case> all =
        cases.values().stream()
            .map(one -> live.contains(one.about().submission()) ? one.inForce() : one)
            .toList();
    SortedMap<String, Asked> load = new TreeMap<>();
    for (Case one : all) {
      one.pinned().ifPresent(under -> add(load, under, true));
      one.drafted().ifPresent(under -> add(load, under, false));
    }
    return new Replayed(name, until, entries, all, load);
  }

  private static void add(SortedMap<String, Asked> load, Under under, boolean pinned) {
    under
        .asked()
        .forEach(
            (role, count) ->
                load.merge(
                    role,
                    pinned ? new Asked(count, 0) : new Asked(0, count),
                    (one, other) ->
                        new Asked(one.pinned() + other.pinned(), one.drafted() + other.drafted())));
  }
}
