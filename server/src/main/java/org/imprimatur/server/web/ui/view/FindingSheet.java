// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;

/** A finding with everything that was done about it. */
public record FindingSheet(
    long number,
    Mark severity,
    Mark state,
    List<Fact> facts,
    String words,
    List<Step> steps,
    Forms forms) {
  public FindingSheet {
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
  }

  /** One thing that was done. */
  public record Step(Person person, String when, String did, String words) {}

  /** What the reader wrote in each form and could not record. */
  public record Kept(String fix, String handing, String retest, String acceptance) {}

  /**
   * What the reader can do now.
   *
   * @param cannot why the reader can do nothing, where that is so
   */
  public record Forms(
      boolean fixes,
      List<Choice> hands,
      List<Choice> retests,
      List<Choice> evidence,
      List<Choice> accepts,
      long seen,
      Kept kept,
      String cannot) {
    public Forms {
      hands = List.copyOf(hands);
      retests = List.copyOf(retests);
      evidence = List.copyOf(evidence);
      accepts = List.copyOf(accepts);
    }
  }
}
