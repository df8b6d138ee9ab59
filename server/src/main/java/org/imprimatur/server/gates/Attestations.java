// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.PublishedPolicy;
import org.springframework.stereotype.Component;

/**
 * Issues the attestation of a promotion: signed, portable, with the proof that it is in the log.
 */
@Component
final class Attestations {
  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Sources sources;
  private final AttestationKey key;

  Attestations(
      Audit audit, Database database, Blobs blobs, Sources sources, KeyPair attestationKeys) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.sources = sources;
    this.key = AttestationKey.of(attestationKeys);
  }

  /** What an attestation tells of. */
  @Component
  record Sources(
      Gates gates, Models models, Persons persons, Policies policies, SignedOffs signedOffs) {}

  /** Promotions that have none yet. */
  List<Long> pending() {
    return database
        .reader()
        .sql("SELECT submission FROM attestation_jobs ORDER BY submission")
        .query((row, line) -> row.getLong(1))
        .list();
  }

  /** Issues one; a second issue of the same submission records nothing. */
  void issue(long number) {
    Standing standing = sources.gates().standing(number);
    AttestationFacts facts = facts(standing, logged(number));
    Digest bundle = blobs.put(Attestation.issue(facts, key));
    Digest signOffs =
        blobs.put(Attestation.issueSignOffs(sources.signedOffs().of(standing, facts), key));
    audit.record(
        moment -> {
          boolean issued =
              Entries.acts(moment.db(), "submission:" + number).stream()
                  .anyMatch(act -> act instanceof AttestationIssued);
          return issued
              ? new Ruling.Granted<>(List.of(), bundle)
              : Ruling.granted(
                  new AttestationIssued(
                      moment.by(Stamp.SYSTEM), number, bundle, Optional.of(signOffs)),
                  bundle);
        });
  }

  private AttestationFacts facts(Standing standing, Logged logged) {
    SubmissionOpened opened = standing.submission().opened();
    Model model = sources.models().byId(opened.model());
    PublishedPolicy policy = sources.policies().find(opened.policy()).orElseThrow();
    return new AttestationFacts(
        logged.promoted().at(),
        new AttestationFacts.ApprovedVersion(
            model.name(),
            model.id(),
            opened.version(),
            Manifest.fromJson(blobs.document(opened.manifest())),
            standing.docket().model().cutoff()),
        new AttestationFacts.Passage(
            opened.submission(),
            opened.gate(),
            standing.input().subject().tier(),
            logged.promoted().from(),
            logged.promoted().to()),
        new AttestationFacts.Pinned(
            new AttestationFacts.PolicyVersion(policy.name(), policy.number(), policy.digest()),
            opened.use(),
            logged.verdict().trace()),
        signOffs(standing),
        waivers(standing),
        standing.verdict().lentBy(),
        logged.proof());
  }

  private List<AttestationFacts.SignedOff> signOffs(Standing standing) {
    List<AttestationFacts.SignedOff> signedOff = new ArrayList<>();
    for (SignoffGiven given : SignedOffs.standing(standing)) {
      signedOff.add(
          new AttestationFacts.SignedOff(
              given.by(),
              given.role(),
              given.meaning(),
              given.decision(),
              given.statement(),
              sources.persons().commitment(database.reader(), given.by())));
    }
    return signedOff;
  }

  /** What the verdict says is waived, with the waiver that was in force then. */
  private static List<AttestationFacts.Waived> waivers(Standing standing) {
    return standing.input().decisions().behind(standing.verdict(), standing.input().at()).stream()
        .map(one -> AttestationFacts.Waived.of(one.asked(), one.granted().orElseThrow()))
        .toList();
  }

  private record Logged(
      VerdictGiven verdict, VersionPromoted promoted, AttestationFacts.LogProof proof) {}

  /** The passing verdict and the promotion that followed it, with their proofs. */
  private Logged logged(long number) {
    String checkpoint = audit.checkpoint();
    long size = Checkpoint.unverified(checkpoint).size();
    List<Entries.Entry> entries = Entries.mentioning(database.reader(), "submission:" + number);
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).act() instanceof VersionPromoted promoted
          && entries.get(i - 1).act() instanceof VerdictGiven verdict) {
        var proof =
            new AttestationFacts.LogProof(
                checkpoint, logged(entries.get(i - 1), size), logged(entries.get(i), size));
        return new Logged(verdict, promoted, proof);
      }
    }
    throw new IllegalStateException("Submission " + number + " was not promoted.");
  }

  private AttestationFacts.LoggedAct logged(Entries.Entry entry, long size) {
    return AttestationFacts.LoggedAct.of(
        entry.position(), entry.act().bytes(), size, audit.leaves());
  }
}
