// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.springframework.stereotype.Component;

/**
 * What rests on a passkey: each sign-off that it signed, with the promotion whose recorded verdict
 * counted that sign-off, or whose approval answers for it.
 */
@Component
public final class PasskeyTraces {
  private final Database database;
  private final Gates gates;

  PasskeyTraces(Database database, Gates gates) {
    this.database = database;
    this.gates = gates;
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
                .filter(_ -> restsOn(standing, given.signoff()));
        uses.add(new Use(entry.position(), given, promotion));
      }
    }
    return uses;
  }

  /** One that was taken back, or replaced by a later word in its seat, is not there any more. */
  private static boolean restsOn(Standing standing, String id) {
    List<SignOff> counted =
        standing.input().signOffs().stream().filter(one -> counts(standing, one)).toList();
    boolean stood = standing.input().signOffs().stream().anyMatch(one -> one.id().equals(id));
    return stood
        && counted.stream()
            .anyMatch(one -> one.id().equals(id) || one.backing().answers().containsKey(id));
  }

  /** Whether the recorded verdict counted it: for a requirement that it satisfied with others. */
  private static boolean counts(Standing standing, SignOff signOff) {
    return signOff.decision().approves()
        && standing.docket().asked().stream()
            .filter(signOff::isGivenFor)
            .flatMap(asked -> results(standing, asked.id()))
            .anyMatch(
                result ->
                    result.state() == Verdict.State.SATISFIED
                        && result.reasons().stream()
                            .noneMatch(reason -> isAgainst(reason, signOff.person())));
  }

  private static Stream<Verdict.Result> results(Standing standing, String requirement) {
    return standing.verdict().results().stream()
        .filter(result -> result.requirement().equals(requirement));
  }

  /** A verdict says of each sign-off that did not count whose it was, and why. */
  private static boolean isAgainst(Verdict.Reason reason, String person) {
    boolean ofSigner =
        reason.code().startsWith("sign-off.") || reason.code().startsWith("condition.");
    return ofSigner
        && !reason.code().equals("condition.open")
        && (reason.sentence().startsWith(person + " ")
            || reason.sentence().startsWith(person + "'s "));
  }
}
