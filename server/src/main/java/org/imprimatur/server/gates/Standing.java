// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.submissions.Submission;

/** How a submission stands at an instant: what the gate is given and what it says. */
public record Standing(Submission submission, Docket docket, GateInput input, Verdict verdict) {
  /** So many days before it binds, what is watched is told with the verdict. */
  private static final int SOON = 30;

  private static final Set<String> FINAL =
      Set.of(
          "gate.moved", "gate.tier", "gate.unknown", "version.condemned", "submission.condemned");

  static Standing at(Submission submission, Docket docket, Instant at) {
    GateInput input = docket.input(at);
    return new Standing(submission, docket, input, Gate.evaluate(input));
  }

  /**
   * How a promoted submission stands: by the verdict that let it through, whoever signed or waived
   * may do today.
   */
  static Standing decided(Submission submission, Docket docket, Verdict verdict) {
    Instant promoted = submission.ending().promoted().orElseThrow().at();
    return new Standing(submission, docket, docket.input(promoted), verdict);
  }

  /** Where it stands, in a sentence: the same on the page and in the API. */
  public String sentence() {
    return switch (submission.status()) {
      case PROMOTED ->
          "Promoted to %s%s%s.".formatted(submission.opened().gate(), waived(), since());
      case WITHDRAWN -> "Withdrawn. Nothing was decided.";
      case OPEN -> debt() + (verdict.passes() ? ready() : notReady());
    };
  }

  /**
   * What of the submission itself is not what the gate asks for any more: nothing that is signed
   * here is ever promoted, and the version has to be submitted again.
   */
  public List<Verdict.Reason> outdated() {
    return submission.status() == Submission.Status.OPEN
        ? verdict.obstacles().stream().filter(one -> FINAL.contains(one.code())).toList()
        : List.of();
  }

  /** Who can act on what this requirement waits for: those eligible, or whoever proposed. */
  public Set<String> eligible(Verdict.Result result) {
    String role = result.turn().role();
    return switch (role) {
      case "", "imprimatur" -> Set.of();
      case "proposer" -> Set.of(submission.opened().by());
      default -> eligible(result.requirement(), role);
    };
  }

  /**
   * Who holds a role that this requirement asks for and cannot sign, with what stands in the way.
   */
  public List<Bar> barred(Verdict.Result result) {
    List<Bar> barred = new ArrayList<>();
    for (Requirement.SignOff asked : asked(result.requirement())) {
      for (Signer signer : input.people().signers(asked.role())) {
        bar(signer, asked).ifPresent(barred::add);
      }
    }
    return barred.stream().distinct().toList();
  }

  private List<Requirement.SignOff> asked(String id) {
    return input.policy().asked(input.subject().gate(), input.subject().tier()).stream()
        .filter(requirement -> requirement.id().equals(id))
        .flatMap(requirement -> requirement.signOffs().stream())
        .toList();
  }

  /** For a sign-off whoever could give it, in any alternative; else whoever holds the role. */
  private Set<String> eligible(String id, String role) {
    List<Requirement.SignOff> asked = asked(id);
    if (asked.isEmpty()) {
      return input.people().eligible(role);
    }
    Set<String> eligible = new TreeSet<>();
    asked.forEach(one -> eligible.addAll(eligible(one)));
    return eligible;
  }

  /** Who could give a sign-off so that it counts, in an own role or for somebody. */
  public Set<String> eligible(Requirement.SignOff asked) {
    Set<String> eligible = new TreeSet<>();
    for (Signer signer : input.people().signers(asked.role())) {
      if (bar(signer, asked).isEmpty()) {
        eligible.add(signer.person());
      }
    }
    return eligible;
  }

  /** Whoever stands condemned can sign, since they may refuse; an approval would count nowhere. */
  private Optional<Bar> bar(Signer signer, Requirement.SignOff asked) {
    return input
        .people()
        .bar(signer, asked)
        .or(
            () ->
                signer
                    .persons()
                    .filter(this::isCondemned)
                    .map(
                        person ->
                            new Bar(
                                "condemned",
                                person,
                                "stands condemned, so that an approval counts nowhere"))
                    .findFirst());
  }

  /** Whether an approval that this person gives now counts nowhere. */
  public boolean isCondemned(String person) {
    return docket.decided().condemned().holds(person, input.at());
  }

  /** A promotion with waivers says so for ever. */
  private String waived() {
    return verdict.waived().isEmpty() ? "" : " with waivers";
  }

  /** What passed no gate says so first. */
  private String debt() {
    return docket
        .debt()
        .map(
            debt ->
                input.at().isBefore(debt.due())
                    ? "Bypassed by break-glass, not ratified yet. "
                    : "Bypassed by break-glass, not ratified in time: it may not serve. ")
        .orElse("");
  }

  private String since() {
    Submission.Ending ending = submission.ending();
    return ending
        .taken()
        .map(by -> ", and the approval withdrawn on %s: it lets nothing serve".formatted(by.at()))
        .or(
            () ->
                ending
                    .suspended()
                    .map(by -> ", and suspended since %s: it may not serve".formatted(by.at())))
        .orElse("");
  }

  private String ready() {
    return verdict.waived().isEmpty()
        ? "Ready to promote. The gate evaluates again then."
        : "Ready with waivers: %s. The gate evaluates again then."
            .formatted(
                verdict.waived().stream()
                    .map(Verdict.Result::requirement)
                    .collect(Collectors.joining(", ")));
  }

  /** Whether it binds within 30 days. */
  public boolean isSoon(Watched watched) {
    return !watched.until().isAfter(LocalDate.ofInstant(input.at(), ZoneOffset.UTC).plusDays(SOON));
  }

  /** What is watched and will count here within 30 days: the requirements by their day. */
  public SortedMap<LocalDate, List<String>> soon() {
    SortedMap<LocalDate, List<String>> soon = new TreeMap<>();
    if (submission.status() == Submission.Status.OPEN) {
      for (Verdict.Result result : verdict.results()) {
        Watched.of(result)
            .filter(this::isSoon)
            .ifPresent(
                watched ->
                    soon.computeIfAbsent(watched.until(), _ -> new ArrayList<>())
                        .add(result.requirement()));
      }
    }
    return soon;
  }

  private String notReady() {
    if (input.decisions().holds().current().isPresent()) {
      var held = input.decisions().holds().current().get();
      return "On hold by %s since %s. The clock stands.".formatted(held.by(), held.at());
    }
    // What stands against the submission itself comes before what its requirements lack.
    String open =
        "%d of %d requirements are open."
            .formatted(verdict.open().size(), verdict.results().size());
    if (verdict.obstacles().isEmpty()) {
      return "Not ready: " + open;
    }
    String against =
        verdict.obstacles().stream()
            .map(Verdict.Reason::sentence)
            .collect(Collectors.joining(" ", "Not ready. ", ""));
    return verdict.open().isEmpty() || !outdated().isEmpty() ? against : against + " " + open;
  }
}
