// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.columns.DataSet;
import org.imprimatur.engines.columns.Features;
import org.imprimatur.engines.columns.Label;
import org.imprimatur.engines.columns.LateNames;
import org.imprimatur.engines.columns.NearestClasses;
import org.imprimatur.engines.columns.Ranked;
import org.imprimatur.engines.columns.Repeats;
import org.imprimatur.engines.columns.Rows;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Finding;
import org.imprimatur.proof.evidence.Leakage;
import org.imprimatur.proof.evidence.LeakageFindings;
import org.imprimatur.proof.evidence.LeakageLimits;
import org.imprimatur.proof.json.Json;

/**
 * What a test set shares with the training set, and what tells the label alone or comes after it.
 */
final class LeakageCheck {
  private LeakageCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    try (Database database = Scored.database(task)) {
      DataSet.Pair data =
          DataSet.load(database, task.needAll("testSet"), task.needAll("trainSet"), asked.id());
      Features features = Features.of(task, asked, data);
      DataSet train = data.train().orElseThrow();
      requireSame(features, train, asked);
      Leakage leakage = leakage(task, asked, data.test(), train, features);
      List<Json> hints = LateNames.among(features.names()).stream().map(Json::of).toList();
      Json.Builder details = Json.obj();
      leakage.details().members().forEach(details::put);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(
              leakage.tables(),
              leakage.metrics(),
              Json.obj()
                  .put("leakage", details.put("late_names", Json.array(hints)).build())
                  .put("problems", Json.array(problems(leakage)))
                  .build());
    }
  }

  /** What is outside at the preset limits; a policy may set others. */
  private static List<Json> problems(Leakage leakage) {
    return LeakageFindings.of(leakage, LeakageLimits.PRESET).stream()
        .filter(finding -> finding.bearing() == Finding.Bearing.OUTSIDE)
        .map(Finding::problem)
        .toList();
  }

  private static Leakage leakage(
      Task task, Specification asked, DataSet test, DataSet train, Features features)
      throws CheckException {
    List<Rows.Pattern> patterns = Rows.patterns(test, Optional.of(train), features.names());
    Optional<String> time =
        task.spec()
            .find("times")
            .filter(found -> found instanceof Json.Obj)
            .flatMap(found -> Specification.text((Json.Obj) found, "label"));
    return new Leakage(
        Repeats.shared(test, train, patterns),
        Repeats.ids(test, train, asked.id().orElse(""), features.names()),
        features(task, asked, train, features),
        time.isPresent() ? Repeats.later(train, time.get()) : Map.of());
  }

  /** A task that is none of those that tell labels apart is one of two classes. */
  private static Map<String, Leakage.Feature> features(
      Task task, Specification asked, DataSet train, Features features) throws CheckException {
    Map<String, Leakage.Feature> alone =
        features.alone(
            train, Label.of(train, asked.label(), Specification.hasTwoClasses(task.spec())));
    return switch (Specification.text(task.spec(), "task").orElse("binary")) {
      case "multiclass" ->
          features.besides(alone, NearestClasses.of(train, asked.label().column()));
      case "regression" -> features.besides(alone, new Ranked(train, asked.label().column()));
      default -> alone;
    };
  }

  private static void requireSame(Features features, DataSet train, Specification asked)
      throws CheckException {
    if (features.names().isEmpty()) {
      throw new CheckException(
          "data.schema",
          "The test set has no column beside id, label and what models answered, so that no row"
              + " can be compared. Register a test set with the features.");
    }
    List<String> lacking =
        features.names().stream().filter(name -> !train.has(name)).limit(20).toList();
    if (!lacking.isEmpty()) {
      throw new CheckException(
          "data.schema",
          "The training set lacks columns of the test set: "
              + String.join(", ", lacking)
              + ". Register the set that the model was trained on.");
    }
    if (!train.has(asked.label().column())) {
      throw new CheckException(
          "data.column-missing",
          "The training set has no label column "
              + asked.label().column()
              + ". Register the set that the model was trained on.");
    }
  }
}
