// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a message is about; its words are all that is said of it. */
public enum Kind {
  SIGN_OFF_ASKED("sign-off-asked", "Your sign-off is asked", "A sign-off is asked"),
  CHANGES_ASKED(
      "changes-asked", "A submission is not ready and waits for you", "A submission is not ready"),
  PROMOTION_READY("promotion-ready", "You can promote", "Ready to be promoted"),
  RISK_ASKED("risk-asked", "A risk assessment waits for you", "A risk assessment waits"),
  CHALLENGE_RAISED(
      "challenge-raised", "A challenge waits for your answer", "A challenge waits for an answer"),
  CHALLENGE_ANSWERED(
      "challenge-answered", "Your challenge was answered", "A challenge was answered"),
  FINDING_RAISED("finding-raised", "A finding waits for you", "A finding waits"),
  RETEST_ASKED("retest-asked", "A retest is asked of you", "A retest is asked"),
  CONDITION_SET("condition-set", "A condition waits for you", "A condition waits"),
  SECOND_ASKED("second-asked", "You are asked as the second person", "A second person is asked"),
  DUE_SOON("due-soon", "Due within three days", "Due within three days"),
  OVERDUE("overdue", "Overdue", "Overdue"),
  PROMISE_BROKEN(
      "promise-broken",
      "A promise of yours is broken or was not measured",
      "A promise is broken or was not measured"),
  REVALIDATION_ASKED(
      "revalidation-asked", "A revalidation is asked of you", "A revalidation is asked"),
  DEBT_OWED(
      "debt-owed",
      "A version that was taken past its gate waits for you",
      "A version was taken past its gate and is to be ratified or rolled back"),
  SUSPENDED("suspended", "A version of yours is suspended", "A version is suspended"),
  INCIDENT_OPEN("incident-open", "An incident waits for you", "An incident waits"),
  SAMPLE_OPEN("sample-open", "An audit sample waits for you", "An audit sample waits"),
  DATA_TAKEN_BACK(
      "data-taken-back",
      "Somebody took production data of your model back",
      "Production data was taken back"),
  ROLLED_BACK(
      "rolled-back",
      "Somebody went back to an earlier version of your model",
      "An earlier version is in production again"),
  APPROVAL_WITHDRAWN(
      "approval-withdrawn",
      "Somebody withdrew the approval of a version of yours",
      "An approval was withdrawn"),
  VERSION_RETIRED(
      "version-retired", "Somebody retired a version of yours", "A version was retired"),
  CHANGES_REQUESTED("changes-requested", "Changes are requested of you", "Changes are requested"),
  PROMOTED("promoted", "Your submission was promoted", "A submission was promoted"),
  REJECTED("rejected", "Your submission was rejected", "A submission was rejected"),
  /** All that waits for a person at once; no channel is told it. */
  WAITING("waiting", "What waits for you", "What waits"),
  /** The first message to an address; no channel is told it. */
  WELCOME("welcome", "Imprimatur writes to you at this address", "Imprimatur writes here");

  private final String word;
  private final String toPerson;
  private final String toChannel;

  Kind(String word, String toPerson, String toChannel) {
    this.word = word;
    this.toPerson = toPerson;
    this.toChannel = toChannel;
  }

  /** The word in settings and in signed webhooks. */
  public String word() {
    return word;
  }

  /** The sentence to whom it concerns. */
  public String toPerson() {
    return toPerson;
  }

  /** The sentence to everybody in a channel. */
  public String toChannel() {
    return toChannel;
  }

  /** Whether it tells of one thing, which is what channels are told of. */
  boolean isEvent() {
    return this != WAITING && this != WELCOME;
  }

  static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The words that a channel can be told. */
  static List<String> words() {
    return Arrays.stream(values()).filter(Kind::isEvent).map(Kind::word).toList();
  }
}
