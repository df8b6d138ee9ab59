// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Decisions;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.web.ui.view.DecisionSheet;
import org.imprimatur.server.web.ui.view.DecisionSheet.Deed;
import org.imprimatur.server.web.ui.view.DecisionSheet.Item;
import org.imprimatur.server.web.ui.view.Mark;
import org.springframework.stereotype.Component;

/** Holds, requests, conditions and waivers of a submission, with what the reader can do. */
@Component
record DecisionSheets(Blobs blobs, Names names, Times times, InstantSource clock) {
  DecisionSheet sheet(Standing standing, Caller caller) {
    long number = standing.submission().number();
    String base = "/submissions/" + number;
    Decisions decisions = standing.input().decisions();
    String hold =
        decisions
            .holds()
            .current()
            .map(
                held ->
                    "On hold by %s since %s: %s"
                        .formatted(
                            names.of(held.by()), times.at(held.at()), blobs.words(held.reason())))
            .orElse("");
    return new DecisionSheet(
        "Decisions on submission " + number,
        hold,
        base,
        decisions.requests().stream().map(one -> request(one, standing, caller, base)).toList(),
        conditions(standing, caller, base),
        decisions.waivers().stream().map(one -> waiver(one, standing, caller, base)).toList(),
        roles(standing, caller),
        waivable(standing));
  }

  private Item request(ChangesRequested request, Standing standing, Caller caller, String base) {
    List<String> lines = new ArrayList<>();
    Json.Arr fixes = blobs.document(request.fixes()).array("fixes");
    for (int i = 0; i < fixes.values().size(); i++) {
      lines.add((i + 1) + ". " + fixes.string(i));
    }
    boolean answers = standing.input().people().conflict(caller.id()).isPresent();
    String id = request.request();
    return new Item(
        new Mark("Waits for the proposer", "pencil", "warn"),
        "%s as %s, %s".formatted(names.of(request.by()), request.role(), times.at(request.at())),
        lines,
        answers
            ? List.of(
                new Deed(
                    id, base + "/changes/" + id + "/answer", "Answer", "What was mended", false))
            : List.of());
  }

  private List<Item> conditions(Standing standing, Caller caller, String base) {
    List<Item> items = new ArrayList<>();
    for (SignOff signOff : standing.input().signOffs()) {
      List<Condition> conditions = signOff.backing().terms().conditions();
      for (int i = 0; i < conditions.size(); i++) {
        items.add(condition(signOff, i + 1, conditions.get(i), new Reader(standing, caller, base)));
      }
    }
    return items;
  }

  /** Who looks, at what, and where the forms go. */
  private record Reader(Standing standing, Caller caller, String base) {}

  private Item condition(SignOff signOff, int number, Condition condition, Reader reader) {
    Optional<Decisions.Fulfilment> said =
        reader.standing().input().decisions().fulfilment(signOff.id(), number);
    boolean confirmed = said.flatMap(Decisions.Fulfilment::confirmed).isPresent();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s sees to it until %s; asked by %s as %s."
            .formatted(
                names.of(owner(signOff, number, condition, reader)),
                condition.due(),
                names.of(signOff.person()),
                signOff.role()));
    condition
        .measure()
        .ifPresent(measure -> lines.add("Measured: %s.".formatted(measure.when().text())));
    said.ifPresent(one -> lines.add("Said to be met: " + blobs.words(one.said().note())));
    return new Item(
        mark(condition, said.isPresent(), confirmed, clock.instant()),
        condition.text(),
        lines,
        deeds(signOff, number, condition, said, reader));
  }

  private static Mark mark(Condition condition, boolean said, boolean confirmed, Instant now) {
    if (condition.measure().isPresent()) {
      return new Mark("Measured", "chart-line", "mute");
    }
    if (confirmed) {
      return Mark.SATISFIED.saying("Met");
    }
    if (condition.isPast(now)) {
      return Mark.EXPIRED.saying("Lapsed");
    }
    return Mark.WAITING.saying(said ? "Waits to be confirmed" : "Open");
  }

  private static String owner(SignOff signOff, int number, Condition condition, Reader reader) {
    return reader.standing().input().decisions().owner(signOff.id(), number, condition);
  }

  /** Whether the reader owns the model, and whoever owns the condition left. */
  private static boolean hands(String owner, Reader reader) {
    return reader.caller().id().equals(reader.standing().docket().model().latest().owner())
        && reader.standing().docket().people().rolesOf(owner).isEmpty();
  }

  private List<Deed> deeds(
      SignOff signOff,
      int number,
      Condition condition,
      Optional<Decisions.Fulfilment> said,
      Reader reader) {
    String id = signOff.id() + "-" + number;
    String base = reader.base() + "/conditions/" + signOff.id() + "/" + number;
    boolean confirmed = said.flatMap(Decisions.Fulfilment::confirmed).isPresent();
    if (condition.measure().isPresent() || confirmed) {
      return List.of();
    }
    String owner = owner(signOff, number, condition, reader);
    if (said.isEmpty() && owner.equals(reader.caller().id())) {
      return List.of(new Deed(id, base + "/met", "It is met", "How it was met", false));
    }
    if (said.isEmpty()) {
      return hands(owner, reader)
          ? List.of(
              new Deed(
                  id,
                  base + "/owner",
                  "Hand it over",
                  "",
                  false,
                  names.owners(reader.standing().docket().people())))
          : List.of();
    }
    return reader.standing().docket().signOffs().stream()
        .filter(given -> given.signoff().equals(signOff.id()))
        .filter(
            given ->
                Decisions.confirms(
                        reader.caller().id(),
                        given,
                        said.get().said(),
                        owner,
                        reader.standing().input().people())
                    .isEmpty())
        .map(_ -> new Deed(id, base + "/confirmation", "Confirm", "", false))
        .toList();
  }

  private Item waiver(Waiver waiver, Standing standing, Caller caller, String base) {
    Json.Obj grounds = blobs.document(waiver.asked().grounds());
    List<String> lines = new ArrayList<>();
    lines.add("Asked by %s: %s".formatted(names.of(waiver.asked().by()), grounds.string("reason")));
    lines.add("Meanwhile: " + grounds.string("protection"));
    waiver
        .granted()
        .ifPresent(
            granted ->
                lines.add(
                    "Granted by %s as %s, %s."
                        .formatted(
                            names.of(granted.by()), granted.role(), times.at(granted.at()))));
    waiver
        .ended()
        .ifPresent(
            ended ->
                lines.add(
                    "Ended by %s: %s"
                        .formatted(names.of(ended.by()), blobs.words(ended.reason()))));
    return new Item(
        mark(waiver.state(clock.instant())),
        "%s until %s".formatted(waiver.asked().requirement(), waiver.asked().until()),
        lines,
        deeds(waiver, standing, caller, base + "/waivers/" + waiver.id()));
  }

  static Mark mark(Waiver.State state) {
    return switch (state) {
      case ASKED -> Mark.WAITING.saying("Asked");
      case IN_FORCE -> Mark.WAIVED;
      case EXPIRED -> Mark.EXPIRED;
      case ENDED -> Mark.NOT_APPLICABLE.saying("Ended");
      case REFUSED -> Mark.NOT_APPLICABLE.saying("Refused");
    };
  }

  private List<Deed> deeds(Waiver waiver, Standing standing, Caller caller, String base) {
    var limits = standing.input().policy().waivers();
    var people = standing.input().people();
    Waiver.State state = waiver.state(clock.instant());
    List<Deed> deeds = new ArrayList<>();
    boolean grants =
        limits.isPresent() && waiver.grants(caller.id(), limits.get(), people).isEmpty();
    if (state == Waiver.State.ASKED && grants) {
      deeds.add(new Deed(waiver.id(), base + "/grant", "Grant and sign", "", true));
    }
    boolean runs = state == Waiver.State.ASKED || state == Waiver.State.IN_FORCE;
    if (runs && waiver.ends(caller.id(), limits, people)) {
      deeds.add(
          new Deed(
              waiver.id() + "-end",
              base + "/end",
              state == Waiver.State.ASKED ? "Refuse" : "End it",
              "Why it ends",
              false));
    }
    return deeds;
  }

  private static List<String> roles(Standing standing, Caller caller) {
    return asked(standing).stream()
        .flatMap(requirement -> requirement.signOffs().stream())
        .map(Requirement.SignOff::role)
        .distinct()
        .filter(role -> standing.input().people().eligible(role).contains(caller.id()))
        .toList();
  }

  private static List<String> waivable(Standing standing) {
    return asked(standing).stream()
        .filter(one -> Waiver.unwaivable(standing.input().policy(), one).isEmpty())
        .map(Requirement::id)
        .filter(
            id ->
                standing.verdict().results().stream()
                    .filter(result -> result.requirement().equals(id))
                    .anyMatch(DecisionSheets::isOpen))
        .toList();
  }

  /** What is only watched can be waived ahead where it would not be satisfied. */
  private static boolean isOpen(Verdict.Result result) {
    return Watched.of(result)
        .map(watched -> !watched.today().satisfies())
        .orElse(!result.state().satisfies());
  }

  private static List<Requirement> asked(Standing standing) {
    var subject = standing.input().subject();
    return standing.input().policy().asked(subject.gate(), subject.tier());
  }
}
