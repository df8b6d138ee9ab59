// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.Seeds;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What the pages say of a version that was revealed to be bad on purpose. */
@Component
record SeedWords(Seeds seeds) {
  static final Mark SEEDED = new Mark("Seeded case", "alert-octagon", "warn");

  static final String SENTENCE =
      "A seeded case: this version is bad on purpose, and comes past no gate.";

  Optional<String> defect(String model, long version) {
    return seeds.defect(model, version);
  }

  Optional<String> defect(Submission submission) {
    return defect(submission.opened().model(), submission.opened().version());
  }

  /** What was wrong, and to whoever judged it what they made of it; to nobody what others did. */
  Text told(String defect, Submission submission, Caller caller) {
    return Text.of("A steward planted it to try the review. What is wrong with it: " + defect)
        .then(own(submission, caller));
  }

  private static String own(Submission submission, Caller caller) {
    if (submission.decisions().requests().stream().anyMatch(one -> one.by().equals(caller.id()))) {
      return " You asked for changes: you caught it.";
    }
    return submission.signOffs().stream()
        .filter(one -> one.by().equals(caller.id()))
        .reduce((_, later) -> later)
        .map(SeedWords::own)
        .orElse("");
  }

  private static String own(SignoffGiven given) {
    return switch (given.decision()) {
      case "reject" -> " You rejected it: you caught it.";
      case "abstain" -> " You abstained.";
      default -> " You approved it: you did not catch it.";
    };
  }
}
