// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Charge;
import org.imprimatur.proof.monitoring.RemovalConduct;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Removals;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ui.view.Removal;
import org.springframework.stereotype.Component;

/** How whoever answers for a model takes it, or one of its versions, out of production for good. */
@Component
record RemovalSheets(Removals removals, Database database, Names names, Times times) {
  /** The words of an act that nobody does: what stands against it does not depend on them. */
  private static final Digest UNSAID = Digest.of(new byte[0]);

  /** What can be done with a version; nothing for whoever does not answer for the model. */
  List<Removal> of(Model model, Version version, Caller caller) {
    RemovalConduct conduct = removals.conducts(database.reader(), model).of(version);
    if (!isEntitled(conduct.charge(), caller)) {
      return List.of();
    }
    List<Removal> all = new ArrayList<>();
    if (conduct.watch().isPresent() && version.stage().equals(Watch.PRODUCTION)) {
      all.add(withdrawal(model, version, conduct, caller));
    }
    if (!version.stage().equals(VersionRetired.STAGE)) {
      all.add(retirement(model, version, conduct, caller));
    }
    return all;
  }

  /** Every version at once, or none of them; nothing where no version is left to retire. */
  List<Removal> of(Model model, Caller caller) {
    List<Version> left =
        model.versions().values().stream()
            .filter(one -> !one.stage().equals(VersionRetired.STAGE))
            .toList();
    Removals.Conducts conducts = removals.conducts(database.reader(), model);
    if (left.isEmpty() || !isEntitled(conducts.charge(), caller)) {
      return List.of();
    }
    List<String> against = new ArrayList<>();
    for (Version version : left) {
      RemovalConduct conduct = conducts.of(version);
      against.addAll(against(conduct, retired(model, version, conduct, caller)));
    }
    return List.of(
        new Removal(
            "retire",
            "/models/%s/retirement".formatted(model.name()),
            "Retire " + model.name(),
            "%s %s retired, out of production for good. Gates, the API and the list of attestations say from now on that none of it may serve. Only a gate brings a version back that takes what is retired."
                .formatted(
                    Words.list(left.stream().map(one -> "v" + one.number()).toList()),
                    left.size() == 1 ? "is" : "are"),
            against,
            ""));
  }

  private static boolean isEntitled(Charge charge, Caller caller) {
    return caller.may(Permission.REVIEW) && charge.role(caller.id()).isPresent();
  }

  private Removal withdrawal(Model model, Version version, RemovalConduct conduct, Caller caller) {
    long submission = conduct.watch().map(Watch::submission).orElseThrow();
    var act =
        new ApprovalWithdrawn(
            stamp(caller),
            model.id(),
            version.number(),
            submission,
            conduct.charge().role(caller.id()).orElseThrow(),
            UNSAID);
    return new Removal(
        "withdraw",
        "/models/%s/v%d/withdrawal".formatted(model.name(), version.number()),
        "Withdraw the approval of v" + version.number(),
        "What the gate said in submission %d counts no more: v%d is out of production and stands in %s, where every version begins. Its attestation is withdrawn, and only the gates on its way bring it back."
            .formatted(submission, version.number(), VersionRegistered.STAGE),
        against(conduct, act),
        model.name());
  }

  private Removal retirement(Model model, Version version, RemovalConduct conduct, Caller caller) {
    boolean attested = conduct.watch().isPresent() && version.stage().equals(Watch.PRODUCTION);
    return new Removal(
        "retire",
        "/models/%s/v%d/retirement".formatted(model.name(), version.number()),
        "Retire v" + version.number(),
        "v%d stands in %s from now on and is out of %s for good.%s Only a gate brings it back that takes what is retired."
            .formatted(
                version.number(),
                VersionRetired.STAGE,
                version.stage(),
                attested ? " Its attestation says that it is retired and may not serve." : ""),
        against(conduct, retired(model, version, conduct, caller)),
        "");
  }

  private VersionRetired retired(
      Model model, Version version, RemovalConduct conduct, Caller caller) {
    return new VersionRetired(
        stamp(caller),
        model.id(),
        version.number(),
        conduct.charge().role(caller.id()).orElseThrow(),
        UNSAID);
  }

  private Stamp stamp(Caller caller) {
    return new Stamp(times.clock().instant(), caller.id());
  }

  private List<String> against(RemovalConduct conduct, RemovalAct act) {
    return conduct.against(act).stream().map(Reason::sentence).map(names::in).toList();
  }
}
