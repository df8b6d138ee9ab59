// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.card.ModelCard;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** Which sections a model card has, and whether anything stands in them. */
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
    Counts counts =
        new Counts(
            new TreeMap<>(
                Map.of(
                    "sections", (long) card.sections().size(),
                    "filled_sections", filled,
                    "words", words)));
    Json details =
        Json.obj()
            .put("front_matter", card.frontMatter())
            .put("sections", sections.build())
            .build();
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(counts.tables(), counts.metrics(), details);
  }
}
