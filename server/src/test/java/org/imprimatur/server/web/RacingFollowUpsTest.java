// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.sample.SamplePlan;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Incidents;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.samples.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is done at the same moment about a version in production, on two servers that share
 * PostgreSQL: rows and labels, rows that use an approval up, incidents and samples.
 */
class RacingFollowUpsTest {
  private static final String MODEL = PromisedFigures.MODEL;

  @TempDir Path folder;
  private @Nullable RacingServers servers;
  private Instant promoted = Instant.EPOCH;

  @Test
  void of_what_is_done_at_once_after_an_approval_one_counts() throws Exception {
    Path setup =
        new TestingSetup()
            .policy(
                "  production:",
                "  production:\n"
                    + "    revalidate: {tiers: {low: 365}, rows: {low: 300}, overdue: suspend}")
            .in(folder);
    try (var racing = RacingServers.start(Dialect.POSTGRESQL, folder, setup)) {
      servers = racing;
      List.of("ada", "sam", "lena", "dmitri", "hanna").forEach(racing::caller);
      promoted = PromisedFigures.promote(racing.one());
      rowsAndLabels();
      incident();
      exposure();
      sample();
      racing.assertSound();
    }
  }

  private RacingServers servers() {
    return Objects.requireNonNull(servers);
  }

  /** Two files for one window, then two files of labels for one batch; each is sent twice. */
  private void rowsAndLabels() throws Exception {
    TestingRows rows = TestingRows.read(0, 200);
    Digest one = upload(rows.scored());
    Digest other = upload(TestingRows.read(0, 199).scored());
    assertOneFile(
        servers()
            .atOnce(
                () -> send(one, 1), () -> send(one, 1), () -> send(other, 1), () -> send(other, 1)),
        "batch.taken");
    awaitComputed(1);

    Digest labels = upload(rows.labels());
    Digest mended = upload(rows.labels() + "\n");
    assertOneFile(
        servers()
            .atOnce(
                () -> label(labels), () -> label(labels), () -> label(mended), () -> label(mended)),
        "labels.untimely");
    awaitComputed(1);
    assertThat(acts(LabelsRecorded.class)).hasSize(1);
    assertThat(acts(BatchEvaluated.class)).hasSize(2);
  }

  /** Whoever sends the same again is answered as the first time; the other file is refused. */
  private static void assertOneFile(List<String> outcomes, String refused) {
    List<String> first = outcomes.subList(0, 2);
    List<String> second = outcomes.subList(2, 4);
    boolean firstWon = first.contains("done");
    assertThat(firstWon ? first : second).containsOnly("done");
    assertThat(firstWon ? second : first).containsOnly(refused);
  }

  /** It is closed twice while the version that it was about is let serve again twice. */
  private void incident() throws Exception {
    var report = new Incidents.Report("low", "none", Optional.empty(), "user", "It answered late.");
    long number = any(Incidents.class).open(caller("lena"), MODEL, 1, report);
    any(Suspensions.class).suspend(caller("ada"), MODEL, 1, "It answers late.");
    any(Suspensions.class).ask(caller("ada"), MODEL, 1, "It is mended.");
    String asked = acts(ReinstatementAsked.class).getLast().at().toString();
    AtOnce.Deed close =
        () -> any(Incidents.class).close(caller("dmitri"), number, "A cable.", "Look at cables.");
    AtOnce.Deed reinstate =
        () -> any(Suspensions.class).reinstate(caller("dmitri"), MODEL, 1, asked);
    List<String> outcomes = servers().atOnce(close, reinstate, close, reinstate);
    assertThat(List.of(outcomes.get(0), outcomes.get(2)))
        .containsExactlyInAnyOrder("done", "incident.twice");
    assertThat(List.of(outcomes.get(1), outcomes.get(3)))
        .containsExactlyInAnyOrder("done", "reinstatement.none");
  }

  /** Each of two batches alone would leave some of the rows that the approval is for. */
  private void exposure() throws Exception {
    int before = acts(VersionSuspended.class).size();
    Digest one = upload(TestingRows.read(200, 260).scored());
    Digest other = upload(TestingRows.read(260, 320).scored());
    assertThat(servers().atOnce(() -> send(one, 2), () -> send(other, 3))).containsOnly("done");
    awaitComputed(2);
    awaitComputed(3);
    TestingWait.until("It was not suspended.", () -> acts(VersionSuspended.class).size() > before);
    assertThat(acts(VersionSuspended.class)).hasSize(before + 1);
  }

  /** Two samples are drawn, and one is closed twice while another answer to it arrives. */
  private void sample() throws Exception {
    Samples samples = any(Samples.class);
    Instant day = Instant.parse("2020-01-01T00:00:00Z");
    var wish =
        new Samples.Wish(
            "production",
            List.of(),
            day,
            Instant.now(),
            1,
            new SamplePlan("It is tried.", List.of("Is it there?")));
    AtOnce.Deed draw = () -> any(Samples.class).draw(caller("hanna"), wish);
    assertThat(servers().atOnce(draw, draw)).containsOnly("done");
    assertThat(acts(SampleDrawn.class)).extracting(SampleDrawn::sample).containsExactly(1L, 2L);

    long submission = acts(VersionPromoted.class).getLast().submission();
    samples.answer(caller("hanna"), 1, submission, List.of(new Samples.Given(1, "in-order", "")));
    AtOnce.Deed close = () -> any(Samples.class).close(caller("hanna"), 1, "All is in order.");
    AtOnce.Deed answer =
        () ->
            any(Samples.class)
                .answer(
                    caller("hanna"),
                    1,
                    submission,
                    List.of(new Samples.Given(1, "exception", "It is not there.")));
    List<String> outcomes = servers().atOnce(close, close, answer);
    assertThat(outcomes.subList(0, 2)).containsExactlyInAnyOrder("done", "sample.closed");
    assertThat(outcomes.getLast()).isIn("done", "sample.closed");
  }

  private void send(Digest data, int window) {
    var sent =
        new Batches.Sent(
            data,
            Optional.of(promoted.minusSeconds(60)),
            Optional.of(promoted.plusSeconds(60L + window)));
    any(Batches.class).record(caller("lena"), MODEL, 1, sent);
  }

  private void label(Digest labels) {
    any(Batches.class).label(caller("lena"), MODEL, 1, 1, labels);
  }

  private void awaitComputed(long batch) {
    Batches batches = any(Batches.class);
    var model = any(Models.class).get(MODEL);
    TestingWait.until(
        "Batch " + batch + " was not computed.",
        () -> batches.get(model, 1, batch).state() != Batch.State.WAITING);
  }

  private Digest upload(String text) throws Exception {
    Path file = Files.createTempFile(folder, "rows", ".csv");
    return servers().one().upload("lena", Files.write(file, text.getBytes(UTF_8)));
  }

  private <T extends Act> List<T> acts(Class<T> kind) {
    return servers().acts(kind);
  }

  private <T> T any(Class<T> face) {
    return servers().any(face);
  }

  private Caller caller(String username) {
    return servers().caller(username);
  }
}
