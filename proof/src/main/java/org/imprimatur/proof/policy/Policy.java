// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an organisation asks before a version enters a stage ({@code imprimatur: policy/v1}). Tiers
 * are listed from the lowest to the highest.
 */
public record Policy(
    String name,
    List<String> tiers,
    List<Question> questions,
    List<RiskRule> rules,
    Examination examination,
    Map<String, Gate> gates,
    Optional<Waivers> waivers) {
  public Policy {
    tiers = List.copyOf(tiers);
    questions = List.copyOf(questions);
    rules = List.copyOf(rules);
    gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
  }

  /**
   * Who may grant a waiver, and for how long at most. A policy without this allows none.
   *
   * @param longest days from the grant to the end
   * @param by the roles of which the granting person holds one
   */
  public record Waivers(int longest, Set<String> by) {
    static final int MOST_DAYS = 366;

    public Waivers {
      by = Set.copyOf(by);
    }
  }

  /**
   * Who may take a version past a gate in an emergency, and how long it may stay there unratified.
   *
   * @param by the roles of which each of the two persons holds one
   * @param hours from the bypass until the version is suspended
   */
  public record BreakGlass(Set<String> by, int hours) {
    static final int MOST_HOURS = 168;

    public BreakGlass {
      by = Set.copyOf(by);
    }
  }

  /**
   * In which tiers a change envelope may let retrains through, for how long and how many at most.
   *
   * @param days from the promotion that brought an envelope into force until its end
   */
  public record Envelopes(Set<String> tiers, int days, int most) {
    static final int MOST_DAYS = 366;
    static final int MOST_RETRAINS = 100;

    public Envelopes {
      tiers = Set.copyOf(tiers);
    }
  }

  /** A risk question with its closed list of answers. */
  public record Question(String id, String ask, List<String> answers) {
    public Question {
      answers = List.copyOf(answers);
    }
  }

  /** Gives the tier when its expression over the answers holds; the first such rule decides. */
  public record RiskRule(String id, String tier, Expression when) {
    private List<String> words() {
      return List.of(id, tier, when.text());
    }
  }

  /** The least level that evidence must have; a custodian registers test sets and groups. */
  public record Examination(Level level) {}

  /** Where evidence was computed, from the weakest to the strongest. */
  public enum Level {
    SUPPLIED("supplied"),
    RUNNER("runner"),
    COMPUTED_HERE("computed-here");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<Level> of(String word) {
      return List.of(values()).stream().filter(level -> level.word.equals(word)).findFirst();
    }
  }

  /**
   * The way into a stage: from which stages, and what is required.
   *
   * @param enforcement from when single requirements are enforced, by id; the others always are
   * @param revalidation how long an approval holds; for ever where nothing is said
   * @param breakGlass who may take a version past it in an emergency; without it nobody may
   * @param envelopes which change envelopes count; without it none does
   * @param overlap for how many days the version that another one replaces in production may serve
   *     beside it
   */
  public record Gate(
      String stage,
      List<String> from,
      List<Requirement> requirements,
      Map<String, Enforcement> enforcement,
      Optional<Revalidation> revalidation,
      Optional<BreakGlass> breakGlass,
      Optional<Envelopes> envelopes,
      int overlap) {
    /** Where a gate says nothing: time to bring the new version out, and to see that it runs. */
    public static final int OVERLAP = 7;

    /** The longest overlap, in days. */
    public static final int MOST_OVERLAP = 366;

    public Gate {
      from = List.copyOf(from);
      requirements = List.copyOf(requirements);
      enforcement = Map.copyOf(enforcement);
    }

    /**
     * From when a requirement binds a model, while it is only watched there; empty where it binds.
     *
     * @param teams those of the model's owner
     */
    public Optional<Enforcement.Begin> watched(
        Requirement one, String tier, Set<String> teams, Instant at) {
      return Optional.ofNullable(enforcement.get(one.id()))
          .map(found -> found.begin(tier, teams))
          .filter(begin -> !begin.binds(at));
    }

    private Gate withoutPhases() {
      return new Gate(
          stage, from, requirements, Map.of(), revalidation, breakGlass, envelopes, overlap);
    }

    /**
     * Whether it can be entered from a stage. From its own it always can: that renews an approval,
     * asks for everything anew and lets nothing in.
     */
    public boolean takes(String standing) {
      return from.contains(standing) || stage.equals(standing);
    }
  }

  /**
   * What a gate asks in a tier, in order, also what is only watched yet; nothing for a gate that
   * there is not.
   */
  public List<Requirement> asked(String gate, String tier) {
    Gate found = gates.get(gate);
    return found == null
        ? List.of()
        : found.requirements().stream().filter(one -> one.tiers().contains(tier)).toList();
  }

  /**
   * The same without what is only watched at an instant and binds nobody.
   *
   * @param teams those of the model's owner
   */
  public List<Requirement> enforced(String gate, String tier, Set<String> teams, Instant at) {
    Gate found = gates.get(gate);
    return found == null
        ? List.of()
        : asked(gate, tier).stream()
            .filter(one -> found.watched(one, tier, teams, at).isEmpty())
            .toList();
  }

  /** The same policy as if everything in it were enforced. */
  public Policy withoutPhases() {
    Map<String, Gate> whole = new LinkedHashMap<>();
    gates.forEach((stage, gate) -> whole.put(stage, gate.withoutPhases()));
    return new Policy(name, tiers, questions, rules, examination, whole, waivers);
  }

  /** How many sign-offs of each role a gate asks for in a tier, also where it only watches yet. */
  public SortedMap<String, Integer> signOffs(String gate, String tier) {
    return signOffs(asked(gate, tier));
  }

  /**
   * How many sign-offs of each role requirements ask for; of alternatives those of the one with the
   * fewest. A veto asks nobody.
   */
  public static SortedMap<String, Integer> signOffs(List<Requirement> requirements) {
    SortedMap<String, Integer> asked = new TreeMap<>();
    for (Requirement one : requirements) {
      for (Requirement.SignOff sign : one.fewest()) {
        asked.merge(sign.role(), sign.asked().count(), Integer::sum);
      }
    }
    return asked;
  }

  /**
   * Whether answers that were given to another policy answer this one as well: the same tiers,
   * questions and rules.
   */
  public boolean ranksLike(Policy other) {
    return tiers.equals(other.tiers)
        && questions.equals(other.questions)
        && rules.stream()
            .map(RiskRule::words)
            .toList()
            .equals(other.rules.stream().map(RiskRule::words).toList());
  }

  public String highestTier() {
    return tiers.getLast();
  }

  /**
   * Every role whose word can let a version through: asked to sign, to grant a waiver, to accept
   * the risk of a finding or to break the glass. Such a role needs two persons to come about.
   */
  public Set<String> signingRoles() {
    Set<String> roles = new TreeSet<>();
    waivers.ifPresent(allowed -> roles.addAll(allowed.by()));
    for (Gate gate : gates.values()) {
      gate.breakGlass().ifPresent(allowed -> roles.addAll(allowed.by()));
      for (Requirement requirement : gate.requirements()) {
        requirement.signOffs().forEach(asked -> roles.add(asked.role()));
        if (requirement instanceof Requirement.Findings findings) {
          roles.addAll(findings.acceptedBy());
        }
      }
    }
    return roles;
  }

  /**
   * The tier that the answers give, by the first rule that holds. An undecidable rule, a missing
   * answer and no match all give the highest tier, under the rule {@code none}.
   */
  public Tier tier(Map<String, String> answers) {
    for (RiskRule rule : rules) {
      switch (rule.when().evaluate(new Facts(Map.of(), answers)).answer()) {
        case YES -> {
          return new Tier(rule.tier(), rule.id());
        }
        case UNKNOWN -> {
          return new Tier(highestTier(), "none");
        }
        case NO -> {}
      }
    }
    return new Tier(highestTier(), "none");
  }

  /** A materiality tier and the rule that gave it. */
  public record Tier(String name, String rule) {}
}
