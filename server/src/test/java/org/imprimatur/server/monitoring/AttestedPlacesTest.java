// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.RollbackAct.Judged;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Tenure.Replaced;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;

/** What the list of attestations goes by is what each version's own acts tell. */
class AttestedPlacesTest {
  private static final String MODEL = "m_loans";
  private static final Digest SOME = Digest.of("some".getBytes(UTF_8));
  private static final Move IN = new Move("development", Watch.PRODUCTION);
  private static final Duration OVERLAP = Duration.ofMinutes(7);

  @Test
  void it_tells_the_same_as_the_acts_of_the_model_whatever_happens() {
    long seed = System.nanoTime();
    System.out.println("Courses of versions with seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var course = new Course(random);
      for (int step = 0; step < 30; step++) {
        course.step();
        course.assertTold();
      }
    }
  }

  /** What a server would record of four versions, at random and one act a minute. */
  private static final class Course {
    private final Random random;
    private final AttestedPlaces places = new AttestedPlaces();
    private final List<Act> acts = new ArrayList<>();
    private final Map<Long, VersionBypassed> debts = new TreeMap<>();
    private Instant now = Instant.parse("2027-03-01T00:00:00Z");
    private long submissions;

    Course(Random random) {
      this.random = random;
    }

    void step() {
      now = now.plusSeconds(60);
      long version = 1L + random.nextInt(4);
      Optional<Watch> watch = watch(version);
      Optional<VersionBypassed> debt = Optional.ofNullable(debts.get(version));
      boolean there = watch.filter(one -> one.tenure().left().isEmpty()).isPresent();
      switch (random.nextInt(7)) {
        case 0, 1 -> {
          if (debts.isEmpty()) {
            add(
                new VersionPromoted(
                    stamp(), MODEL, version, open(version), "development", IN.to()));
          }
        }
        case 2 -> {
          if (debts.isEmpty() && !there) {
            bypass(version);
          }
        }
        case 3 -> debt.ifPresent(this::settle);
        case 4 -> {
          if (watch.isPresent() && debt.isEmpty()) {
            take(version, watch.orElseThrow());
          }
        }
        case 5 -> {
          if (there && debts.isEmpty() && !watch.orElseThrow().current()) {
            long submission = watch.orElseThrow().submission();
            var judged = new Judged(submission, SOME, SOME, SOME);
            add(new VersionRestored(stamp(), MODEL, version, judged));
          }
        }
        default -> {
          if (there && debt.isEmpty()) {
            add(new VersionPromoted(stamp(), MODEL, version, open(version), IN.to(), "archived"));
          }
        }
      }
    }

    private void bypass(long version) {
      var past =
          new VersionBypassed(
              stamp(),
              "w_" + version,
              MODEL,
              version,
              open(version),
              IN,
              "p_a",
              "r",
              now,
              SOME,
              SOME);
      debts.put(version, past);
      add(past);
    }

    private void settle(VersionBypassed debt) {
      debts.remove(debt.version());
      add(
          random.nextBoolean()
              ? new VersionPromoted(
                  stamp(), MODEL, debt.version(), debt.submission(), "development", IN.to())
              : new BypassReversed(
                  stamp(),
                  debt.bypass(),
                  MODEL,
                  debt.version(),
                  debt.submission(),
                  IN.back(),
                  "r",
                  SOME));
    }

    private void take(long version, Watch watch) {
      add(
          random.nextBoolean()
              ? new VersionRetired(stamp(), MODEL, version, "owner", SOME)
              : new ApprovalWithdrawn(stamp(), MODEL, version, watch.submission(), "owner", SOME));
    }

    private long open(long version) {
      submissions++;
      add(
          new SubmissionOpened(
              stamp(),
              submissions,
              MODEL,
              version,
              IN.to(),
              SOME,
              SOME,
              SOME,
              SOME,
              Optional.empty(),
              Optional.empty()));
      return submissions;
    }

    private void add(Act act) {
      acts.add(act);
      places.take(act);
    }

    private Stamp stamp() {
      return new Stamp(now, "p_lena");
    }

    private Optional<Watch> watch(long version) {
      return Optional.ofNullable(Watch.all(acts).get(version));
    }

    private static Instant end(Replaced by) {
      return by.at().plus(OVERLAP);
    }

    void assertTold() {
      Watch.all(acts)
          .forEach(
              (version, watch) -> {
                Permit permit = Permit.of(watch, watch.tenure().replaced().map(Course::end), now);
                assertThat(
                        places.stopped(new AttestedPlaces.Place(MODEL, version), Course::end, now))
                    .as("version %d after %s", version, acts)
                    .isEqualTo(Optional.of(permit).filter(one -> !one.lets()).map(Permit::state));
              });
    }
  }
}
