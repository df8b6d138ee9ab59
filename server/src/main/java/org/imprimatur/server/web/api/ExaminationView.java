// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Examinations;
import org.springframework.stereotype.Component;

/**
 * How a model's versions are examined, for those who want to try it at home. The test set stays
 * closed: its digest and its number of rows are said, never a row.
 */
@Component
record ExaminationView(Assessments assessments, Examinations examinations, Shown shown) {
  /** What an examination says of itself; everything else is asked of the data. */
  private static final Set<String> OF_ITSELF =
      Set.of("imprimatur", "testSet", "format", "closed", "custodian", "heldBy");

  Json of(Model model) {
    Digest digest =
        assessments
            .risk(model.id())
            .examination()
            .map(ExaminationRegistered::examination)
            .orElseThrow(() -> missing(model.name()));
    Json.Obj document = examinations.document(digest);
    Digest testSet = Digest.parse(document.string("testSet"));
    OptionalLong rows = examinations.rows(testSet);
    Json.Builder evaluation = Json.obj();
    document.members().entrySet().stream()
        .filter(member -> !OF_ITSELF.contains(member.getKey()))
        .forEach(member -> evaluation.put(member.getKey(), member.getValue()));
    return Json.obj()
        .put("model", model.name())
        .put("examination", digest.toString())
        .put("custodian", shown.person(document.string("custodian")))
        .put(
            "testSet",
            Json.obj()
                .put("digest", testSet.toString())
                .put("rows", rows.isPresent() ? Json.of(rows.getAsLong()) : Json.nothing())
                .build())
        .put("evaluation", evaluation.build())
        .build();
  }

  private static RefusedException missing(String model) {
    return new RefusedException(
        new Refusal(
            "examination.missing",
            404,
            "No custodian has registered an examination of " + model + ".",
            List.of(),
            "Ask a custodian, or write an evaluation file of your own."));
  }
}
