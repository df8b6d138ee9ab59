// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.proof.policy.EvidenceClasses;

/** Where the words of a form are kept until they are recorded: each form has a place of its own. */
final class DraftOf {
  private DraftOf() {}

  /** What is said of a class of a dossier; a class that there is not has no place of its own. */
  static String discussion(long submission, String evidenceClass) {
    return "submission:%d/%s"
        .formatted(
            submission, EvidenceClasses.ALL.contains(evidenceClass) ? evidenceClass : "unknown");
  }

  static String plan(long submission) {
    return "plan:" + submission;
  }

  static String answer(long challenge) {
    return "challenge:%d/answer".formatted(challenge);
  }

  static String resolution(long challenge) {
    return "challenge:%d/resolution".formatted(challenge);
  }

  static String fix(long finding) {
    return "finding:%d/fix".formatted(finding);
  }

  static String handing(long finding) {
    return "finding:%d/owner".formatted(finding);
  }

  static String retest(long finding) {
    return "finding:%d/retest".formatted(finding);
  }

  static String acceptance(long finding) {
    return "finding:%d/acceptance".formatted(finding);
  }
}
