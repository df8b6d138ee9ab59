// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.Inputs;
import org.imprimatur.engines.table.ScoreAgreement;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.json.Json;

/** Opens the data of a check on scores. */
final class Scored {
  private Scored() {}

  static ScoredData open(Database database, Task task, Specification asked)
      throws CheckException, IOException {
    ScoredData data = Inputs.read(database, asked, files(task), request(task.spec(), asked));
    return complete(data);
  }

  /** The same by the segments of the examination instead of its groups. */
  static ScoredData open(Database database, Task task, Specification asked, List<String> segments)
      throws CheckException, IOException {
    ScoredData data =
        Inputs.read(database, asked, files(task), request(task.spec(), asked), segments);
    return complete(data);
  }

  private static ScoredData complete(ScoredData data) throws CheckException {
    try {
      requireComplete(data.counts());
      return data;
    } catch (CheckException e) {
      data.close();
      throw e;
    }
  }

  /** Empty tables, which say to the task what they guess about its files. */
  static Database database(Task task) throws CheckException {
    return Database.open(temporary(), task.guesses());
  }

  private static Inputs.Files files(Task task) throws CheckException {
    return new Inputs.Files(task.needAll("testSet"), task.all("predictions"), task.find("model"));
  }

  /** The columns by whose values everything is told once more. */
  static List<String> segments(Task task) {
    return task.spec().find("segments").map(Specification::texts).orElse(List.of());
  }

  /** A row without a label or a score leaves every figure undecided: none is computed. */
  static void requireComplete(RowCounts counts) throws CheckException {
    if (counts.missingLabels() > 0) {
      throw new CheckException(
          "data.label-missing",
          counts.missingLabels()
              + " of "
              + counts.rows()
              + " rows have no label. Register a test set in which every row has one.");
    }
    if (counts.missingScores() > 0) {
      throw new CheckException(
          "data.score-missing",
          counts.missingScores()
              + " of "
              + counts.rows()
              + " rows have no finite score. Look for empty cells, NaN and infinity.");
    }
  }

  /** What a model is asked; the names stand in the spec of the check, or of the champion. */
  static Scorer.Request request(Json.Obj spec, Specification asked) {
    Optional<List<String>> features = spec.find("features").map(Specification::texts);
    Optional<Scorer.Output> output =
        spec.find("output")
            .filter(found -> found instanceof Json.Obj)
            .map(found -> Scorer.Output.of((Json.Obj) found));
    return new Scorer.Request(features, output, asked.label().positive());
  }

  /** The details, and how the model's scores agree with those of the predictions file. */
  static Json withAgreement(Json details, Optional<ScoreAgreement> agreement) {
    if (agreement.isEmpty() || !(details instanceof Json.Obj all)) {
      return details;
    }
    Json.Builder more = Json.obj();
    all.members().forEach(more::put);
    ScoreAgreement found = agreement.get();
    return more.put(
            "score_agreement",
            Json.obj()
                .put("rows", found.rows())
                .put("largest_difference", found.largest())
                .put("flipped", found.flipped())
                .build())
        .build();
  }

  static Path temporary() {
    return Path.of("tmp");
  }
}
