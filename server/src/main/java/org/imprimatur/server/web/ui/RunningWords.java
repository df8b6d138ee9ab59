// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Tenure;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ModelSheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What of a model runs, and what may run beside it; or why nothing does any more. */
@Component
record RunningWords(Watches watches, PermitWords permits, Times times) {
  private static final String QUESTION = "What runs";

  /**
   * The first of a model's three questions.
   *
   * @param all its versions that ever entered production
   */
  ModelSheet.Third third(Model model, Map<Long, Watch> all) {
    return model
        .production()
        .flatMap(number -> Optional.ofNullable(all.get(number)))
        .map(watch -> runs(model, watch, all))
        .orElseGet(() -> nothing(model, all));
  }

  private ModelSheet.Third runs(Model model, Watch watch, Map<Long, Watch> all) {
    boolean suspended = model.find(watch.version()).flatMap(Version::suspended).isPresent();
    Text since =
        permits
            .restored(model.id(), watch)
            .map(
                back ->
                    Text.of(
                        "again since %s, by a rollback; approved in "
                            .formatted(times.at(back.at()))))
            .orElseGet(() -> Text.of("since %s, by ".formatted(times.at(watch.promoted()))));
    return new ModelSheet.Third(
        QUESTION,
        suspended ? MonitoringWords.SUSPENDED : Mark.SATISFIED,
        Text.NOTHING
            .strong("v" + watch.version())
            .then(suspended ? " suspended" : " in " + Watch.PRODUCTION),
        since
            .link("submission " + watch.submission(), "/submissions/" + watch.submission())
            .then("; ")
            .link("its promises", MonitoringWords.page(model.name(), watch.version()))
            .then(until(watch))
            .then(beside(all)));
  }

  /** Until when it is approved, where that has an end. */
  private String until(Watch watch) {
    Instant now = times.clock().instant();
    return watches
        .renewal(watch)
        .map(
            renewal ->
                (renewal.isOverdue(now) ? "; its approval expired on " : "; approved until ")
                    + times.day(renewal.due()))
        .orElse("");
  }

  private String beside(Map<Long, Watch> all) {
    var words = new StringBuilder();
    for (Map.Entry<Long, Watch> one : all.entrySet()) {
      Permit permit = watches.permit(one.getValue(), times.clock().instant());
      if (permit.state() == Permit.State.OVERLAPS) {
        words.append(
            "; v%d may serve beside it until %s"
                .formatted(one.getKey(), permit.until().map(times::at).orElse("")));
      }
    }
    return words.toString();
  }

  private ModelSheet.Third nothing(Model model, Map<Long, Watch> all) {
    Optional<Watch> last =
        all.values().stream()
            .filter(one -> one.tenure().left().isPresent())
            .max(comparing(one -> one.tenure().left().orElseThrow().at()));
    return new ModelSheet.Third(
        QUESTION,
        model.isRetired() ? PermitWords.RETIRED : Mark.NOT_APPLICABLE,
        Text.of(model.isRetired() ? "Retired" : "Nothing in production"),
        last.map(one -> left(model, one))
            .orElseGet(
                () ->
                    Text.of(
                        model.isRetired()
                            ? "Every version is retired; none was in production."
                            : "No version of this model has passed a gate to production.")));
  }

  private Text left(Model model, Watch watch) {
    Tenure.Left left = watch.tenure().left().orElseThrow();
    String how =
        left.by()
            .map(
                act ->
                    switch (act) {
                      case RemovalAct.VersionRetired _ -> " was retired on ";
                      case RemovalAct.ApprovalWithdrawn _ -> " lost its approval on ";
                    })
            .orElse(" left production on ");
    return Text.NOTHING
        .link("v" + watch.version(), MonitoringWords.page(model.name(), watch.version()))
        .then(how + times.at(left.at()) + ".");
  }
}
