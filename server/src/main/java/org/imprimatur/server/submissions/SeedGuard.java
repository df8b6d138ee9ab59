// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.seed.Seed;
import org.imprimatur.proof.seed.SeedConduct;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Sequel;
import org.imprimatur.server.models.Models;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps every version that is bad on purpose away from every stage, and reveals it in the
 * transaction that decides it.
 *
 * <p>It is the one rule that reads what stands outside the log, because what the log told would be
 * known to everybody. It can only refuse and reveal; where what a commitment hides is lost, nothing
 * is promoted at all until the commitment is overdue.
 */
@Component
public final class SeedGuard implements Sequel {
  private final Blobs blobs;

  SeedGuard(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Who is to be a case: a version of a submission. */
  private record Version(String model, long number) {}

  @Override
  public Optional<Refusal> against(Act act, JdbcClient db) {
    return switch (act) {
      case VersionPromoted one -> barred(db, new Version(one.model(), one.version()), act.at());
      case VersionBypassed one -> barred(db, new Version(one.model(), one.version()), act.at());
      case SubmissionOpened one ->
          like(db, new Version(one.model(), one.version()))
              .flatMap(same -> SeedStore.defect(db, same.model(), same.number()).stream())
              .findFirst()
              .map(_ -> opened(one.version()));
      case SignoffGiven one -> hand(db, one.submission(), act.by());
      case ChangesRequested one -> hand(db, one.submission(), act.by());
      case Act _ -> Optional.empty();
    };
  }

  private static Optional<Refusal> barred(JdbcClient db, Version version, Instant at) {
    return like(db, version).anyMatch(one -> isBad(db, one))
        ? Optional.of(seeded(version.number()))
        : lost(db, at);
  }

  private static boolean isBad(JdbcClient db, Version one) {
    return SeedStore.find(db, one.model(), one.number()).filter(Planted::agreed).isPresent()
        || SeedStore.defect(db, one.model(), one.number()).isPresent();
  }

  /** A version, and the one with which its files came first: what is bad there is bad here. */
  private static Stream<Version> like(JdbcClient db, Version version) {
    return Stream.concat(
        Stream.of(version),
        Seed.source(Models.elsewhere(db), version.model(), version.number())
            .map(first -> new Version(first.model(), first.version()))
            .filter(first -> !first.equals(version))
            .stream());
  }

  /** A commitment whose case cannot be told could be to any version. */
  private static Optional<Refusal> lost(JdbcClient db, Instant at) {
    return SeedStore.closed(db).stream()
        .filter(one -> at.isBefore(Seed.due(one.committed())))
        .filter(
            one ->
                SeedStore.find(db, one.id())
                    .filter(secret -> secret.commitment().equals(one.commitment()))
                    .isEmpty())
        .findFirst()
        .map(
            one ->
                new Refusal(
                    "seed.lost",
                    503,
                    "What the commitment " + one.id() + " hides is not in the database any more.",
                    List.of("Whether this version is a seeded case cannot be told."),
                    "Restore the table seed_secrets from the backup of the database."));
  }

  /** Only the steward is told so, who knows it anyway. */
  private static Optional<Refusal> hand(JdbcClient db, long submission, String person) {
    return closed(db, submission)
        .filter(one -> one.steward().equals(person))
        .map(
            one ->
                new Refusal(
                    "seed.hand",
                    403,
                    "You planted version %d, so you do not judge it.".formatted(one.version()),
                    List.of(),
                    "Let the others review it. Step back on its page, as from any other."));
  }

  private static Optional<Planted> closed(JdbcClient db, long submission) {
    return version(db, submission)
        .flatMap(one -> SeedStore.find(db, one.model(), one.number()))
        .filter(Planted::isClosed);
  }

  private static Optional<Version> version(JdbcClient db, long submission) {
    return db.sql("SELECT model, version FROM submissions WHERE number = ?")
        .param(submission)
        .query((row, line) -> new Version(row.getString(1), row.getLong(2)))
        .optional();
  }

  @Override
  public List<Act> after(Act act, Moment moment) {
    if (!SeedConduct.decides(act)) {
      return List.of();
    }
    return Seed.submission(act).stream()
        .mapToObj(number -> closed(moment.db(), number))
        .flatMap(Optional::stream)
        .flatMap(one -> reveal(one, moment, Stamp.SYSTEM).stream())
        .toList();
  }

  /** What reveals a version that its gate would let through; nothing where it is no case. */
  public List<Act> reveal(Moment moment, String model, long version) {
    return like(moment.db(), new Version(model, version))
        .flatMap(one -> SeedStore.find(moment.db(), one.model(), one.number()).stream())
        .filter(Planted::isClosed)
        .findFirst()
        .map(one -> reveal(one, moment, Stamp.SYSTEM))
        .orElse(List.of());
  }

  /** The reveal, and the end of whatever is open of the version. */
  List<Act> reveal(Planted one, Moment moment, String by) {
    List<Act> acts = new ArrayList<>();
    acts.add(new SeedRevealed(moment.by(by), one.id(), one.salt(), one.bad()));
    if (one.bad().isPresent()) {
      blobs.put(one.words().getBytes(UTF_8));
      for (SubmissionRow open : SubmissionStore.openOf(moment.db(), one.model())) {
        if (open.version() == one.version()) {
          acts.add(new SubmissionWithdrawn(moment.by(Stamp.SYSTEM), open.number()));
        }
      }
    }
    return acts;
  }

  /** What was revealed is not judged once more. */
  private static Refusal opened(long version) {
    return new Refusal(
        "submission.seeded",
        409,
        "Version %d was a seeded case, which is revealed, or has the files of one: no submission of it is opened."
            .formatted(version),
        List.of("A steward planted it, bad on purpose, to try the review."),
        "Register a version that is meant, and submit that one. The submission in which this one"
            + " was reviewed says what is wrong with it.");
  }

  /** Nothing known to be bad comes anywhere. */
  public static Refusal seeded(long version) {
    return new Refusal(
        "submission.seeded",
        409,
        "Version %d is a seeded case, or has its files: it is bad on purpose, and comes past no gate."
            .formatted(version),
        List.of("A steward planted it to try the review."),
        "Nothing was promoted. Look at the submission to see what was wrong with the version.");
  }
}
