// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The risk questions of a model, the tier that they give, and its confirmation. */
public record RiskSheet(
    String model,
    String policy,
    Mark status,
    List<Question> questions,
    @Nullable String closed,
    @Nullable Result result,
    @Nullable Confirm confirm) {
  public RiskSheet {
    questions = List.copyOf(questions);
  }

  /** A question with its possible answers; at most one is chosen. */
  public record Question(String id, String ask, List<Answer> answers) {
    public Question {
      answers = List.copyOf(answers);
    }
  }

  /** A possible answer. */
  public record Answer(String value, boolean chosen) {}

  /** The tier as arithmetic, and what became of it. */
  public record Result(Tier tier, Text because, List<Fact> facts) {
    public Result {
      facts = List.copyOf(facts);
    }
  }

  /**
   * The assessor's form.
   *
   * @param against why this person cannot confirm, or null
   */
  public record Confirm(
      String assessment, String tier, List<String> tiers, @Nullable String against) {
    public Confirm {
      tiers = List.copyOf(tiers);
    }
  }
}
