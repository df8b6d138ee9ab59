// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a server records of persons with a role alone, in a log where somebody without it did it.
 */
class RightRulesTest {
  private final TestingStory story = TestingStory.honest();

  @ParameterizedTest
  @ValueSource(
      classes = {
        ModelRegistered.class,
        PromisesStated.class,
        RiskAnswered.class,
        VersionRegistered.class,
        CardFiled.class,
        SubmissionOpened.class,
        VerdictGiven.class,
        VersionPromoted.class
      })
  void what_somebody_without_the_role_did_is_found(Class<? extends Act> kind) {
    int at = story.position(kind);
    story.acts.set(at, byBruno(story.first(kind)));

    assertThat(story.found()).contains(at + " act.role");
  }

  private static Act byBruno(Act act) {
    Json.Builder entry = Json.obj();
    ((Json.Obj) Json.parse(act.bytes())).members().forEach(entry::put);
    return Act.parse(entry.put("by", "p_bruno").build().canonical());
  }

  @Test
  void a_role_that_was_taken_before_no_longer_counts() {
    int at = story.position(SubmissionOpened.class);
    story.acts.add(
        at,
        new RoleWithdrawn(
            story.stamp(at, "p_dmitri"), "p_ada", "data-scientist", Scope.EVERYWHERE));

    assertThat(story.found()).contains((at + 1) + " act.role");
  }

  @Test
  void a_role_that_counts_for_some_models_alone_opens_no_submission() {
    int at = story.position(SubmissionOpened.class);
    var here = new Scope(Optional.of(TestingPapers.MODEL), Optional.empty(), Optional.empty());
    story.acts.add(
        1,
        new RoleGiven(
            story.stamp(1, Stamp.SYSTEM), "p_bruno", "data-scientist", here, Optional.empty()));
    SubmissionOpened opened = story.first(SubmissionOpened.class);
    story.acts.set(at + 1, byBruno(opened));

    assertThat(story.found()).contains((at + 1) + " act.role");
  }

  @Test
  void a_validator_ends_no_submission() {
    story.acts.add(new SubmissionWithdrawn(story.stamp(story.acts.size() - 1, "p_bruno"), 1));

    assertThat(story.found()).contains((story.acts.size() - 1) + " act.role");
  }
}
