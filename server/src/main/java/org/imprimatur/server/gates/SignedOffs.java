// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.SignOffsFacts;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.springframework.stereotype.Component;

/** The sign-offs behind a promotion, each with what was signed and its proof in the log. */
@Component
record SignedOffs(Audit audit, Database database, Blobs blobs) {
  /** Those that stood before the gate: the last of each person in a role, none withdrawn. */
  static List<SignoffGiven> standing(Standing standing) {
    return standing.submission().signOffs().stream()
        .filter(
            given ->
                standing.input().signOffs().stream()
                    .anyMatch(one -> one.id().equals(given.signoff())))
        .toList();
  }

  SignOffsFacts of(Standing standing, AttestationFacts facts) {
    long size = Checkpoint.unverified(facts.log().checkpoint()).size();
    return new SignOffsFacts(
        facts,
        standing.input().dossier().digests(),
        standing(standing).stream().map(given -> signed(given, size)).toList());
  }

  private Signed signed(SignoffGiven given, long size) {
    return new Signed(
        logged(given.signoff(), given, size),
        blobs.document(given.statement()),
        given.asserted().map(asserted -> passkey(asserted, size)));
  }

  private ByPasskey passkey(SignoffGiven.Asserted asserted, long size) {
    Act enrolled =
        Entries.acts(database.reader(), asserted.passkey()).stream()
            .filter(act -> act instanceof PasskeyEnrolled)
            .findFirst()
            .orElseThrow();
    return new ByPasskey(
        logged(asserted.passkey(), enrolled, size), blobs.document(asserted.assertion()));
  }

  /** The proof of an act, which is found under what it mentions. */
  private LoggedAct logged(String mention, Act act, long size) {
    Optional<Entries.Entry> entry =
        Entries.mentioning(database.reader(), mention).stream()
            .filter(one -> one.act().equals(act))
            .findFirst();
    return LoggedAct.of(entry.orElseThrow().position(), act.bytes(), size, audit.leaves());
  }
}
