// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Picks sign-offs out of a log that is replayed whole, with what speaks against each. */
public final class SignOffProofs {
  private final Map<String, At<PersonAdded>> persons = new HashMap<>();
  private final Map<String, At<PasskeyEnrolled>> passkeys = new HashMap<>();
  private final Map<Long, At<SubmissionOpened>> submissions = new HashMap<>();
  private final Map<String, Instant> withdrawn = new HashMap<>();
  private final List<Rest> signOffs = new ArrayList<>();
  private final Predicate<SignoffGiven> asked;

  private SignOffProofs(Predicate<SignoffGiven> asked) {
    this.asked = asked;
  }

  private record At<A extends Act>(long entry, A act) {}

  /** A sign-off and the entries on which it rests, as they were when it was given. */
  private record Rest(
      At<SignoffGiven> given,
      Optional<At<SubmissionOpened>> opened,
      Optional<At<PersonAdded>> person,
      Optional<At<PasskeyEnrolled>> passkey) {
    Set<Long> entries() {
      Set<Long> entries = new HashSet<>(Set.of(given.entry()));
      opened.ifPresent(at -> entries.add(at.entry()));
      person.ifPresent(at -> entries.add(at.entry()));
      passkey.ifPresent(at -> entries.add(at.entry()));
      return entries;
    }
  }

  /**
   * The sign-offs that are asked for, in the log's order; no log, however forged, makes it throw.
   */
  public static List<SignOffProof> of(
      Iterable<byte[]> entries, BlobSource source, Predicate<SignoffGiven> asked) {
    Report report = Replay.verify(entries, source);
    var proofs = new SignOffProofs(asked);
    long position = 0;
    for (byte[] entry : entries) {
      proofs.next(position++, entry);
    }
    var blobs = new HashedBlobs(source);
    return proofs.signOffs.stream().map(rest -> proofs.proof(rest, report, blobs)).toList();
  }

  private void next(long entry, byte[] bytes) {
    try {
      switch (Act.parse(bytes)) {
        case PersonAdded added -> persons.putIfAbsent(added.person(), new At<>(entry, added));
        case PasskeyEnrolled enrolled ->
            passkeys.putIfAbsent(enrolled.passkey(), new At<>(entry, enrolled));
        case SubmissionOpened opened ->
            submissions.putIfAbsent(opened.submission(), new At<>(entry, opened));
        case SignoffWithdrawn back -> withdrawn.putIfAbsent(back.signoff(), back.at());
        case SignoffGiven given when asked.test(given) -> signOffs.add(rest(entry, given));
        case Act _ -> {}
      }
    } catch (ActException _) {
      // The replay has a finding for it.
    }
  }

  private Rest rest(long entry, SignoffGiven given) {
    return new Rest(
        new At<>(entry, given),
        Optional.ofNullable(submissions.get(given.submission())),
        Optional.ofNullable(persons.get(given.by())),
        given.asserted().flatMap(by -> Optional.ofNullable(passkeys.get(by.passkey()))));
  }

  private SignOffProof proof(Rest rest, Report report, HashedBlobs blobs) {
    SignoffGiven given = rest.given().act();
    Set<Long> entries = rest.entries();
    List<Finding> before =
        report.findings().stream().filter(one -> one.entry() <= rest.given().entry()).toList();
    List<Finding> against = before.stream().filter(one -> entries.contains(one.entry())).toList();
    return new SignOffProof(
        rest.given().entry(),
        given,
        rest.opened().map(At::act),
        rest.person().map(at -> at.act().commitment()),
        statement(given.statement(), blobs),
        rest.passkey().map(At::act),
        Optional.ofNullable(withdrawn.get(given.signoff())),
        against,
        before.size() - (long) against.size());
  }

  private static Optional<Json.Obj> statement(Digest digest, HashedBlobs blobs) {
    try {
      return Optional.of(blobs.document(digest, "statement/v1"));
    } catch (UnestablishedException _) {
      return Optional.empty();
    }
  }
}
