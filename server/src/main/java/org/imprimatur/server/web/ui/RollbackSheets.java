// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.monitoring.Rollbacks;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.PublishedPolicy;
import org.imprimatur.server.web.ui.view.Rollback;
import org.springframework.stereotype.Component;

/** What the gate says of going back to a version, before anybody asks for it. */
@Component
record RollbackSheets(
    Rollbacks rollbacks, Policies policies, EnvelopeSheets envelopes, Names names) {
  /**
   * Nothing for whoever may not roll back, and nothing of the version that holds production or of
   * one that was taken out: only a submission brings that back.
   */
  Optional<Rollback> of(Watched one, Caller caller) {
    Watch watch = one.watch();
    boolean before = watch.tenure().replaced().isPresent() && watch.tenure().left().isEmpty();
    return before && caller.may(Permission.ROLL_BACK)
        ? rollbacks
            .verdict(one.model().name(), watch.version())
            .map(verdict -> rollback(one, verdict))
        : Optional.empty();
  }

  private Rollback rollback(Watched one, Verdict verdict) {
    Watch watch = one.watch();
    PublishedPolicy now = policies.governing(one.model());
    String under = "%s@%d".formatted(now.name(), now.number());
    String base = "/models/%s/v%d".formatted(one.model().name(), watch.version());
    List<String> against =
        verdict.passes()
            ? List.of()
            : verdict.sentences().stream().distinct().map(names::in).toList();
    return new Rollback(
        base + "/rollback",
        verdict.passes()
            ? "The gate lets v%d through again: submission %d was judged just now, as everything stands and under %s."
                .formatted(watch.version(), watch.submission(), under)
            : "The gate refuses it: submission %d was judged just now, as everything stands and under %s."
                .formatted(watch.submission(), under),
        verdict.passes() ? consequence(one, policies.read(now.digest())) : "",
        against,
        base);
  }

  private String consequence(Watched one, Policy now) {
    Model model = one.model();
    Policy.Gate gate = now.gates().get(one.watch().opened().gate());
    int days = gate == null ? 0 : gate.overlap();
    String leaves =
        model
            .production()
            .map(
                held ->
                    days == 0
                        ? "v%d may not serve any more".formatted(held)
                        : "v%d may serve beside it for %s"
                            .formatted(held, Words.counted(days, "day")))
            .orElse("nothing is in production now");
    return "From then on v%1$d is the version in production; %2$s. The approval of v%1$d is as old as it was: nothing is renewed.%3$s"
        .formatted(
            one.watch().version(),
            leaves,
            envelopes.lets(model).isEmpty() ? "" : " The change envelope in force ends.");
  }
}
