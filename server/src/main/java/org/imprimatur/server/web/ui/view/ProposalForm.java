// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * Where somebody writes a policy that another person is to publish.
 *
 * @param text the policy as it was typed, or the newest of its name
 * @param wrong every error with its line, or what stands against it
 * @param good what a check found where nothing is wrong, or empty
 * @param gaps requirements that nobody could satisfy
 * @param begun what the text begins with, where that is more than the newest; or empty
 */
public record ProposalForm(
    String text, String reason, List<String> wrong, String good, List<String> gaps, String begun) {
  /** What was typed. */
  public ProposalForm(
      String text, String reason, List<String> wrong, String good, List<String> gaps) {
    this(text, reason, wrong, good, gaps, "");
  }

  /** What somebody is to go on with. */
  public ProposalForm(String text, String reason, String begun) {
    this(text, reason, List.of(), "", List.of(), begun);
  }

  public ProposalForm {
    wrong = List.copyOf(wrong);
    gaps = List.copyOf(gaps);
  }
}
