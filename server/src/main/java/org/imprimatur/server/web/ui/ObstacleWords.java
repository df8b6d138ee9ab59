// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What to do about what stands against a submission before any of its requirements. */
@Component
record ObstacleWords(Names names, Models models) {
  static String sentences(List<Verdict.Reason> obstacles) {
    return obstacles.stream().map(Verdict.Reason::sentence).collect(Collectors.joining(" "));
  }

  /** Whether the version itself rests on something condemned: the same one never passes. */
  static boolean isCondemned(List<Verdict.Reason> obstacles) {
    return obstacles.stream().anyMatch(one -> one.code().equals("version.condemned"));
  }

  /**
   * Instead of what is asked of the reader, where signing comes to nothing now; else empty: then a
   * debt of another version is settled beside what is asked here.
   */
  Optional<Text> instead(Standing standing, Caller caller) {
    if (!standing.outdated().isEmpty()) {
      return Optional.of(again(standing, caller));
    }
    return standing
        .input()
        .decisions()
        .holds()
        .current()
        .map(held -> resume(standing, caller, held.by()));
  }

  private Text again(Standing standing, Caller caller) {
    var opened = standing.submission().opened();
    String version = "v" + opened.version();
    String page = "/models/%s/%s".formatted(models.name(opened.model()), version);
    Text nobody = Text.of("Nobody is asked to sign: nothing that is signed here is promoted. ");
    if (isCondemned(standing.outdated())) {
      return nobody.then(
          "Withdraw it, and register a version that does not rest on it; or the condemnation is"
              + " lifted by a second person.");
    }
    return standing.docket().mayWithdraw(caller.id()) && caller.may(Permission.PROPOSE)
        ? nobody.then("Withdraw it below, then submit ").link(version + " again", page).then(".")
        : nobody
            .strong(names.of(opened.by()))
            .then(" withdraws it and submits ")
            .link(version, page)
            .then(" again.");
  }

  private Text resume(Standing standing, Caller caller, String by) {
    String decisions = "/submissions/%d/decisions".formatted(standing.submission().number());
    Text nobody = Text.of("Nobody is asked to sign while it is on hold. ");
    return standing.docket().mayEndHold(caller.id(), standing.input().at())
        ? nobody.then("You can ").link("resume it", decisions).then(".")
        : nobody.strong(names.of(by)).then(" resumes it, or another who could sign.");
  }

  /** What else has to be done before it can be promoted, whoever signs meanwhile. */
  Text first(Standing standing) {
    Text first = Text.NOTHING;
    for (VersionBypassed debt : standing.input().subject().standing().debts()) {
      first =
          first
              .link("Ratify or roll back v" + debt.version(), BypassWords.page(debt.submission()))
              .then(" first. ");
    }
    return first;
  }
}
