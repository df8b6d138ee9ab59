// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.submissions.Dockets;
import org.springframework.stereotype.Component;

/**
 * What rests on a passkey: each sign-off that it signed, with the promotion whose recorded verdict
 * counted that sign-off, or whose approval answers for it.
 */
@Component
public final class PasskeyTraces {
  private final Database database;
  private final Gates gates;
  private final Dockets dockets;

  PasskeyTraces(Database database, Gates gates, Dockets dockets) {
    this.database = database;
    this.gates = gates;
    this.dockets = dockets;
  }

  /**
   * A sign-off by the passkey.
   *
   * @param entry where it is in the log, counted from 0
   * @param promotion what rests on it, where something does
   */
  public record Use(long entry, SignoffGiven given, Optional<VersionPromoted> promotion) {}

  /** Every sign-off by a passkey, in the log's order. */
  public List<Use> of(String passkey) {
    List<Use> uses = new ArrayList<>();
    for (Entries.Entry entry : Entries.mentioning(database.reader(), passkey)) {
      if (entry.act() instanceof SignoffGiven given) {
        Standing standing = gates.standing(given.submission());
        Optional<VersionPromoted> promotion =
            standing
                .submission()
                .ending()
                .promoted()
                .filter(promoted -> restsOn(standing, promoted, given.signoff()));
        uses.add(new Use(entry.position(), given, promotion));
      }
    }
    return uses;
  }

  /** Whether it counted itself, or was there for an approval that counted and answers for it. */
  private boolean restsOn(Standing standing, VersionPromoted promoted, String id) {
    Docket then = dockets.promoted(database.reader(), standing.submission(), promoted);
    GateInput input = then.input(promoted.at());
    Set<String> counted = counted(standing.verdict(), input);
    return input.signOffs().stream().anyMatch(one -> one.id().equals(id))
        && input.signOffs().stream()
            .filter(one -> counted.contains(one.id()))
            .anyMatch(one -> one.id().equals(id) || one.backing().answers().containsKey(id));
  }

  /** What counted for a requirement that the recorded verdict satisfied. */
  private static Set<String> counted(Verdict recorded, GateInput input) {
    Map<String, Set<String>> counted = Gate.counted(input);
    return recorded.results().stream()
        .filter(result -> result.state() == Verdict.State.SATISFIED)
        .flatMap(result -> counted.getOrDefault(result.requirement(), Set.of()).stream())
        .collect(Collectors.toSet());
  }
}
