// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.LocalDate;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.IncidentAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.monitoring.BatchPlan;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What happened to a version after its promotion, in words. */
@Component
record MonitoringActWords(Models models, Times times) {
  ActWords.Said said(MonitoringAct act) {
    return switch (act) {
      case MonitoringAct.SignalRecorded signal ->
          new ActWords.Said(
              "chart-line",
              "mute",
              Text.of("recorded ")
                  .strong(signal.promise() + " " + value(signal))
                  .then(" of ")
                  .link(thing(act), page(act)));
      case MonitoringAct.PromiseAnswered answered ->
          new ActWords.Said(
              "message",
              "warn",
              Text.of("explained ")
                  .strong(words(answered.breach()))
                  .then(" until " + Times.day(LocalDate.parse(answered.until())) + ", of ")
                  .link(thing(act), page(act)));
      case MonitoringAct.VersionSuspended suspended ->
          new ActWords.Said(
              "shield-off",
              "bad",
              Text.of("suspended ").link(thing(act), page(act)).then(": " + why(suspended)));
      case MonitoringAct.ReinstatementAsked _ ->
          new ActWords.Said(
              "refresh",
              "act",
              Text.of("asked to let ").link(thing(act), page(act)).then(" serve again"));
      case MonitoringAct.VersionReinstated _ ->
          new ActWords.Said(
              "refresh", "ok", Text.of("let ").link(thing(act), page(act)).then(" serve again"));
      case MonitoringAct.VersionReopened reopened ->
          new ActWords.Said(
              "refresh",
              "bad",
              Text.of("opened the approval of ")
                  .link(thing(act), page(act))
                  .then(" again: it rests on what is condemned as " + reopened.condemnation()));
      case RemovalAct.VersionRetired _ ->
          new ActWords.Said("archive", "mute", Text.of("retired ").link(thing(act), page(act)));
      case RemovalAct.ApprovalWithdrawn _ ->
          new ActWords.Said(
              "shield-off",
              "bad",
              Text.of("withdrew the approval of ").link(thing(act), page(act)));
      case IncidentAct about -> said(about);
      case BatchAct about -> said(about);
    };
  }

  /** What was sent stands as it was written; of what was computed the evidence has all digits. */
  private static String value(MonitoringAct.SignalRecorded signal) {
    return signal.evidence().isPresent()
        ? Words.short4(Double.parseDouble(signal.value()))
        : signal.value();
  }

  private ActWords.Said said(IncidentAct act) {
    String words = "incident " + act.incident();
    String href = "/incidents/" + act.incident();
    return switch (act) {
      case IncidentAct.IncidentOpened opened ->
          new ActWords.Said(
              "alert-octagon",
              "bad",
              Text.of("reported ")
                  .link(words, href)
                  .then(", " + opened.severity() + ", of ")
                  .link(thing(act), page(act)));
      case IncidentAct.IncidentClosed _ ->
          new ActWords.Said(
              "circle-check",
              "ok",
              Text.of("closed ")
                  .link(words, href)
                  .then(" of ")
                  .link(thing(act), page(act))
                  .then(" with its lesson"));
    };
  }

  private ActWords.Said said(BatchAct act) {
    String batch = "batch " + act.batch();
    return switch (act) {
      case BatchAct.BatchRecorded recorded ->
          new ActWords.Said(
              "database",
              "mute",
              Text.of("sent ")
                  .strong(batch)
                  .then(" of ")
                  .link(thing(act), page(act))
                  .then(", up to " + times.at(recorded.to())));
      case BatchAct.LabelsRecorded _ ->
          new ActWords.Said(
              "database",
              "mute",
              Text.of("sent the labels of ")
                  .strong(batch)
                  .then(" of ")
                  .link(thing(act), page(act)));
      case BatchAct.BatchWithdrawn withdrawn -> said(withdrawn);
      case BatchAct.BatchEvaluated evaluated -> {
        boolean failed = evaluated.outcome().equals(BatchPlan.FAILED);
        yield new ActWords.Said(
            failed ? "circle-x" : "chart-line",
            failed ? "bad" : "mute",
            Text.of(failed ? "could not compute " : "computed ")
                .strong(batch)
                .then(" of ")
                .link(thing(act), page(act)));
      }
    };
  }

  private ActWords.Said said(BatchAct.BatchWithdrawn act) {
    return new ActWords.Said(
        "circle-minus",
        "warn",
        Text.of("took ")
            .strong("batch " + act.batch())
            .then(" of ")
            .link(thing(act), page(act))
            .then(" back, as " + act.role().replace('-', ' ')));
  }

  /** Why a version is suspended, without whoever did it. */
  String why(MonitoringAct.VersionSuspended act) {
    return switch (act.cause()) {
      case Cause.Broken(var breach) -> words(breach);
      case Cause.Expired(var due) -> "the approval expired on " + times.at(due);
      case Cause.Unmet(var _, var number, var failure, var since) ->
          "condition %d of the approval %s %s"
              .formatted(
                  number,
                  failure.equals("broken") ? "broken by a signal of" : "lapsed unmet on",
                  times.at(since));
      case Cause.Unratified _ -> "nobody ratified its bypass in time";
      case Cause.Undecided(var _, var since) ->
          "what was opened again was not decided anew by " + times.day(since.minusMillis(1));
      case Cause.Ordered(var role, var _) -> "decided as " + role;
    };
  }

  /** A breach in words. */
  String words(Breach breach) {
    return breach.kind().equals(Breach.MISSING)
        ? breach.promise() + " not measured, due " + times.at(breach.since())
        : breach.promise() + " broken since " + times.at(breach.since());
  }

  private String thing(MonitoringAct act) {
    return models.name(act.model()) + " v" + act.version();
  }

  private String page(MonitoringAct act) {
    return "/models/%s/v%d".formatted(models.name(act.model()), act.version());
  }
}
