// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ProposalForm;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where policies are proposed, and where a second person publishes or declines them. */
@Controller
final class PolicyProposalsPage {
  private final Screens screens;
  private final Policies policies;
  private final Proposals proposals;
  private final ProposalSheets sheets;
  private final ReplaySheets replays;
  private final MadeChecks made;
  private final Names names;

  PolicyProposalsPage(
      Screens screens,
      Policies policies,
      Proposals proposals,
      ProposalSheets sheets,
      ReplaySheets replays,
      MadeChecks made,
      Names names) {
    this.screens = screens;
    this.policies = policies;
    this.proposals = proposals;
    this.sheets = sheets;
    this.replays = replays;
    this.made = made;
    this.names = names;
  }

  @GetMapping("/policy-proposals/new")
  @Needs(Permission.PUBLISH)
  ResponseEntity<byte[]> form(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String policy,
      @RequestParam(defaultValue = "0") long submission,
      @RequestParam(defaultValue = "0") long challenge) {
    Optional<ProposalForm> begun =
        challenge > 0 ? made.form(submission, challenge) : Optional.empty();
    if (begun.isPresent()) {
      return form(request, begun.get(), 200);
    }
    String text =
        policies
            .newest(policy)
            .map(one -> new String(policies.bytes(one.digest()), StandardCharsets.UTF_8))
            .orElse("");
    return form(request, new ProposalForm(text, "", List.of(), "", List.of()), 200);
  }

  /** Checks what was typed, or proposes it; whatever is wrong, the text is shown again. */
  @PostMapping("/policy-proposals/new")
  @Needs(Permission.PUBLISH)
  ResponseEntity<byte[]> propose(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String text,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam String act) {
    oneOf(act, "check", "propose");
    byte[] yaml = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    if (act.equals("check")) {
      return form(request, checked(text, reason, yaml), 200);
    }
    try {
      return Screens.go("/policy-proposals/" + proposals.propose(caller, yaml, reason).proposal());
    } catch (RefusedException e) {
      Refusal refusal = names.in(e.refusal());
      List<String> wrong = new ArrayList<>(List.of(refusal.sentence()));
      wrong.addAll(refusal.reasons());
      wrong.add("%s Code %s".formatted(refusal.help(), refusal.code()));
      return form(
          request, new ProposalForm(text, reason, wrong, "", List.of()), e.refusal().status());
    }
  }

  private ProposalForm checked(String text, String reason, byte[] yaml) {
    return switch (PolicyReader.read(yaml)) {
      case Reading.Refused(var errors) ->
          new ProposalForm(
              text, reason, errors.stream().sorted().map(Proposals::words).toList(), "", List.of());
      case Reading.Read(Policy policy) ->
          new ProposalForm(
              text,
              reason,
              List.of(),
              "The text can be read: policy %s, %s, %s."
                  .formatted(
                      policy.name(),
                      Words.counted(policy.gates().size(), "gate"),
                      Words.counted(policy.tiers().size(), "tier")),
              proposals.gaps(policy).stream().map(names::in).toList());
    };
  }

  private ResponseEntity<byte[]> form(HttpServletRequest request, ProposalForm form, int status) {
    return screens.show(
        request,
        Screens.Place.of(
            "proposing",
            "policies",
            (form.wrong().isEmpty() ? "" : "Error: ") + "Propose a policy",
            new Link("Policies", "/policies"),
            Link.words("Propose")),
        form,
        status);
  }

  @GetMapping("/policy-proposals/{proposal}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable String proposal) {
    PolicyProposed proposed = proposals.get(proposal);
    String title = "Proposed: %s@%d".formatted(proposed.policyName(), proposed.number());
    return screens.show(
        request,
        Screens.Place.of(
            "proposal", "policies", title, new Link("Policies", "/policies"), Link.words(title)),
        sheets.sheet(proposed, caller));
  }

  @GetMapping("/policy-proposals/{proposal}/replay")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> replay(HttpServletRequest request, @PathVariable String proposal) {
    PolicyProposed proposed = proposals.get(proposal);
    String title = "%s@%d over the history".formatted(proposed.policyName(), proposed.number());
    return screens.show(
        request,
        Screens.Place.of(
            "replay",
            "policies",
            title,
            new Link("Policies", "/policies"),
            new Link("Proposed", "/policy-proposals/" + proposal),
            Link.words("Over the history")),
        replays.sheet(proposed));
  }

  /** Publishing asks for more; declining an own proposal does not. */
  @PostMapping("/policy-proposals/{proposal}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> answer(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String proposal,
      @RequestParam String answer) {
    oneOf(answer, "publish", "watch", "decline");
    try {
      if (answer.equals("watch")) {
        proposals.watch(caller, proposal);
        return Screens.go("/policy-proposals/" + proposal);
      }
      if (answer.equals("publish")) {
        var published = proposals.publish(caller, proposal);
        return Screens.go("/policies/" + published.policyName() + "/" + published.number());
      }
      proposals.decline(caller, proposal);
      return Screens.go("/policies");
    } catch (RefusedException e) {
      boolean waits = proposals.publications().open(proposal).isPresent();
      Link next =
          waits
              ? new Link("Back to the proposal", "/policy-proposals/" + proposal)
              : new Link("Policies", "/policies");
      return PageFaults.show(screens, request, e.refusal(), "", next);
    }
  }

  /** What no button of the page sends does nothing, least of all by default. */
  private static void oneOf(String sent, String... offered) {
    if (!List.of(offered).contains(sent)) {
      throw new RefusedException(
          new Refusal(
              "policy.answer",
              422,
              "The form asks for what the page does not offer.",
              List.of("It takes one of these: %s.".formatted(String.join(", ", offered))),
              "Open the page again and use its buttons."));
    }
  }
}
