// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.review.Severity;

/** One thing that a gate asks of a submission, in the tiers that it names. */
public sealed interface Requirement {
  String id();

  Set<String> tiers();

  boolean waivable();

  /** Every sign-off that this can ask of somebody; none for what is measured. */
  default List<SignOff> signOffs() {
    return List.of();
  }

  /** The fewest sign-offs that can satisfy this. */
  default List<SignOff> fewest() {
    return signOffs();
  }

  /** An automated check, judged by the limits in {@code with}. */
  record Check(String id, Set<String> tiers, boolean waivable, String check, Limits with)
      implements Requirement {
    private static final Map<String, String> CLASSES =
        Map.of(
            "artifact/1", "artifact",
            "data.quality/1", "data",
            "data.leakage/1", "data",
            "data.proxies/1", "data",
            "data.prohibited-inputs/1", "data",
            "data.drift/1", "data",
            "performance.comparison/1", "performance",
            "fairness.four-fifths/1", "fairness",
            "documentation.card/1", "documentation");

    public Check {
      tiers = Set.copyOf(tiers);
    }

    /** The class that the check's evidence is filed in; empty for a check that is not known. */
    public String evidenceClass() {
      return CLASSES.getOrDefault(check, "");
    }
  }

  /** A CEL expression over the metrics of one evidence class. */
  record Measured(
      String id, Set<String> tiers, boolean waivable, String evidenceClass, Expression when)
      implements Requirement {
    public Measured {
      tiers = Set.copyOf(tiers);
    }
  }

  /** Sections that a document of the dossier must have. */
  record Document(
      String id, Set<String> tiers, boolean waivable, String evidenceClass, List<String> sections)
      implements Requirement {
    public Document {
      tiers = Set.copyOf(tiers);
      sections = List.copyOf(sections);
    }
  }

  /** Sign-offs of distinct persons in a role. An empty {@code covers} means every class. */
  record SignOff(
      String id, Set<String> tiers, boolean waivable, String role, boolean approval, Asked asked)
      implements Requirement {
    public SignOff {
      tiers = Set.copyOf(tiers);
    }

    public String meaning() {
      return approval ? "approval" : "review";
    }

    @Override
    public List<SignOff> signOffs() {
      return List.of(this);
    }
  }

  /**
   * A role that can stop the version and need not let it through: satisfied while none of its
   * holders rejects. It is never waivable, since a waiver would take the word from who said no.
   *
   * @param review what a holder signs who has something to say
   */
  record Veto(String id, Set<String> tiers, SignOff review) implements Requirement {
    public Veto {
      tiers = Set.copyOf(tiers);
    }

    @Override
    public boolean waivable() {
      return false;
    }

    @Override
    public List<SignOff> signOffs() {
      return List.of(review);
    }

    @Override
    public List<SignOff> fewest() {
      return List.of();
    }
  }

  /**
   * Sign-offs joined by or: one alternative is enough, and all sign-offs of it are needed.
   *
   * @param of the alternatives; every sign-off in them goes by the id of the whole
   * @param after the requirements that come before any of them
   */
  record AnyOf(
      String id, Set<String> tiers, boolean waivable, List<List<SignOff>> of, List<String> after)
      implements Requirement {
    public AnyOf {
      tiers = Set.copyOf(tiers);
      of = of.stream().map(List::copyOf).toList();
      after = List.copyOf(after);
    }

    @Override
    public List<SignOff> signOffs() {
      return of.stream().flatMap(List::stream).toList();
    }

    @Override
    public List<SignOff> fewest() {
      return of.stream().min(Comparator.comparingInt(AnyOf::count)).orElse(List.of());
    }

    private static int count(List<SignOff> alternative) {
      return alternative.stream().mapToInt(one -> one.asked().count()).sum();
    }
  }

  /**
   * What findings of the model may stay open.
   *
   * @param worst the worst that may stay open; empty where none may
   * @param most how many of a severity may stay open
   * @param acceptedBy the roles that can accept a risk
   */
  record Findings(
      String id,
      Set<String> tiers,
      boolean waivable,
      Optional<Severity> worst,
      Map<Severity, Integer> most,
      List<String> acceptedBy)
      implements Requirement {
    public Findings {
      tiers = Set.copyOf(tiers);
      most = Map.copyOf(most);
      acceptedBy = List.copyOf(acceptedBy);
    }
  }

  /**
   * How many sign-offs, over which classes (empty: all), after which other requirements, after how
   * many challenges, and by whom.
   *
   * @param passkey whether only what a passkey signed counts
   */
  record Asked(
      int count,
      List<String> covers,
      List<String> after,
      int challenges,
      boolean passkey,
      Signer signer) {
    public Asked {
      covers = List.copyOf(covers);
      after = List.copyOf(after);
    }

    /** Whether a sign-off that was signed this way can count. */
    public boolean takes(String method) {
      return !passkey || method.equals("passkey");
    }

    public boolean coversAll() {
      return covers.isEmpty();
    }
  }

  /**
   * What a signer must be beside holding the role.
   *
   * @param qualified the name of a qualification that is valid at that moment
   * @param anotherTeam whether the signer must share no team with any contributor
   */
  record Signer(Optional<String> qualified, boolean anotherTeam) {
    public static final Signer ANY = new Signer(Optional.empty(), false);
  }

  /** The numbers of a check's {@code with}, by name. */
  record Limits(Map<String, Double> numbers) {
    public Limits {
      numbers = Map.copyOf(numbers);
    }

    public double number(String name, double preset) {
      return numbers.getOrDefault(name, preset);
    }
  }
}
