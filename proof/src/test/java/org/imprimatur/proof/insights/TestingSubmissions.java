// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.review.Review;

/** A log of submissions of one model, told act by act; every act takes as long as is said. */
final class TestingSubmissions {
  static final String POLICY =
      """
      imprimatur: policy/v1
      name: lending
      tiers: [low, high]
      waivers: {longest: 30d, by: [risk-manager]}
      risk:
        questions: {effect: {ask: "Effect?", answers: [none, decides]}}
        rules: [{id: R1, tier: high, when: "effect == 'decides'"}, {id: R2, tier: low, when: "effect == 'none'"}]
      gates:
        staging:
          from: [development]
          requirements:
            - {id: try, kind: signoff, role: validator, meaning: approval, tiers: [low, high], covers: [documentation]}
        production:
          from: [development]
          requirements:
            - {id: card, kind: document, class: documentation, tiers: [high], sections: [limitations]}
            - {id: validation, kind: signoff, role: validator, meaning: review, tiers: [high], covers: [documentation]}
            - {id: compliance, kind: signoff, role: compliance, meaning: review, tiers: [high], covers: [documentation]}
            - {id: decision, kind: signoff, role: business-owner, meaning: approval, tiers: [low, high], covers: [documentation], after: [validation, compliance]}
      """;

  static final String MODEL = "m_loans";

  final List<Act> acts = new ArrayList<>();
  private final Map<Digest, byte[]> blobs = new HashMap<>();
  private final Map<Long, SubmissionOpened> opened = new HashMap<>();
  private final Map<Long, List<EvidenceRecorded>> filed = new HashMap<>();
  private final Digest policy;
  private final Digest words = put("words".getBytes(UTF_8));
  Instant now = Instant.parse("2026-09-01T09:00:00Z");
  private long ids;

  /** What the next submissions promise. */
  Optional<Digest> promises = Optional.empty();

  TestingSubmissions() {
    this("high");
  }

  TestingSubmissions(String tier) {
    this(tier, POLICY);
  }

  /** The same under another policy of the same name. */
  TestingSubmissions(String tier, String text) {
    policy = put(text.getBytes(UTF_8));
    acts.add(new TeamJoined(by("imprimatur"), "p_lena", "Lending"));
    acts.add(new PolicyPublished(by("p_dmitri"), policy, "lending", 1, true, Optional.empty()));
    acts.add(new ModelRegistered(by("p_ada"), MODEL, "loans", "p_lena", words, policy));
    acts.add(new RiskConfirmed(by("p_dmitri"), MODEL, words, tier, "R1", Optional.empty()));
  }

  TestingSubmissions later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Stamp by(String person) {
    return new Stamp(now, person);
  }

  private String id(String kind) {
    return kind + ++ids;
  }

  Digest put(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    blobs.put(digest, bytes);
    return digest;
  }

  /** Registers a version, waits, and submits it. */
  long submit(long version, Duration after) {
    acts.add(
        new VersionRegistered(
            by("p_ada"), MODEL, version, manifest(version), "0.4", words, List.of(), 0, List.of()));
    acts.add(new CardFiled(by("p_ada"), MODEL, version, words));
    later(after);
    return submitAgain(version);
  }

  long submitAgain(long version) {
    return submit(version, "production");
  }

  long submit(long version, String gate) {
    long number = opened.size() + 1L;
    var act =
        new SubmissionOpened(
            by("p_ada"),
            number,
            MODEL,
            version,
            gate,
            manifest(version),
            words,
            policy,
            words,
            Optional.empty(),
            promises);
    opened.put(number, act);
    filed.put(number, new ArrayList<>());
    acts.add(act);
    return number;
  }

  private static Digest manifest(long version) {
    return Digest.of(("manifest " + version).getBytes(UTF_8));
  }

  /** A card with its limitations, or one without. */
  void card(long number, boolean whole) {
    var counts = new Counts(new TreeMap<>(Map.of("sections", 1L)));
    Json.Builder sections = Json.obj();
    sections.put(whole ? "limitations" : "purpose", Json.obj().put("words", 10 + ++ids).build());
    Json.Obj content =
        new Evidence(
                "documentation.card/1",
                "documentation",
                Evidence.Kind.DERIVED,
                Json.obj().build(),
                Json.obj().build())
            .computed(
                counts.tables(),
                counts.metrics(),
                Json.obj().put("sections", sections.build()).build());
    var act =
        new EvidenceRecorded(
            by(Stamp.SYSTEM),
            number,
            filed(number).size() + 1,
            "documentation",
            "documentation.card/1",
            put(content.canonical()),
            List.of(manifest(of(number).version())),
            "computed-here",
            OptionalLong.empty(),
            Optional.empty());
    filed(number).add(act);
    acts.add(act);
  }

  private List<EvidenceRecorded> filed(long number) {
    return filed.getOrDefault(number, List.of());
  }

  private SubmissionOpened of(long number) {
    SubmissionOpened found = opened.get(number);
    if (found == null) {
      throw new AssertionError("There is no submission " + number);
    }
    return found;
  }

  String sign(long number, String person, String role, String decision) {
    String signOff = id("s_");
    TreeMap<String, Digest> covers = new TreeMap<>();
    covers.put("documentation", documentation(number));
    acts.add(
        new SignoffGiven(
            by(person),
            signOff,
            number,
            role,
            role.equals("business-owner") ? "approval" : "review",
            decision,
            "password",
            covers,
            words,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty()));
    return signOff;
  }

  void takeBack(long number, String person, String signOff) {
    acts.add(new SignoffWithdrawn(by(person), signOff, number));
  }

  /** The digest of the class, as the gate puts it together. */
  private Digest documentation(long number) {
    TreeMap<String, Dossier.Item> items = new TreeMap<>();
    items.put("card", item(words));
    filed(number).forEach(act -> items.put(act.item(), item(act.evidence())));
    TreeMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    classes.put("documentation", items);
    return new Dossier(classes, Review.NONE).digests().getOrDefault("documentation", words);
  }

  private static Dossier.Item item(Digest digest) {
    return new Dossier.Item(digest, Policy.Level.COMPUTED_HERE, List.of(), Json.obj().build());
  }

  /** From now on people work by these hours. */
  void state(WorkingHours hours) {
    state(hours.document().text());
  }

  void state(String hours) {
    acts.add(new HoursStated(by("p_dmitri"), put(hours.getBytes(UTF_8))));
  }

  void hold(long number) {
    acts.add(new SubmissionHeld(by("p_dmitri"), number, words));
  }

  void resume(long number) {
    acts.add(new SubmissionResumed(by("p_dmitri"), number, words));
  }

  String askForChanges(long number) {
    String request = id("c_");
    acts.add(new ChangesRequested(by("p_bruno"), request, number, "validator", words));
    return request;
  }

  void answer(long number, String request) {
    acts.add(new ChangesAnswered(by("p_ada"), request, number, words));
  }

  void challenge(long number, String person) {
    var anchor = new Anchor("documentation", "", "", Optional.empty());
    acts.add(
        new ChallengeRaised(by(person), ++ids, MODEL, number, "validator", "p_ada", anchor, words));
  }

  String askForWaiver(long number, String until) {
    String waiver = id("w_");
    acts.add(new WaiverAsked(by("p_ada"), waiver, number, "card", until, words));
    return waiver;
  }

  void grant(long number, String waiver) {
    acts.add(new WaiverGranted(by("p_dmitri"), waiver, number, "risk-manager", words));
  }

  void endWaiver(long number, String waiver) {
    acts.add(new WaiverEnded(by("p_dmitri"), waiver, number, words));
  }

  void refuse(long number) {
    acts.add(new VerdictGiven(by("p_lena"), number, false, words));
  }

  void promote(long number) {
    acts.add(new VerdictGiven(by("p_lena"), number, true, words));
    acts.add(
        new VersionPromoted(
            by("p_lena"), MODEL, of(number).version(), number, "development", "production"));
  }

  void withdraw(long number) {
    acts.add(new SubmissionWithdrawn(by("p_ada"), number));
  }

  /** From the opening to the promotion with nothing out of the way, in so long. */
  void straight(long number, Duration time) {
    card(number, true);
    sign(number, "p_bruno", "validator", "approve");
    sign(number, "p_chiara", "compliance", "approve");
    later(time);
    sign(number, "p_lena", "business-owner", "approve");
    promote(number);
  }

  Chronicle chronicle() {
    return chronicle(acts);
  }

  /** The same with other acts, or in another order. */
  Chronicle chronicle(List<Act> acts) {
    var chronicle = new Chronicle(digest -> Optional.ofNullable(blobs.get(digest)));
    acts.forEach(act -> chronicle.apply(Act.parse(act.bytes())));
    return chronicle;
  }

  Insights insights() {
    return Insights.of(chronicle(), now, Selection.ALL);
  }

  Course course(long number) {
    return chronicle().courses(now).get((int) number - 1);
  }
}
