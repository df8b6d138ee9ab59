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
 */
public record ProposalForm(
    String text, String reason, List<String> wrong, String good, List<String> gaps) {
  public ProposalForm {
    wrong = List.copyOf(wrong);
    gaps = List.copyOf(gaps);
  }
}
