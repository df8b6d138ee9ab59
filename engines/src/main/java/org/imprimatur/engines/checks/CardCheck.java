// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.card.Claim;
import org.imprimatur.engines.card.Claims;
import org.imprimatur.engines.card.ModelCard;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** Which sections a model card has, whether anything stands in them, and what they claim. */
final class CardCheck {
  private CardCheck() {}

  static Json.Obj run(Task task, byte[] bytes) throws CheckException {
    ModelCard card = ModelCard.read(bytes);
    Json.Builder sections = Json.obj();
    long filled = 0;
    long words = 0;
    for (Map.Entry<String, ModelCard.Section> entry : card.sections().entrySet()) {
      ModelCard.Section section = entry.getValue();
      sections.put(
          entry.getKey(),
          Json.obj().put("title", section.title()).put("words", section.words()).build());
      filled += section.words() > 0 ? 1 : 0;
      words += section.level() == 1 ? section.words() : 0;
    }
    List<Claim> claims = Claims.of(bytes);
    long sure = claims.stream().filter(Claim::isSure).count();
    Counts counts =
        new Counts(
            new TreeMap<>(
                Map.of(
                    "claims", sure,
                    "unsure_claims", claims.size() - sure,
                    "sections", (long) card.sections().size(),
                    "filled_sections", filled,
                    "words", words)));
    Json details =
        Json.obj()
            .put("front_matter", card.frontMatter())
            .put("sections", sections.build())
            .put("claims", array(claims, true))
            .put("unsure_claims", array(claims, false))
            .build();
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(counts.tables(), counts.metrics(), details);
  }

  private static Json array(List<Claim> claims, boolean sure) {
    return Json.array(
        claims.stream().filter(claim -> claim.isSure() == sure).map(Claim::toJson).toList());
  }
}
