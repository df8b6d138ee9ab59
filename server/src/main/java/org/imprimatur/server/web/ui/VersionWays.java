// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Tenure;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ui.view.MonitoringSheet;
import org.springframework.stereotype.Component;

/** What the reader of a version's page can do about it: stop it, bring it back, take it out. */
@Component
record VersionWays(
    RollbackSheets rollbacks, RemovalSheets removals, Blobs blobs, Names names, Times times) {
  MonitoringSheet.Forms of(Watched one, WatchRules rules, Caller caller) {
    Watch watch = one.watch();
    boolean out = watch.tenure().left().isPresent();
    boolean entitled = caller.may(Permission.REVIEW) && rules.role(caller.id()).isPresent();
    return new MonitoringSheet.Forms(
        entitled && !out && watch.suspended().isEmpty(),
        out ? NONE : reinstatement(one.footing(), rules, caller.id()),
        rollbacks.of(one, caller).orElse(null),
        one.model()
            .find(watch.version())
            .map(version -> removals.of(one.model(), version, caller))
            .orElse(List.of()));
  }

  /** Only a gate brings back what was taken out of production. */
  private static final MonitoringSheet.Reinstatement NONE =
      new MonitoringSheet.Reinstatement(false, "", "", false, "", "");

  private MonitoringSheet.Reinstatement reinstatement(
      Footing footing, WatchRules rules, String reader) {
    Watch watch = footing.watch();
    // What would be suspended again at once is not brought back.
    String never =
        footing.against("reinstatement").stream()
            .map(Reason::sentence)
            .findFirst()
            .map(names::in)
            .orElse("");
    boolean asks =
        rules.role(reader).isPresent() && watch.suspended().isPresent() && watch.asked().isEmpty();
    String asked =
        watch
            .asked()
            .map(
                act ->
                    "%s asked on %s to let it serve again: %s"
                        .formatted(
                            names.of(act.by()), times.at(act.at()), blobs.words(act.reason())))
            .orElse("");
    Optional<Reason> second = rules.second(reader);
    return new MonitoringSheet.Reinstatement(
        asks && never.isEmpty(),
        asked,
        watch.asked().map(act -> act.at().toString()).orElse(""),
        watch.asked().isPresent() && second.isEmpty() && never.isEmpty(),
        never.isEmpty() ? second.map(reason -> names.in(reason.sentence())).orElse("") : never,
        after(footing));
  }

  /** A version whose place is taken serves no more, also where nothing suspends it. */
  private static String after(Footing footing) {
    boolean over = footing.permit().until().filter(end -> !footing.now().isBefore(end)).isPresent();
    return footing
        .watch()
        .tenure()
        .replaced()
        .filter(_ -> over)
        .map(Tenure.Replaced::version)
        .map(
            by ->
                "It does not serve by that: v%d took its place, and only a rollback or a submission brings it back."
                    .formatted(by))
        .orElse("");
  }
}
