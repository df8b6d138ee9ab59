// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.monitoring.Impacts;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ModelSheet.Section;
import org.springframework.stereotype.Component;

/** Why the approval of a version in production is open again, beside its page. */
@Component
record ReopenedSides(Watches watches, Impacts impacts, Names names, InstantSource clock) {
  /** Nothing where it is not open again, or for nothing that still stands condemned. */
  Optional<Section> of(Model model, long version) {
    return watches
        .version(model, version, clock.instant())
        .filter(one -> one.watch().current() && !one.watch().reopened().isEmpty())
        .flatMap(this::section);
  }

  private Optional<Section> section(Watched one) {
    Map<String, CauseCondemned> condemned = impacts.condemned();
    List<Fact> facts = new ArrayList<>();
    for (VersionReopened by : one.watch().reopened()) {
      CauseCondemned cause = condemned.get(by.condemnation());
      if (cause != null) {
        facts.add(Fact.of("Condemned", names.in(ImpactWords.words(cause))));
        facts.add(Fact.of("Decide anew by", day(one, by)));
      }
    }
    return facts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "Opened again",
                null,
                facts,
                new Link("Until when it holds", MonitoringWords.page(one))));
  }

  private static String day(Watched one, VersionReopened by) {
    return one.footing().reopenings().stream()
        .filter(day -> day.act().equals(by))
        .findFirst()
        .map(day -> words(day, day.isOverdue(one.footing().now())))
        .orElse("no day is set");
  }

  private static String words(Reopening day, boolean overdue) {
    return Times.day(day.day()) + (overdue ? ", which is over" : "; then it is suspended");
  }
}
