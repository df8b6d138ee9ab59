// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.RiskSheet;
import org.imprimatur.server.web.ui.view.Tier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The risk questions: the team answers, somebody else confirms. */
@Controller
final class RiskPage {
  private final Screens screens;
  private final Models models;
  private final Policies policies;
  private final Assessments assessments;
  private final ModelSides sides;
  private final Names names;

  RiskPage(
      Screens screens,
      Models models,
      Policies policies,
      Assessments assessments,
      ModelSides sides,
      Names names) {
    this.screens = screens;
    this.models = models;
    this.policies = policies;
    this.assessments = assessments;
    this.sides = sides;
    this.names = names;
  }

  @GetMapping("/models/{name}/risk")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable String name) {
    Model model = models.get(name);
    Risk risk = assessments.risk(model.id());
    Digest governing = policies.governing(model).digest();
    Policy policy = policies.read(governing);
    boolean outdated = assessments.isOutdated(model, risk);
    String closed =
        caller.may(Permission.PROPOSE)
            ? null
            : "The team of the model answers; your roles do not propose.";
    var sheet =
        new RiskSheet(
            name,
            sides.policy(governing).plain(),
            status(risk, outdated),
            questions(policy, risk),
            closed,
            risk.answered().map(answered -> result(answered, risk)).orElse(null),
            risk.answered()
                .filter(_ -> !outdated)
                .map(answered -> confirm(answered, risk, policy, caller))
                .orElse(null));
    return screens.show(
        request,
        Screens.Place.of(
            "risk",
            "models",
            status(risk, outdated).word() + ": risk of " + name,
            new Link("Models", "/models"),
            new Link(name, "/models/" + name),
            Link.words("Risk")),
        sheet);
  }

  private static Mark status(Risk risk, boolean outdated) {
    if (outdated) {
      return Mark.WAITING.saying("Outdated: the policy ranks models otherwise since");
    }
    if (risk.confirmed().isPresent()) {
      return Mark.SATISFIED.saying("Confirmed");
    }
    return risk.answered().isPresent()
        ? Mark.WAITING.saying("Waits for a risk manager")
        : Mark.WAITING.saying("Not answered");
  }

  private List<RiskSheet.Question> questions(Policy policy, Risk risk) {
    Map<String, String> given =
        risk.answered().map(found -> assessments.answers(found.assessment())).orElse(Map.of());
    List<RiskSheet.Question> questions = new ArrayList<>();
    for (Policy.Question question : policy.questions()) {
      String answer = given.getOrDefault(question.id(), "");
      questions.add(
          new RiskSheet.Question(
              question.id(),
              question.ask(),
              question.answers().stream()
                  .map(value -> new RiskSheet.Answer(value, value.equals(answer)))
                  .toList()));
    }
    return questions;
  }

  private RiskSheet.Result result(RiskAnswered answered, Risk risk) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Answered", List.of(names.person(answered.by(), ""))));
    risk.confirmed()
        .ifPresent(
            confirmed -> {
              facts.add(Fact.of("Confirmed", List.of(names.person(confirmed.by(), ""))));
              if (!confirmed.tier().equals(answered.tier())) {
                facts.add(Fact.of("Overridden", "to the %s tier".formatted(confirmed.tier())));
              }
              confirmed.reason().ifPresent(reason -> facts.add(Fact.of("Reason", reason)));
            });
    String tier = risk.confirmed().map(found -> found.tier()).orElse(answered.tier());
    return new RiskSheet.Result(Tier.of(tier), sides.because(answered), facts);
  }

  private static RiskSheet.@Nullable Confirm confirm(
      RiskAnswered answered, Risk risk, Policy policy, Caller caller) {
    if (risk.confirmed().isPresent()) {
      return null;
    }
    String against = null;
    if (answered.by().equals(caller.id())) {
      against = "You answered the questions; somebody else confirms the tier.";
    } else if (!caller.may(Permission.ASSESS)) {
      against = "A risk manager confirms the tier.";
    }
    return new RiskSheet.Confirm(
        answered.assessment().toString(), answered.tier(), policy.tiers(), against);
  }

  @PostMapping("/models/{name}/risk")
  @Needs(Permission.PROPOSE)
  ResponseEntity<byte[]> answer(
      Caller caller, @PathVariable String name, @RequestParam Map<String, String> fields) {
    Map<String, String> answers = new TreeMap<>(fields);
    answers.remove("_csrf");
    assessments.answer(caller, name, answers);
    return Screens.go("/models/" + name + "/risk");
  }

  @PostMapping("/models/{name}/risk/confirmation")
  @Needs(Permission.ASSESS)
  ResponseEntity<byte[]> confirm(
      Caller caller,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String assessment,
      @RequestParam(defaultValue = "") String tier,
      @RequestParam(defaultValue = "") String reason) {
    assessments.confirm(
        caller,
        name,
        new Assessments.Confirmation(
            Parameters.digest("assessment", assessment), tier, Optional.of(reason)));
    return Screens.go("/models/" + name + "/risk");
  }
}
