// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleClosed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.proof.sample.Hands;
import org.imprimatur.proof.sample.Sample;
import org.imprimatur.proof.sample.SampleConduct;
import org.imprimatur.proof.sample.SamplePlan;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Draws samples of decisions, takes the answers to their requests, and closes them. */
@Component
public final class Samples {
  private static final List<String> DECIDING =
      List.of("act:version.promoted", "act:version.bypassed");
  private static final int LONGEST = 10_000;
  private static final int MOST_KEPT = 200;
  private static final String HELP = "See the guide for the auditor, Draw a sample.";

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Submissions submissions;
  private final Persons persons;

  /** What was drawn follows from entries that never change. */
  private final Map<Long, Drawn> kept = new ConcurrentHashMap<>();

  Samples(
      Audit audit,
      Database database,
      Blobs blobs,
      Models models,
      Submissions submissions,
      Persons persons) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.submissions = submissions;
    this.persons = persons;
  }

  /**
   * What an auditor asks for.
   *
   * @param tiers none for every tier
   * @param to the first instant after the period
   */
  public record Wish(
      String stage, List<String> tiers, Instant from, Instant to, long size, SamplePlan plan) {
    public Wish {
      tiers = List.copyOf(tiers);
    }
  }

  /** One answer of several that are recorded together. */
  public record Given(long request, String outcome, String words) {}

  /** Draws a sample; answers its number. */
  public long draw(Caller caller, Wish wish) {
    onPage(caller);
    Digest plan = blobs.put(wish.plan().document().canonical());
    return audit.record(
        moment -> {
          var act =
              new SampleDrawn(
                  caller.stamp(moment, Permission.AUDIT),
                  numbers(moment.db()).size() + 1L,
                  wish.stage(),
                  wish.tiers(),
                  wish.from(),
                  wish.to(),
                  wish.size(),
                  plan);
          long population =
              Sample.population(act, decided(moment.db(), act.from(), act.to())).size();
          return ruling(
              List.of(act), conduct(moment).against(act, wish.plan(), population), act.sample());
        });
  }

  /** Records the answers to requests of one decision; all of them, or none. */
  public void answer(Caller caller, long number, long submission, List<Given> given) {
    onPage(caller);
    if (given.isEmpty()) {
      throw refused("sample.nothing", 422, "No request was answered.");
    }
    List<Optional<Digest>> words = given.stream().map(one -> words(one.words())).toList();
    Drawn drawn = get(number);
    audit.record(
        moment -> {
          Set<String> hands = hands(moment.db(), submission);
          Optional<Sample> sample = sample(moment.db(), number);
          List<Act> acts = new ArrayList<>();
          List<Reason> against = new ArrayList<>();
          for (int i = 0; i < given.size(); i++) {
            var act =
                new SampleAnswered(
                    caller.stamp(moment, Permission.AUDIT),
                    number,
                    submission,
                    given.get(i).request(),
                    given.get(i).outcome(),
                    words.get(i));
            acts.add(act);
            against.addAll(
                conduct(moment)
                    .against(act, sample, drawn.items(), drawn.plan().requests().size(), hands));
          }
          return ruling(acts, against.stream().distinct().toList(), number);
        });
  }

  /** Ends a sample with a conclusion. */
  public void close(Caller caller, long number, String conclusion) {
    onPage(caller);
    Digest words =
        words(conclusion)
            .orElseThrow(() -> refused("sample.conclusion", 422, "Say what the sample comes to."));
    Drawn drawn = get(number);
    audit.record(
        moment -> {
          var act = new SampleClosed(caller.stamp(moment, Permission.AUDIT), number, words);
          return ruling(
              List.of(act),
              conduct(moment)
                  .against(
                      act,
                      sample(moment.db(), number),
                      drawn.items(),
                      drawn.plan().requests().size()),
              number);
        });
  }

  /** Every sample, the newest first. */
  public List<Drawn> all() {
    return numbers(database.reader()).reversed().stream().map(this::get).toList();
  }

  /** Samples that nobody has closed, the oldest first. */
  public List<Drawn> open(int most) {
    JdbcClient db = database.reader();
    Set<Long> closed = Set.copyOf(numbers(db, "act:sample.closed"));
    return numbers(db).stream()
        .filter(number -> !closed.contains(number))
        .limit(most)
        .map(this::get)
        .toList();
  }

  /** A sample with what was drawn and answered. */
  public Drawn get(long number) {
    JdbcClient db = database.reader();
    Sample sample =
        sample(db, number)
            .orElseThrow(
                () -> refused("sample.unknown", 404, "There is no sample " + number + "."));
    Drawn known = kept.get(number);
    if (known == null) {
      SampleDrawn drawn = sample.drawn();
      List<Decided> decided = decided(db, drawn.from(), drawn.to());
      known =
          new Drawn(
              sample,
              SamplePlan.of(blobs.document(drawn.plan())),
              Sample.population(drawn, decided).size(),
              sample.items(decided));
      if (kept.size() > MOST_KEPT) {
        kept.clear();
      }
      kept.put(number, known);
    }
    return new Drawn(sample, known.plan(), known.population(), known.items());
  }

  /** What somebody wrote. */
  public String words(Digest digest) {
    return blobs.words(digest);
  }

  /** Whether a person may answer for a decision: nobody audits what they took part in. */
  public boolean isIndependent(Caller caller, long submission) {
    return new SampleConduct(persons.staff())
        .isIndependent(caller.id(), hands(database.reader(), submission));
  }

  private Set<String> hands(JdbcClient db, long number) {
    Submission submission = submissions.get(db, number);
    return Hands.of(
        models.history(db, submission.opened().model()),
        Models.elsewhere(db),
        submission.opened(),
        submission.decisions().waivers());
  }

  private SampleConduct conduct(Moment moment) {
    return new SampleConduct(persons.staff(moment.db()));
  }

  private static List<Long> numbers(JdbcClient db) {
    return numbers(db, "act:sample.drawn");
  }

  private static List<Long> numbers(JdbcClient db, String name) {
    return Entries.acts(db, name).stream().map(act -> ((SampleAct) act).sample()).toList();
  }

  private static Optional<Sample> sample(JdbcClient db, long number) {
    return Optional.ofNullable(Sample.all(Entries.acts(db, "sample:" + number)).get(number));
  }

  /** What was let into any stage in a period, in the log's order. */
  private static List<Decided> decided(JdbcClient db, Instant from, Instant to) {
    List<Entries.Entry> entries = new ArrayList<>();
    DECIDING.forEach(name -> entries.addAll(Entries.mentioning(db, name)));
    return entries.stream()
        .sorted(Comparator.comparingLong(Entries.Entry::position))
        .map(Entries.Entry::act)
        .filter(act -> act.at().isBefore(to))
        .flatMap(
            act ->
                Decided.of(
                    act,
                    model ->
                        // The tier of what is not drawn from is not looked for.
                        act.at().isBefore(from)
                            ? List.of()
                            : Entries.mentioning(db, model, "act:risk.confirmed").stream()
                                .map(Entries.Entry::act)
                                .toList())
                    .stream())
        .toList();
  }

  private static void onPage(Caller caller) {
    caller.needs(Permission.AUDIT);
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("sample.session", 403, "People draw and work through samples on the page.");
    }
  }

  private Optional<Digest> words(String written) {
    String text = written.strip();
    if (text.length() > LONGEST) {
      throw refused("sample.words", 422, "Say it in at most 10,000 characters.");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(blobs.put(text.getBytes(UTF_8)));
  }

  private static Ruling<Long> ruling(List<Act> acts, List<Reason> against, long number) {
    if (against.isEmpty()) {
      return new Ruling.Granted<>(acts, number);
    }
    String code = against.getFirst().code();
    int status =
        switch (code) {
          case "sample.auditor", "sample.hand" -> 403;
          case "sample.closed" -> 409;
          default -> 422;
        };
    return new Ruling.Refused<>(
        new Refusal(
            code,
            status,
            against.getFirst().sentence(),
            against.stream().skip(1).map(Reason::sentence).toList(),
            HELP));
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(new Refusal(code, status, sentence, List.of(), HELP));
  }
}
