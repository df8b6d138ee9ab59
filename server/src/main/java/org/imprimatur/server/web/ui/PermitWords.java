// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Tenure;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.web.ui.view.Mark;
import org.springframework.stereotype.Component;

/**
 * Whether a version that entered production may serve, in a word with its icon and in sentences.
 */
@Component
record PermitWords(Database database, Watches watches, Blobs blobs, Names names, Times times) {
  static final Mark RETIRED = new Mark("Retired", "archive", "mute");

  static final Mark WITHDRAWN = new Mark("Approval withdrawn", "shield-off", "bad");

  Instant now() {
    return times.clock().instant();
  }

  Mark mark(Permit permit) {
    return switch (permit.state()) {
      case SERVES -> Mark.SATISFIED.saying("In production");
      case OVERLAPS -> Mark.WAITING.saying("Replaced, may serve until " + end(permit));
      case SUSPENDED -> MonitoringWords.SUSPENDED;
      case REPLACED -> Mark.NOT_APPLICABLE.saying("Replaced, may not serve");
      case RETIRED -> RETIRED;
      case WITHDRAWN -> WITHDRAWN;
      case LEFT -> Mark.NOT_APPLICABLE.saying("Left production");
    };
  }

  /**
   * Where a version stands: its stage, and whether it may serve there.
   *
   * @param permit of one that ever entered production
   */
  Mark mark(Version version, Optional<Permit> permit) {
    if (version.stage().equals(RemovalAct.VersionRetired.STAGE)) {
      return RETIRED;
    }
    if (version.suspended().isPresent()) {
      return MonitoringWords.SUSPENDED;
    }
    if (version.debt().isPresent()) {
      return BypassWords.BYPASSED.saying("Bypassed, " + version.stage());
    }
    Mark stage = new Mark(version.stage(), "git-branch", "wait");
    return permit.map(one -> mark(version, one, stage)).orElse(stage);
  }

  private Mark mark(Version version, Permit permit, Mark stage) {
    return switch (permit.state()) {
      case SERVES -> Mark.SATISFIED.saying(version.stage());
      case OVERLAPS, REPLACED -> mark(permit);
      case WITHDRAWN ->
          version.stage().equals(VersionRegistered.STAGE)
              ? WITHDRAWN.saying(version.stage() + ", approval withdrawn")
              : stage;
      case SUSPENDED, RETIRED, LEFT -> stage;
    };
  }

  /** Why it may serve or not, since when, and what brings it back. */
  String sentence(Watched one) {
    Watch watch = one.watch();
    Permit permit = one.footing().permit();
    return switch (permit.state()) {
      case SERVES ->
          restored(one.model().id(), watch)
              .map(back -> restored(one, back))
              .orElseGet(() -> serves(watch));
      case OVERLAPS ->
          "%s It may serve beside it until %s, and no more then. Until then the end of its approval, its conditions and what is condemned suspend it as before; nothing is due of it."
              .formatted(replaced(watch), end(permit));
      case REPLACED -> replaced(watch) + over(watch, permit) + " A rollback brings it back.";
      case SUSPENDED -> watch.tenure().replaced().isPresent() ? replaced(watch) : "";
      case RETIRED, WITHDRAWN, LEFT -> left(watch.tenure().left().orElseThrow()) + since(one);
    };
  }

  private String replaced(Watch watch) {
    Tenure.Replaced by = watch.tenure().replaced().orElseThrow();
    return "Replaced by v%d on %s.".formatted(by.version(), times.at(by.at()));
  }

  private String over(Watch watch, Permit permit) {
    boolean atOnce = watch.tenure().replaced().map(Tenure.Replaced::at).equals(permit.until());
    return atOnce
        ? " Its policy lets no two versions serve at once: it may serve no more since then."
        : " It was let serve beside it until %s, and may serve no more since."
            .formatted(end(permit));
  }

  private String end(Permit permit) {
    return permit.until().map(times::at).orElse("");
  }

  /** How it was taken out of production; the words are those of whoever decided. */
  private String left(Tenure.Left left) {
    return left.by()
        .map(this::removed)
        .orElseGet(
            () ->
                "It stands in %s since %s, through a gate. It may not serve in production; a submission brings it back there."
                    .formatted(left.to(), times.at(left.at())));
  }

  /** Where it stands, if that is another stage than the one that it left for. */
  private static String since(Watched one) {
    String left = one.watch().tenure().left().map(Tenure.Left::to).orElse("");
    return one.model()
        .find(one.watch().version())
        .map(Version::stage)
        .filter(stage -> !stage.equals(left))
        .map(" It stands in %s now."::formatted)
        .orElse("");
  }

  private String removed(RemovalAct act) {
    String who =
        "by %s as %s on %s: %s"
            .formatted(
                names.of(act.by()),
                act.role().replace('-', ' '),
                times.at(act.at()),
                Words.sentence(blobs.words(act.reason())));
    return switch (act) {
      case RemovalAct.VersionRetired _ ->
          "Retired %s It may not serve, and only a gate brings it back that takes what is retired."
              .formatted(who);
      case RemovalAct.ApprovalWithdrawn _ ->
          "The approval was withdrawn %s It may not serve; a submission through every gate on its way brings it back."
              .formatted(who);
    };
  }

  private String serves(Watch watch) {
    return (watch.debt().isPresent()
            ? "It serves since %s, past its gate in submission %d; nobody has approved it yet."
            : "It serves since %s, let through by submission %d.")
        .formatted(times.at(watch.promoted()), watch.submission());
  }

  /** The rollback to it, where that is how it came to hold production. */
  Optional<VersionRestored> restored(String model, Watch watch) {
    Optional<VersionRestored> last = Optional.empty();
    for (var act : Entries.acts(database.reader(), model)) {
      if (act instanceof VersionRestored back
          && back.version() == watch.version()
          && back.submission() == watch.submission()
          && !back.at().isBefore(watch.promoted())) {
        last = Optional.of(back);
      }
    }
    return last;
  }

  private String restored(Watched one, VersionRestored back) {
    return "In production again since %s: %s went back to it%s. The reason: %s Its approval is of %s, by submission %d, and was not renewed."
        .formatted(
            times.at(back.at()),
            names.of(back.by()),
            before(one, back.at()),
            Words.sentence(blobs.words(back.judged().reason())),
            times.at(one.watch().signed()),
            back.submission());
  }

  /** From which version, and for how long that one may still serve. */
  private String before(Watched one, Instant at) {
    return watches.all(one.model().id()).values().stream()
        .filter(other -> other.tenure().replaced().filter(by -> by.at().equals(at)).isPresent())
        .findFirst()
        .map(
            other -> {
              Permit permit = watches.permit(other, one.footing().now());
              String words = " from v" + other.version();
              return permit.state() == Permit.State.OVERLAPS
                  ? words + ", which may serve beside it until " + end(permit)
                  : words + ", which may not serve";
            })
        .orElse("");
  }
}
