// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.messages.OwnWord;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Exclusion;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.SubmissionSheet;
import org.imprimatur.server.web.ui.view.SubmissionSheet.Cover;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** The foot of the submission page: what the reader can do over which digests, or why not. */
@Component
record SubmissionBars(Names names) {
  SubmissionSheet.Bar bar(Standing standing, Caller caller, String policy) {
    var classes = new Classes(standing);
    boolean open = standing.submission().status() == Status.OPEN;
    List<Requirement.SignOff> asked = openFirst(standing, classes.asked(caller));
    List<Requirement.SignOff> free =
        asked.stream().filter(one -> classes.barred(caller, one).isEmpty()).toList();
    boolean outdated = !standing.outdated().isEmpty();
    boolean mayPromote = open && standing.verdict().passes() && caller.may(Permission.PROMOTE);
    boolean mayWithdraw =
        open && standing.docket().mayWithdraw(caller.id()) && caller.may(Permission.PROPOSE);
    String page = "/submissions/" + standing.submission().number();
    List<Link> signs = new ArrayList<>();
    if (open && !outdated) {
      for (Requirement.SignOff one : free) {
        if (OwnWord.of(standing, caller.id(), one).isEmpty()) {
          signs.add(sign(standing, one, free.size() == 1, page));
        }
      }
    }
    return new SubmissionSheet.Bar(
        who(standing, caller, asked, free),
        outdated ? List.of() : covers(standing, classes, free),
        "%s, gate %s".formatted(policy, standing.submission().opened().gate()),
        outdated
            ? Text.of("Nothing that is signed here is promoted.")
            : against(standing, caller, asked, free),
        signs,
        mayPromote ? page + "/promotion" : "",
        mayWithdraw ? page + "/withdrawal" : "",
        signs.isEmpty() ? "" : page + "/recusal");
  }

  /** What still lacks comes before what others have given already, else in the policy's order. */
  private static List<Requirement.SignOff> openFirst(
      Standing standing, List<Requirement.SignOff> asked) {
    var open =
        standing.verdict().open().stream()
            .map(Verdict.Result::requirement)
            .collect(Collectors.toSet());
    return asked.stream()
        .sorted(Comparator.comparing((Requirement.SignOff one) -> !open.contains(one.id())))
        .toList();
  }

  /** Where a role is asked for several sign-offs, the link says which one, and over what. */
  private static Link sign(
      Standing standing, Requirement.SignOff one, boolean alone, String submission) {
    String page = submission + "/sign?role=" + one.role();
    if (!Classes.isOneOfSeveral(standing, one)) {
      return new Link(alone ? "Decide…" : "Decide as " + one.role() + "…", page);
    }
    List<Requirement.SignOff> all = standing.docket().asked();
    boolean elsewhere =
        all.stream()
            .anyMatch(
                other ->
                    other.id().equals(one.id())
                        && other.role().equals(one.role())
                        && !other.equals(one));
    String scope = one.asked().coversAll() ? "the whole dossier" : Words.list(one.asked().covers());
    return new Link(
        "Decide as %s for %s%s…".formatted(one.role(), one.id(), elsewhere ? " over " + scope : ""),
        page + "&seat=" + (all.indexOf(one) + 1));
  }

  private Text who(
      Standing standing,
      Caller caller,
      List<Requirement.SignOff> asked,
      List<Requirement.SignOff> free) {
    if (standing.submission().status() != Status.OPEN) {
      return Text.NOTHING;
    }
    if (asked.isEmpty()) {
      return Text.of("Nothing is asked of you here. " + has(standing, caller));
    }
    if (free.isEmpty() || !standing.outdated().isEmpty()) {
      return Text.of("You hold the role ")
          .strong(asked.getFirst().role())
          .then(", and sign nothing here.");
    }
    Requirement.SignOff first = free.getFirst();
    String scope =
        first.asked().coversAll()
            ? " of the whole dossier"
            : " of " + Words.list(first.asked().covers());
    return OwnWord.of(standing, caller.id(), first)
        .map(
            given ->
                Text.of("You signed as ")
                    .strong(first.role())
                    .then(": " + given.decision().word() + "."))
        .orElseGet(
            () ->
                Text.of("You sign as ")
                    .strong(first.role())
                    .then(", ")
                    .meaning(first.meaning())
                    .then(scope));
  }

  /** Who has the first open requirement that somebody can act on. */
  String has(Standing standing, Caller caller) {
    for (Verdict.Result result : standing.verdict().open()) {
      String role = result.turn().role();
      if (role.equals("proposer")) {
        String proposer = standing.submission().opened().by();
        return proposer.equals(caller.id()) ? "" : names.of(proposer) + " has it.";
      }
      var eligible = standing.eligible(result);
      if (!eligible.isEmpty() && !RequirementRows.cannotStart(result)) {
        return names.of(eligible.iterator().next()) + " has it as " + role + ".";
      }
    }
    return "";
  }

  private static List<Cover> covers(
      Standing standing, Classes classes, List<Requirement.SignOff> asked) {
    List<Cover> covers = new ArrayList<>();
    if (!asked.isEmpty() && standing.submission().status() == Status.OPEN) {
      var digests = standing.input().dossier().digests();
      for (String name : classes.covered(asked.getFirst())) {
        Digest digest = digests.get(name);
        if (digest != null) {
          covers.add(new Cover(Words.capital(name), Code.of(digest.toString())));
        }
      }
    }
    return covers;
  }

  private Text against(
      Standing standing,
      Caller caller,
      List<Requirement.SignOff> asked,
      List<Requirement.SignOff> free) {
    if (standing.submission().status() != Status.OPEN) {
      return Text.NOTHING;
    }
    Optional<Bar> bar =
        asked.isEmpty()
            ? standing.input().people().duty(caller.id())
            : new Classes(standing).barred(caller, asked.getFirst());
    if (free.isEmpty() && bar.isPresent()) {
      return excluded(standing, caller, bar.get(), asked);
    }
    if (!free.isEmpty() && standing.isCondemned(caller.id())) {
      return Text.of("You stand condemned: an approval of yours counts nowhere. A refusal does.");
    }
    for (Requirement.SignOff one : free) {
      Optional<Text> failing = failing(standing, one);
      if (failing.isPresent() && OwnWord.of(standing, caller.id(), one).isEmpty()) {
        return failing.get();
      }
    }
    return Text.NOTHING;
  }

  /** The link that excludes the reader, and who can sign instead. */
  private Text excluded(
      Standing standing, Caller caller, Bar bar, List<Requirement.SignOff> asked) {
    String why = names.in(new Exclusion(standing.docket(), caller.id()).sentence(bar));
    Text all = Text.of(why).then(eligible(standing, asked));
    long number = standing.submission().number();
    boolean bypassed =
        bar.code().equals("recused")
            && standing.docket().decided().bypasses().of(number).isPresent();
    return bypassed ? all.then(" ").link("Break glass", BypassWords.page(number)) : all;
  }

  private String eligible(Standing standing, List<Requirement.SignOff> asked) {
    if (asked.isEmpty()) {
      return "";
    }
    var people = standing.eligible(asked.getFirst());
    return people.isEmpty()
        ? " Nobody else can."
        : " Eligible: " + Words.list(people.stream().map(names::of).toList()) + ".";
  }

  /** Why approving is not offered, in one sentence. */
  Optional<Text> failing(Standing standing, Requirement.SignOff asked) {
    var classes = new Classes(standing);
    for (Verdict.Result result : standing.verdict().open()) {
      if (asked.asked().after().contains(result.requirement())) {
        return Optional.of(Text.of("Approving comes after " + result.requirement() + "."));
      }
      String of = Classes.of(Asks.requirement(standing, result.requirement()));
      if (!of.isEmpty() && classes.covered(asked).contains(of)) {
        return Optional.of(
            Text.of("Approve is not offered: ")
                .strong(Words.capital(of))
                .then(", a class you sign for, is not satisfied."));
      }
    }
    return unchallenged(standing, asked);
  }

  /** The gate's own words with people by name: how many challenges lack, then why each does. */
  private Optional<Text> unchallenged(Standing standing, Requirement.SignOff asked) {
    for (Verdict.Result result : standing.verdict().open()) {
      if (Asks.requirement(standing, result.requirement()).signOffs().contains(asked)) {
        return result.reasons().stream()
            .filter(reason -> reason.code().equals(Asks.UNCHALLENGED))
            .map(reason -> "Approve is not offered: " + reason.sentence() + uncounted(result))
            .map(sentence -> Text.of(names.in(sentence)))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  private static String uncounted(Verdict.Result result) {
    return result.reasons().stream()
        .filter(reason -> reason.code().equals("challenge.not-counted"))
        .map(reason -> " " + reason.sentence())
        .collect(Collectors.joining());
  }
}
