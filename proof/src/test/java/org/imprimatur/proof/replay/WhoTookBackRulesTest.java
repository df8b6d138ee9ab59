// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingBatches.ROWS;
import static org.imprimatur.proof.replay.TestingBatches.at;
import static org.imprimatur.proof.replay.TestingBatches.hour;
import static org.imprimatur.proof.replay.TestingBatches.scored;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever takes production data of a version back does not judge what is left: neither as the
 * second person who lets it serve again, nor by closing an incident of it. Priya sends, Lena owns
 * the model, Dmitri is a risk manager. Times are hours after the promotion.
 */
class WhoTookBackRulesTest {
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));

  static Stream<Arguments> reinstatements() {
    return Stream.of(
        arguments(
            "whoever sent it takes it back",
            "",
            List.of(takenBack(4, "p_priya", "sender"), suspended(5), asked(6), reinstated(8))),
        arguments(
            "whoever asks takes it back",
            "",
            List.of(suspended(4), takenBack(5, "p_lena", "owner"), asked(6), reinstated(8))),
        arguments(
            "the second takes it back after that",
            "",
            List.of(suspended(4), asked(6), reinstated(7), takenBack(8, "p_dmitri"))),
        arguments(
            "the second took it back before the suspension",
            "reinstatement.took-back",
            List.of(takenBack(4, "p_dmitri"), suspended(5), asked(6), reinstated(8))),
        arguments(
            "the second took it back while the version was suspended",
            "reinstatement.took-back",
            List.of(suspended(4), takenBack(5, "p_dmitri"), asked(6), reinstated(8))),
        arguments(
            "the second took it back once it was asked for",
            "reinstatement.took-back",
            List.of(suspended(4), asked(6), takenBack(7, "p_dmitri"), reinstated(8))),
        arguments(
            "the second took it back before an earlier suspension that another ended",
            "reinstatement.took-back reinstatement.took-back",
            List.of(
                takenBack(4, "p_dmitri"),
                suspended(5),
                asked(6),
                reinstated(7),
                suspended(8),
                asked(9),
                reinstated(10))),
        arguments(
            "somebody whom the second let in took it back",
            "credential.other reinstatement.took-back",
            List.of(
                new CredentialSet(at(3, "p_dmitri"), "p_priya", "password"),
                takenBack(4, "p_priya", "sender"),
                suspended(5),
                asked(6),
                reinstated(8))));
  }

  static Stream<Arguments> incidents() {
    return Stream.of(
        arguments(
            "another took it back",
            "",
            List.of(incident(4), takenBack(5, "p_priya", "sender"), closed(6, "p_dmitri"))),
        arguments(
            "whoever closes took it back",
            "incident.took-back",
            List.of(incident(4), takenBack(5, "p_dmitri"), closed(6, "p_dmitri"))),
        arguments(
            "whoever closes took it back before it was reported",
            "incident.took-back",
            List.of(takenBack(4, "p_dmitri"), incident(5), closed(6, "p_dmitri"))),
        arguments(
            "whoever closes took it back after that",
            "",
            List.of(incident(4), closed(5, "p_dmitri"), takenBack(6, "p_dmitri"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"reinstatements", "incidents"})
  void whoever_takes_data_back_does_not_judge_what_is_left(
      String what, String codes, List<Act> acts) {
    TestingStory story = TestingStory.honest();
    story.put("because".getBytes(UTF_8));
    Act[] all = Stream.concat(Stream.of(sent(), scored(3)), acts.stream()).toArray(Act[]::new);

    assertThat(String.join(" ", TestingBatches.found(story, List.of(), all)))
        .as(what)
        .isEqualTo(codes);
  }

  private static BatchRecorded sent() {
    return new BatchRecorded(
        at(3, "p_priya"),
        1,
        TestingPapers.MODEL,
        1,
        1,
        ROWS,
        9,
        hour(1),
        hour(2),
        Optional.empty());
  }

  private static BatchWithdrawn takenBack(int hours, String by) {
    return takenBack(hours, by, "risk-manager");
  }

  private static BatchWithdrawn takenBack(int hours, String by, String role) {
    return new BatchWithdrawn(
        at(hours, by), 1, TestingPapers.MODEL, 1, role, WORDS, Optional.empty());
  }

  private static VersionSuspended suspended(int hours) {
    return new VersionSuspended(
        at(hours, "p_lena"), TestingPapers.MODEL, 1, 1, new Cause.Ordered("owner", WORDS));
  }

  private static ReinstatementAsked asked(int hours) {
    return new ReinstatementAsked(at(hours, "p_lena"), TestingPapers.MODEL, 1, 1, WORDS);
  }

  private static VersionReinstated reinstated(int hours) {
    return new VersionReinstated(at(hours, "p_dmitri"), TestingPapers.MODEL, 1, 1);
  }

  private static IncidentOpened incident(int hours) {
    return new IncidentOpened(
        at(hours, "p_ada"),
        1,
        TestingPapers.MODEL,
        1,
        1,
        "high",
        "none",
        hour(hours - 1),
        "monitoring",
        WORDS);
  }

  private static IncidentClosed closed(int hours, String by) {
    return new IncidentClosed(
        at(hours, by), 1, TestingPapers.MODEL, 1, "risk-manager", WORDS, WORDS);
  }
}
