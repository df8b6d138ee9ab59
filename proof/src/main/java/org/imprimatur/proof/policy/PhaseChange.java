// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * That a policy enforces a requirement from another day on than the one before it did. What is put
 * off again and again never binds anybody, so this is told to whoever publishes.
 *
 * @param where for whom, such as {@code in the high tier}; empty where everywhere
 * @param before the day before; empty where it was enforced at once
 * @param after the day now; empty where it is enforced at once
 */
public record PhaseChange(
    String gate,
    String requirement,
    String where,
    Optional<LocalDate> before,
    Optional<LocalDate> after) {

  /** Every change between two policies, in the order of the later one; by the ids of both. */
  public static List<PhaseChange> between(Policy before, Policy after) {
    List<PhaseChange> changes = new ArrayList<>();
    for (Policy.Gate gate : after.gates().values()) {
      Policy.Gate earlier = before.gates().get(gate.stage());
      for (Requirement one : gate.requirements()) {
        if (earlier != null
            && earlier.requirements().stream().anyMatch(other -> other.id().equals(one.id()))) {
          of(earlier, gate, one.id(), changes);
        }
      }
    }
    return changes;
  }

  private static void of(
      Policy.Gate before, Policy.Gate after, String id, List<PhaseChange> changes) {
    Optional<Enforcement> was = Optional.ofNullable(before.enforcement().get(id));
    Optional<Enforcement> is = Optional.ofNullable(after.enforcement().get(id));
    add(
        new PhaseChange(
            after.stage(), id, "", was.map(Enforcement::from), is.map(Enforcement::from)),
        changes);
    for (String tier : named(was, is, one -> one.tiers().keySet())) {
      add(
          new PhaseChange(
              after.stage(),
              id,
              Enforcement.inTier(tier),
              was.map(one -> one.begin(tier, Set.of()).day()),
              is.map(one -> one.begin(tier, Set.of()).day())),
          changes);
    }
    for (String team : named(was, is, one -> one.teams().keySet())) {
      add(
          new PhaseChange(
              after.stage(),
              id,
              Enforcement.forTeam(team),
              was.map(one -> team(one, team)),
              is.map(one -> team(one, team))),
          changes);
    }
  }

  /** The day that the team alone gives, whatever the tier. */
  private static LocalDate team(Enforcement enforcement, String team) {
    return enforcement.teams().getOrDefault(team, enforcement.from());
  }

  private static NavigableSet<String> named(
      Optional<Enforcement> was,
      Optional<Enforcement> is,
      Function<Enforcement, Collection<String>> names) {
    NavigableSet<String> named = new TreeSet<>();
    was.map(names).ifPresent(named::addAll);
    is.map(names).ifPresent(named::addAll);
    return named;
  }

  private static void add(PhaseChange change, List<PhaseChange> changes) {
    if (!change.before().equals(change.after())) {
      changes.add(change);
    }
  }

  /** Whether it is enforced later than before. */
  public boolean isLater() {
    return after.isPresent() && (before.isEmpty() || after.get().isAfter(before.get()));
  }

  /**
   * In words; that something binds today and would not any more is said.
   *
   * @param day how a day is written
   */
  public String sentence(Function<LocalDate, String> day, LocalDate today) {
    boolean released =
        after.filter(one -> one.isAfter(today)).isPresent()
            && before.filter(one -> one.isAfter(today)).isEmpty();
    return "%s, %s: enforced %s than before%s, %s and not %s.%s"
        .formatted(
            gate,
            requirement,
            isLater() ? "later" : "earlier",
            where.isEmpty() ? "" : " " + where,
            from(after, day),
            from(before, day),
            released ? " It binds today, and would only be watched again." : "");
  }

  private static String from(Optional<LocalDate> on, Function<LocalDate, String> day) {
    return on.map(one -> "from " + day.apply(one)).orElse("at once");
  }
}
