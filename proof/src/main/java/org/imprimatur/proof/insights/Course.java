// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.gate.Waiver;

/**
 * How one submission went from its opening to its end, or to the instant at which it is looked at.
 *
 * @param spans who had it, without a gap from the opening to the end
 * @param signed every sign-off that was given, also one that was taken back
 * @param service what it brought to production, if it did
 * @param seeded whether it was revealed that its version was bad on purpose
 */
public record Course(
    long number,
    Subject subject,
    Milestones times,
    Ending ending,
    List<Span> spans,
    Effort effort,
    List<Signed> signed,
    List<Waiver> waivers,
    Optional<Service> service,
    boolean seeded) {
  public Course {
    spans = List.copyOf(spans);
    signed = List.copyOf(signed);
    waivers = List.copyOf(waivers);
  }

  /**
   * What was submitted, and by what it is grouped.
   *
   * @param policy the name of the pinned policy
   * @param team the teams of the model's owner at the opening, joined by " + "; empty if none
   */
  public record Subject(
      String model,
      String modelName,
      long version,
      String gate,
      String tier,
      String policy,
      String team) {}

  /**
   * When it came how far.
   *
   * @param responded when somebody other than the opener first said or signed something about it
   * @param checked when the evidence first satisfied everything that is measured
   * @param signed when the last sign-off that the policy asks for was first in place
   * @param decided the passing verdict; of one that ended otherwise, the rejection that stood or
   *     else the last refusal
   */
  public record Milestones(
      Instant registered,
      Instant opened,
      Optional<Instant> responded,
      Optional<Instant> checked,
      Optional<Instant> signed,
      Optional<Instant> decided,
      Optional<Instant> ended) {}

  /** How it ended. */
  public enum Ending {
    OPEN("open"),
    PROMOTED("promoted"),
    /** Withdrawn while a rejection stood. */
    REJECTED("rejected"),
    /** Withdrawn after the gate had last refused it. */
    REFUSED("refused"),
    /** Withdrawn with neither. */
    WITHDRAWN("withdrawn");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * What was done about it.
   *
   * @param findings raised on it, by severity
   * @param changes how often a reviewer asked for changes
   * @param waived for how many requirements a waiver was in force when it was promoted
   * @param conditional how many approvals under conditions stood at its end
   * @param lent whether it was opened under a change envelope and nobody signed it
   */
  public record Effort(
      int signOffs,
      int evidence,
      int challenges,
      Map<String, Integer> findings,
      int changes,
      int holds,
      int refusals,
      int waived,
      int conditional,
      boolean lent) {
    public Effort {
      findings = Map.copyOf(new TreeMap<>(findings));
    }

    int found() {
      return findings.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * One decision of a person in a role. The person serves to tell runs apart and is never shown.
   *
   * @param asked since when it was this role's turn; empty where it came before its turn
   * @param worded whether the signer said anything beside the decision: an opinion, terms, a
   *     comment, a challenge, a finding or a request for changes
   * @param challenged whether the signer challenged something of the submission
   */
  public record Signed(
      String role,
      String person,
      String decision,
      Instant at,
      Optional<Instant> asked,
      boolean worded,
      boolean challenged) {
    boolean approves() {
      return decision.startsWith("approve");
    }
  }

  public boolean open() {
    return ending == Ending.OPEN;
  }

  /** From the opening to the end, or to now. */
  public long millis() {
    return spans.stream().mapToLong(Span::millis).sum();
  }

  /** The same by the two instants alone; the spans sum to it. */
  long whole(Instant at) {
    return between(times.opened(), times.ended().orElse(at));
  }

  /** Who has it now; empty once it has ended. */
  public Optional<Span> current() {
    return open() && !spans.isEmpty() ? Optional.of(spans.getLast()) : Optional.empty();
  }

  boolean rejected() {
    return signed.stream().anyMatch(one -> one.decision().equals("reject"));
  }

  /** Promoted, and nobody asked for more than the sign-offs that the policy asks for. */
  boolean straight() {
    return ending == Ending.PROMOTED
        && firstPass()
        && effort.challenges() == 0
        && effort.found() == 0
        && effort.holds() == 0
        && effort.waived() == 0
        && effort.conditional() == 0;
  }

  /** Promoted without a refusal, a rejection or a request for changes on the way. */
  boolean firstPass() {
    return ending == Ending.PROMOTED
        && effort.refusals() == 0
        && effort.changes() == 0
        && !rejected();
  }

  static long between(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
