// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A quarter of submissions on a real server by a clock of its own: the people of the example
 * propose, sign, reject and plant cases at times drawn from a seed. What the server records,
 * decides and measures is its own; who did what and when is made up.
 */
final class Quarter {
  private static final double REJECTS = 0.1;
  private static final double SEES = 0.65;
  private static final int CONFLICT = 409;
  private static final String MODEL = "data/titanic/models/lr/model.onnx";

  /** What begins the remark of a model: field 6 of ONNX's ModelProto, with its length. */
  private static final byte REMARK = 6 << 3 | 2;

  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path examples;
  private final Path work;
  private final QuarterClock clock;
  private final Habits habits;
  private final PriorityQueue<Event> ahead =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingInt(Event::order));
  private final Map<Line, Integer> versions = new EnumMap<>(Line.class);
  private final List<String> faults = new ArrayList<>();
  private int order;
  private int opened;
  private int promoted;
  private int rejected;
  private int planted;

  /** What happens at a moment; of two at the same the one that was planned first. */
  private record Event(Instant at, int order, Runnable act) {}

  /** The models: three that people propose, one of each tier, and two for the planted cases. */
  private enum Line {
    SHELF_FORECAST("shelf-forecast", "none", "low"),
    LATE_PAYMENT("late-payment", "assists", "medium"),
    LOAN_LIMIT("loan-limit", "decides", "high"),
    PARCEL_TIMES("parcel-times", "none", "low"),
    CLAIMS_TRIAGE("claims-triage", "assists", "medium");

    private final String model;
    private final String effect;
    private final String tier;

    Line(String model, String effect, String tier) {
      this.model = model;
      this.effect = effect;
      this.tier = tier;
    }

    /** Whose signature waits for no other in the tier. */
    private Reviewer first() {
      return tier.equals("low") ? Reviewer.GRACE : Reviewer.BRUNO;
    }
  }

  /** Who signs, as what, and in how many working hours one in two of their signatures comes. */
  private enum Reviewer {
    GRACE("grace", "peer", 3),
    BRUNO("bruno", "validator", 14),
    CHIARA("chiara", "compliance", 14),
    LENA("lena", "business-owner", 6);

    private final String username;
    private final String role;
    private final double hours;

    Reviewer(String username, String role, double hours) {
      this.username = username;
      this.role = role;
      this.hours = hours;
    }
  }

  /** A submission under way; a planted one is bad on purpose. */
  private record Case(Line line, int version, String proposer, int number, boolean bad) {}

  /** Where the files of the example are, and where its own go. */
  record Places(Path examples, Path work) {}

  Quarter(
      Cast cast, Commands commands, Teller teller, Places places, QuarterClock clock, long seed) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
    examples = places.examples();
    work = places.work();
    this.clock = clock;
    habits = new Habits(seed);
  }

  /** How much happens: so many weeks, and in each so many versions that people propose. */
  record Extent(int weeks, int perWeek) {}

  /** Plays from a Monday on; what is under way at the end stays so. */
  void play(Instant monday, Extent extent) {
    int weeks = extent.weeks();
    teller.chapter(
        "Simulated: the people, times and decisions of these " + weeks + " weeks are made up");
    prepare();
    told("People and " + Line.values().length + " models are there");
    for (int week = 0; week < weeks; week++) {
      plan(monday.plus(Duration.ofDays(7L * week)), week, extent.perWeek());
    }
    Instant end = monday.plus(Duration.ofDays(7L * weeks));
    for (int week = 1; week <= weeks; week++) {
      until(monday.plus(Duration.ofDays(7L * week)));
      told(
          "Week %2d: so far %d opened, %d promoted, %d rejected; %d bad ones were planted"
              .formatted(week, opened, promoted, rejected, planted));
    }
    clock.to(end);
    replay();
  }

  private void replay() {
    String export = work.resolve("quarter.zip").toString();
    as("hanna", "audit", "export", export);
    must(commands.offline("audit", "verify", export), "the replay");
    told("Hanna exports the log; every verdict and promotion is derived again offline");
  }

  private void told(String sentence) {
    teller.step(sentence, faults.isEmpty(), String.join("; ", faults));
    faults.clear();
  }

  private void until(Instant end) {
    while (!ahead.isEmpty() && ahead.peek().at().isBefore(end)) {
      Event event = ahead.remove();
      clock.to(event.at());
      event.act().run();
    }
  }

  private void at(Instant instant, Runnable act) {
    ahead.add(new Event(instant, order++, act));
  }

  private void plan(Instant week, int number, int proposals) {
    for (int i = 0; i < proposals; i++) {
      Instant at = Habits.working(week, Duration.ofMinutes(habits.below(40 * 60)));
      Line line = Line.values()[i % 3 == 2 ? habits.below(3) : i % 2];
      String proposer = habits.happens(0.6) ? "ada" : "sam";
      at(at, () -> propose(line, proposer));
    }
    if (number % 3 != 2) {
      Line line = Line.values()[3 + number % 3];
      at(Habits.working(week, Duration.ofHours(2)), () -> plant(line));
    }
  }

  private Commands.Ended must(Commands.Ended ended, String what) {
    if (!ended.yes()) {
      faults.add(what + ": " + ended.told());
    }
    return ended;
  }

  private Commands.Ended as(String person, String... words) {
    return must(commands.as(cast.get(person), words), String.join(" ", words));
  }

  private void fault(boolean well, String what) {
    if (!well) {
      faults.add(what);
    }
  }

  private void prepare() {
    cast.all().forEach(player -> fault(Forms.enrol(player), "no password for " + player));
    String use = examples.resolve("models/titanic/use.yaml").toString();
    for (Line line : Line.values()) {
      as("ada", "model", "register", line.model, "--use", use);
      as("ada", "model", "risk", line.model, "effect=" + line.effect);
      as("dmitri", "model", "confirm", line.model, "--tier", line.tier);
      if (!line.tier.equals("low")) {
        String exam = examples.resolve("quarter/examination.yaml").toString();
        as("priya", "examination", "register", line.model, exam);
      }
    }
  }

  private int register(Line line, String proposer, Path model) {
    int version = versions.merge(line, 1, Integer::sum);
    as(
        proposer,
        "register",
        line.model,
        model.toString(),
        "--cutoff",
        "0.%03d".formatted(400 + version),
        "--card",
        examples.resolve("models/titanic/v1.md").toString());
    return version;
  }

  private void propose(Line line, String proposer) {
    int version = register(line, proposer, examples.resolve(MODEL));
    at(habits.after(clock.instant(), 2), () -> open(line, version, proposer, false));
  }

  private void open(Line line, int version, String proposer, boolean bad) {
    var ended =
        commands.as(cast.get(proposer), "submit", line.model, String.valueOf(version), "--wait");
    if (ended.exit() > 1) {
      faults.add(ended.told());
      return;
    }
    opened++;
    int number = (int) ended.answer().integer("number");
    var one = new Case(line, version, proposer, number, bad);
    review(one, line.first());
  }

  private void review(Case one, Reviewer reviewer) {
    at(habits.after(clock.instant(), reviewer.hours), () -> decide(one, reviewer));
  }

  private void decide(Case one, Reviewer reviewer) {
    Cast.Player player = cast.get(reviewer.username);
    fault(Forms.signIn(player), player + " cannot sign in");
    if (habits.happens(one.bad() ? SEES : REJECTS)) {
      var signed = Forms.reject(player, one.number(), reviewer.role, "The card does not say why.");
      fault(signed.taken(), "%s rejects %d: %s".formatted(player, one.number(), signed));
      rejected++;
      if (!one.bad()) {
        at(habits.after(clock.instant(), 5), () -> takeBack(one));
      }
      return;
    }
    var signed = Forms.approve(player, one.number(), reviewer.role, "It does what its card says.");
    if (signed.answer() == CONFLICT && reviewer != one.line().first()) {
      again(one);
      return;
    }
    fault(signed.taken(), "%s approves %d: %s".formatted(player, one.number(), signed));
    next(one, reviewer);
  }

  private void next(Case one, Reviewer reviewer) {
    switch (reviewer) {
      case BRUNO -> review(one, one.line().tier.equals("high") ? Reviewer.CHIARA : Reviewer.LENA);
      case CHIARA -> review(one, Reviewer.LENA);
      case GRACE, LENA -> at(habits.after(clock.instant(), 1), () -> promote(one));
    }
  }

  private void promote(Case one) {
    var ended = commands.as(cast.get(one.proposer()), "promote", String.valueOf(one.number()));
    if (one.bad()) {
      fault(ended.no() && ended.says("submission.seeded"), "a planted case: " + ended.told());
      return;
    }
    if (ended.no() && ended.says("lapsed")) {
      again(one);
      return;
    }
    fault(ended.yes(), ended.told());
    promoted++;
  }

  /** Another version entered production meanwhile: what was compared with it is signed anew. */
  private void again(Case one) {
    review(one, one.line().first());
  }

  /** Whoever proposed it takes it back, and mostly comes again with another version. */
  private void takeBack(Case one) {
    Cast.Player player = cast.get(one.proposer());
    fault(Forms.signIn(player), player + " cannot sign in");
    fault(Forms.withdraw(player, one.number()), player + " cannot withdraw " + one.number());
    if (habits.happens(0.85)) {
      at(habits.after(clock.instant(), 12), () -> propose(one.line(), one.proposer()));
    }
  }

  /** A file of its own: what was known to be bad comes past no gate under another number. */
  private Path bad(int number) {
    byte[] remark = "planted %d".formatted(number).getBytes(StandardCharsets.UTF_8);
    try {
      Path folder = Files.createDirectories(work.resolve("planted-" + number));
      Path model = folder.resolve("model.onnx");
      Files.copy(examples.resolve(MODEL), model, StandardCopyOption.REPLACE_EXISTING);
      byte[] field = {REMARK, (byte) remark.length};
      Files.write(model, field, StandardOpenOption.APPEND);
      return Files.write(model, remark, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The files of a planted case cannot be made.", e);
    }
  }

  /**
   * Sam registers a bad version; Dmitri, the steward, commits to it, and on another day Sam opens
   * it. What Dmitri committed to beside it is revealed after three weeks: the server would do it
   * itself after 30 days, but looks once a minute, in which days go by here.
   */
  private void plant(Line line) {
    planted++;
    int version = register(line, "sam", bad(planted));
    fault(
        Forms.plant(cast.get("dmitri"), cast.get("sam"), line.model, version),
        "the case %s v%d could not be planted".formatted(line.model, version));
    at(habits.after(clock.instant(), 9), () -> open(line, version, "sam", true));
    at(
        Habits.working(clock.instant(), Duration.ofHours(9 * 15)),
        () -> fault(Forms.revealNothing(cast.get("dmitri")), "nothing could not be revealed"));
  }
}
