// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.SignalRules;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/** Records what was measured of promises. A signal satisfies no requirement of any gate. */
@Component
public final class Signals {
  /** How many are recorded at once. */
  public static final int MOST = 1_000;

  private static final int MOST_REASONS = 20;

  private final Audit audit;
  private final Models models;
  private final Watches watches;

  Signals(Audit audit, Models models, Watches watches) {
    this.audit = audit;
    this.models = models;
    this.watches = watches;
  }

  /**
   * What somebody measured.
   *
   * @param from when the window began; with its end where nothing is said
   * @param to when it ended; now where nothing is said
   */
  public record Sent(
      String promise, String value, OptionalLong n, Optional<Instant> from, Optional<Instant> to) {}

  /**
   * What stands in the log for a signal that was sent.
   *
   * @param known whether it had been recorded before, when the same was sent
   */
  public record Recorded(String promise, Measured measured, boolean kept, boolean known) {}

  /** Records all of them or none; whatever was sent before is answered as it was then. */
  public List<Recorded> record(Caller caller, String name, long version, List<Sent> sent) {
    caller.needs(Permission.SIGNAL);
    if (sent.isEmpty() || sent.size() > MOST) {
      throw new RefusedException(
          new Refusal(
              "signal.count",
              422,
              "%d signals were sent; 1 to 1,000 are taken at once.".formatted(sent.size()),
              List.of(),
              "Send the rest in further requests."));
    }
    return audit.record(moment -> decide(moment, caller, name, version, sent));
  }

  private Ruling<List<Recorded>> decide(
      Moment moment, Caller caller, String name, long version, List<Sent> sent) {
    Model model = models.get(moment.db(), name);
    Optional<Watch> watch = watches.find(moment.db(), model.id(), version);
    List<Promise> promises = watch.map(watches::promises).orElse(List.of());
    var batch =
        new Batch(
            moment,
            caller.stamp(moment, Permission.SIGNAL).alone(),
            caller.token(),
            watch,
            promises);
    for (Sent one : sent) {
      batch.take(model.id(), version, one);
    }
    return batch.ruling(name, version);
  }

  /** What comes of the signals of one request, in their order. */
  private static final class Batch {
    private final Moment moment;
    private final Stamp stamp;
    private final Optional<String> token;
    private final Optional<Watch> watch;
    private final List<Promise> promises;
    private final List<Act> acts = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final List<Reason> against = new ArrayList<>();
    private final Map<Window, Measured> taken = new HashMap<>();
    private int count;

    Batch(
        Moment moment,
        Stamp stamp,
        Optional<String> token,
        Optional<Watch> watch,
        List<Promise> promises) {
      this.moment = moment;
      this.stamp = stamp;
      this.token = token;
      this.watch = watch;
      this.promises = promises;
    }

    private record Window(String promise, Instant from, Instant to) {}

    void take(String model, long version, Sent sent) {
      int place = count++;
      Instant to = sent.to().orElse(stamp.at()).truncatedTo(ChronoUnit.MILLIS);
      Instant from = sent.from().orElse(to).truncatedTo(ChronoUnit.MILLIS);
      var act =
          new SignalRecorded(
              stamp,
              model,
              version,
              Promise.meant(promises, sent.promise()).map(Promise::name).orElse(sent.promise()),
              Measured.plain(sent.value()).orElse(sent.value()),
              sent.n(),
              from,
              to,
              token,
              Optional.empty());
      List<Reason> wrong = SignalRules.against(act, watch, promises);
      if (wrong.isEmpty()) {
        add(place, act);
      } else {
        wrong.forEach(reason -> refuse(place, reason));
      }
    }

    private void add(int place, SignalRecorded act) {
      var window = new Window(act.promise(), act.from(), act.to());
      Optional<Measured> known =
          Optional.ofNullable(taken.get(window)).or(() -> SignalStore.same(moment.db(), act));
      Optional<Reason> contradiction = known.flatMap(one -> SignalRules.against(act, one));
      if (contradiction.isPresent()) {
        refuse(place, contradiction.get());
        return;
      }
      Measured measured = known.orElseGet(() -> Measured.of(act));
      if (known.isEmpty()) {
        acts.add(act);
        taken.put(window, measured);
      }
      boolean kept = Promise.find(promises, act.promise()).orElseThrow().keeps(measured.value());
      recorded.add(new Recorded(act.promise(), measured, kept, known.isPresent()));
    }

    private void refuse(int place, Reason reason) {
      against.add(
          new Reason(
              reason.code(),
              "signals[%d]: %s [%s]".formatted(place, reason.sentence(), reason.code()),
              reason.facts()));
    }

    Ruling<List<Recorded>> ruling(String name, long version) {
      if (against.isEmpty()) {
        return new Ruling.Granted<>(acts, recorded);
      }
      String code = against.getFirst().code();
      return new Ruling.Refused<>(
          new Refusal(
              code,
              code.equals("signal.contradicts") ? 409 : 422,
              count == 1
                  ? "The signal for %s v%d was not recorded.".formatted(name, version)
                  : "Of %d signals for %s v%d none was recorded.".formatted(count, name, version),
              against.stream().limit(MOST_REASONS).map(Reason::sentence).toList(),
              "Mend what is named, and send all of them again; what was recorded before does no"
                  + " harm."));
    }
  }
}
