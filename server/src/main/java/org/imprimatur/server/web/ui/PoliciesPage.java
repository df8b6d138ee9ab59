// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.policy.Revalidation;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.policies.PublishedPolicy;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.PolicySheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Published policies: which there are, and what each asks in which tier. */
@Controller
final class PoliciesPage {
  private static final Link PROPOSE = new Link("Propose a policy", "/policy-proposals/new");

  private final Screens screens;
  private final Policies policies;
  private final Proposals proposals;
  private final InstantSource clock;
  private final Names names;

  PoliciesPage(
      Screens screens, Policies policies, Proposals proposals, InstantSource clock, Names names) {
    this.screens = screens;
    this.policies = policies;
    this.proposals = proposals;
    this.clock = clock;
    this.names = names;
  }

  @GetMapping("/policies")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(HttpServletRequest request, Caller caller) {
    List<Table.Row> rows = new ArrayList<>();
    proposals.publications().open().forEach(proposed -> rows.add(proposed(proposed)));
    for (PublishedPolicy policy : policies.all()) {
      Policy read = policies.read(policy.digest());
      rows.add(
          Table.Row.of(
              Cell.link(title(policy), "/policies/" + policy.name() + "/" + policy.number()),
              Cell.of(Words.list(read.tiers())),
              Cell.of(Words.list(List.copyOf(read.gates().keySet()))),
              policy.preset() ? Cell.state(Mark.SATISFIED.saying("default")) : Cell.of("–"),
              Cell.digest(Code.of(policy.digest().toString()))));
    }
    var listing =
        new Listing(
            "Policies",
            List.of(),
            new Table("", heads("Policy", "Tiers", "Gates", "For new models", "Digest"), rows),
            new Listing.Empty(
                "scale",
                "No policy is published",
                "The setup file names the founding policies.",
                ""),
            caller.may(Permission.PUBLISH) ? PROPOSE : null);
    return screens.show(request, Screens.Place.of("listing", "policies", "Policies"), listing);
  }

  private Table.Row proposed(PolicyProposed proposed) {
    Policy read = policies.read(proposed.policy());
    return Table.Row.of(
        Cell.link(
            "%s@%d, proposed".formatted(proposed.policyName(), proposed.number()),
            "/policy-proposals/" + proposed.proposal()),
        Cell.of(Words.list(read.tiers())),
        Cell.of(Words.list(List.copyOf(read.gates().keySet()))),
        Cell.state(Mark.WAITING.saying("waits for a second person; by " + names.of(proposed.by()))),
        Cell.digest(Code.of(proposed.policy().toString())));
  }

  private static List<Table.Head> heads(String... words) {
    return Arrays.stream(words).map(word -> new Table.Head(word, false)).toList();
  }

  private static String title(PublishedPolicy policy) {
    return policy.name() + "@" + policy.number();
  }

  @GetMapping("/policies/{name}/{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    PublishedPolicy published = policies.get(name, number);
    Policy policy = policies.read(published.digest());
    List<Table> tables = new ArrayList<>();
    policy.gates().values().forEach(gate -> tables.add(gate(policy, gate)));
    tables.add(questions(policy));
    tables.add(rules(policy));
    var sheet =
        new PolicySheet(
            title(published),
            Code.of(published.digest().toString()),
            "Published once and never changed; submissions pin it by its digest. Evidence counts"
                + " from "
                + Words.level(policy.examination().level().word())
                + ". Contributors never sign, and every seat has another person.",
            tables,
            new String(policies.bytes(published.digest()), StandardCharsets.UTF_8),
            caller.may(Permission.PUBLISH)
                ? new Link("Propose a change", PROPOSE.href() + "?policy=" + name)
                : null);
    return screens.show(
        request,
        Screens.Place.of(
            "policy",
            "policies",
            title(published),
            new Link("Policies", "/policies"),
            Link.words(title(published))),
        sheet);
  }

  private Table gate(Policy policy, Policy.Gate gate) {
    List<Table.Head> heads = new ArrayList<>(heads("Requirement", "Asks"));
    policy.tiers().forEach(tier -> heads.add(new Table.Head(Words.capital(tier), false)));
    List<Table.Row> rows = new ArrayList<>();
    for (Requirement requirement : gate.requirements()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(requirement.id() + (requirement.waivable() ? "" : ", not waivable")));
      cells.add(Cell.of(rule(gate, requirement)));
      for (String tier : policy.tiers()) {
        cells.add(
            requirement.tiers().contains(tier)
                ? Cell.state(asked(gate, requirement, tier))
                : Cell.of("–"));
      }
      rows.add(new Table.Row(cells, ""));
    }
    gate.revalidation().ifPresent(rule -> rows.add(approval(policy, rule)));
    if (gate.stage().equals(Watch.PRODUCTION)) {
      rows.add(overlap(policy, gate));
    }
    String title = "Gate to %s, from %s".formatted(gate.stage(), Words.list(gate.from()));
    return new Table(title, heads, rows);
  }

  /** The rule, with its phases while it does not bind everywhere. */
  private Text rule(Policy.Gate gate, Requirement requirement) {
    Text rule = RequirementRows.rule(requirement);
    return Optional.ofNullable(gate.enforcement().get(requirement.id()))
        .filter(found -> !found.binds(clock.instant()))
        .map(found -> rule.then("; watched, and " + found.words(Times::day)))
        .orElse(rule);
  }

  /** Whether it binds in a tier today, where no team comes in earlier. */
  private Mark asked(Policy.Gate gate, Requirement requirement, String tier) {
    return gate.watched(requirement, tier, Set.of(), clock.instant())
        .map(begin -> Mark.WATCHED.saying("watched until " + Times.day(begin.day())))
        .orElse(new Mark("asked", "list-check", "act"));
  }

  /** For how long what is replaced may serve, which is the same in every tier. */
  private static Table.Row overlap(Policy policy, Policy.Gate gate) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of("overlap-days"));
    cells.add(
        Cell.of(
            "The version that another one replaces may serve beside it for so long, and no more"
                + " then."));
    for (int i = 0; i < policy.tiers().size(); i++) {
      cells.add(Cell.of(gate.overlap() == 0 ? "not at all" : Words.counted(gate.overlap(), "day")));
    }
    return new Table.Row(cells, "");
  }

  /** How long an approval holds, in each tier. */
  private static Table.Row approval(Policy policy, Revalidation rule) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of("revalidate"));
    cells.add(
        Cell.of(
            "The approval holds so long. It is told %s before, and then %s."
                .formatted(
                    Words.counted(rule.notice(), "day"),
                    rule.overdue() == Revalidation.Overdue.SUSPEND
                        ? "the version is suspended"
                        : "it is overdue")));
    for (String tier : policy.tiers()) {
      var days = rule.days(tier);
      var budget = rule.rows(tier);
      cells.add(
          Cell.of(
              (days.isPresent() ? Words.counted(days.getAsInt(), "day") : "for ever")
                  + (budget.isPresent()
                      ? ", or " + Words.counted(budget.getAsLong(), "scored row")
                      : "")));
    }
    return new Table.Row(cells, "");
  }

  private static Table questions(Policy policy) {
    List<Table.Row> rows = new ArrayList<>();
    for (Policy.Question question : policy.questions()) {
      rows.add(
          Table.Row.of(
              Cell.of(question.id()),
              Cell.of(question.ask()),
              Cell.of(String.join(", ", question.answers()))));
    }
    return new Table("Risk questions", heads("Question", "Asks", "Answers"), rows);
  }

  private static Table rules(Policy policy) {
    List<Table.Row> rows = new ArrayList<>();
    for (Policy.RiskRule rule : policy.rules()) {
      rows.add(
          Table.Row.of(
              Cell.of(rule.id()),
              Cell.of(Words.capital(rule.tier())),
              Cell.of(Text.NOTHING.code(rule.when().text()))));
    }
    return new Table("Tier, by the first rule that holds", heads("Rule", "Tier", "When"), rows);
  }
}
