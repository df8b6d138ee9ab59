// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingPapers.POLICY;
import static org.imprimatur.proof.replay.TestingPapers.ROLES;
import static org.imprimatur.proof.replay.TestingPapers.changed;
import static org.imprimatur.proof.replay.TestingPapers.commitment;
import static org.imprimatur.proof.replay.TestingPapers.digests;
import static org.imprimatur.proof.replay.TestingPapers.document;
import static org.imprimatur.proof.replay.TestingPapers.performance;
import static org.imprimatur.proof.replay.TestingPapers.sections;
import static org.imprimatur.proof.replay.TestingPapers.signed;
import static org.imprimatur.proof.replay.TestingPapers.statement;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.FoundingAct.SetupApplied;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Answers;
import org.imprimatur.proof.gate.Bypasses;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.proof.review.Review;

/**
 * A small log from its opening to a promotion, told act by act. Who signs as validator can be
 * chosen; whatever the gate then says, the log claims that it passes.
 */
final class TestingStory extends TestingLog {
  static final String RUNNER = "r_vault23456";

  private final List<Docket.Filed> filed = new ArrayList<>();
  private final List<SignoffGiven> signOffs = new ArrayList<>();
  final AttestationKey runnerKey = AttestationKey.generate();
  private Terms terms = Terms.NONE;
  private final boolean byRunner;
  private Optional<Digest> envelope = Optional.empty();
  private boolean bypassed;
  private final String policyText;
  private final Digest policy;
  private final Digest use = put(document("use/v1").put("purpose", "decide on loans"));
  private Digest promises = put(TestingPapers.promises());
  private boolean comparing;
  private final Digest testSet = TestingPapers.TEST_SET;
  private final Digest card = put("# Loans".getBytes(UTF_8));
  private Instant now = Instant.parse("2026-11-25T09:00:00Z");

  private TestingStory(boolean byRunner) {
    this(
        byRunner,
        byRunner ? POLICY.replace("gates:", "examination: {level: runner}\ngates:") : POLICY);
  }

  private TestingStory(boolean byRunner, String policyText) {
    this.byRunner = byRunner;
    this.policyText = policyText;
    this.policy = put(policyText.getBytes(UTF_8));
  }

  static TestingStory honest() {
    return signedBy("p_bruno");
  }

  static TestingStory signedBy(String validator) {
    return told(new TestingStory(false), validator);
  }

  /** The same, with the test set in a vault where a runner computes the performance. */
  static TestingStory computedByRunner() {
    return told(new TestingStory(true), "p_bruno");
  }

  /** Signed with passwords under a policy that asks the validator for a passkey. */
  static TestingStory askingForPasskeys() {
    String asking = POLICY.replace("role: validator,", "role: validator, method: passkey,");
    return told(new TestingStory(false, asking), "p_bruno");
  }

  /** Under a policy whose approvals hold for two days and then suspend. */
  static TestingStory expiring() {
    return expiring("");
  }

  /** The same, where the policy says more of it, such as for how many rows an approval is. */
  static TestingStory expiring(String more) {
    String expiring =
        POLICY.replace(
            "    from: [development]",
            "    revalidate: {tiers: {high: 2}, %snotice-days: 1, overdue: suspend}\n"
                    .formatted(more)
                + "    from: [development]");
    return told(new TestingStory(false, expiring), "p_bruno");
  }

  /** Signed together with a change envelope, under a policy that allows one. */
  static TestingStory enveloped(String policyText, Json.Obj document) {
    var story = new TestingStory(false, policyText);
    story.envelope = Optional.of(story.put(document.canonical()));
    return told(story, "p_bruno");
  }

  /** Under another policy, and so that the promotion is at an instant. */
  static TestingStory promotedAt(String policyText, Instant at) {
    Instant last = told(new TestingStory(false, policyText), "p_bruno").acts.getLast().at();
    var story = new TestingStory(false, policyText);
    story.now = story.now.plus(Duration.between(last, at));
    return told(story, "p_bruno");
  }

  /** Signed once as validator under a policy that asks for two, by acts that name neither. */
  static TestingStory askingTwice() {
    String second =
        "- {id: second, kind: signoff, role: validator, meaning: review, tiers: [high],"
            + " covers: [performance, documentation]}";
    String asking = POLICY.replaceFirst("(?m)^(.*id: decision,)", second.indent(6) + "$1");
    return told(new TestingStory(false, asking), "p_bruno");
  }

  /** The validator approves under a condition that Ada is to meet by the last day of the year. */
  static TestingStory underCondition() {
    return underCondition(LocalDate.of(2026, 12, 31));
  }

  static TestingStory underCondition(LocalDate due) {
    return under(
        new Condition("Measure again on new applications", "p_ada", due, Optional.empty()));
  }

  static TestingStory under(Condition condition) {
    var story = new TestingStory(false, POLICY);
    story.terms = new Terms(List.of(condition), Optional.empty(), List.of());
    return told(story, "p_bruno");
  }

  /** Two persons take the version past the gate in an emergency; then it is ratified. */
  static TestingStory pastTheGate() {
    return pastTheGate(TestingBypass.POLICY);
  }

  static TestingStory pastTheGate(String policyText) {
    var story = new TestingStory(false, policyText);
    story.bypassed = true;
    return told(story, "p_bruno");
  }

  /**
   * The examination compares groups by sex, of whom class 0 is good, and two figures are promised.
   */
  static TestingStory comparingGroups() {
    var story = new TestingStory(false, POLICY);
    story.comparing = true;
    story.promises = story.put(TestingPapers.promisesOfGroups());
    return told(story, "p_bruno");
  }

  private static TestingStory told(TestingStory story, String validator) {
    story.begin();
    Digest examination = story.model();
    Digest manifest = story.version();
    SubmissionOpened opened = story.submit(manifest, examination);
    story.evidence(opened, "performance", "performance/1", performance());
    story.evidence(opened, "documentation", "documentation.card/1", sections());
    story.verdict(opened, false);
    if (story.bypassed) {
      TestingBypass.add(story, story.docket(opened), story.by("p_priya"), story.by("p_dmitri"));
    }
    story.sign(opened, validator, "validator", "review", Set.of("performance", "documentation"));
    story.sign(
        opened,
        "p_lena",
        "business-owner",
        "approval",
        story.docket(opened).dossier().digests().keySet());
    story.promote(opened);
    return story;
  }

  private void begin() {
    Stamp stamp = new Stamp(now, Stamp.SYSTEM);
    acts.add(new LogOpened(stamp, "example.org/log", "log-key", "attestation-key"));
    acts.add(new SetupApplied(stamp, Digest.of("setup".getBytes(UTF_8))));
    for (String person : ROLES.keySet().stream().sorted().toList()) {
      acts.add(new PersonAdded(stamp, person, commitment(person)));
      ROLES.getOrDefault(person, Set.of()).stream()
          .sorted()
          .forEach(role -> acts.add(new RoleGiven(stamp, person, role)));
    }
    if (byRunner) {
      acts.add(new PersonAdded(stamp, "p_tove", commitment("p_tove")));
      acts.add(new RoleGiven(stamp, "p_tove", "administrator"));
    }
    acts.add(new PolicyPublished(stamp, policy, "lending", 1, true, Optional.empty()));
    acts.add(new CredentialSet(by("p_ada"), "p_ada", "password"));
  }

  private Digest model() {
    acts.add(new ModelRegistered(by("p_ada"), MODEL, "loans", "p_lena", use, policy));
    acts.add(new PromisesStated(by("p_ada"), MODEL, promises));
    envelope.ifPresent(stated -> acts.add(new EnvelopeStated(by("p_ada"), MODEL, stated)));
    Json.Obj answers = Json.obj().put("effect", "decides").build();
    Digest assessment =
        put(
            document("assessment/v1")
                .put("policy", policy.toString())
                .put("answers", answers)
                .put("tier", "high")
                .put("rule", "R1"));
    acts.add(new RiskAnswered(by("p_ada"), MODEL, policy, assessment, "high", "R1"));
    acts.add(new RiskConfirmed(by("p_dmitri"), MODEL, assessment, "high", "R1", Optional.empty()));
    Json.Builder document =
        document("examination/v1")
            .put("testSet", testSet.toString())
            .put("custodian", "p_priya")
            .put("id", "id")
            .put("groups", Json.array(comparing ? List.of(Json.of("sex")) : List.of()))
            .put("prohibited", Json.array(List.of()));
    if (comparing) {
      document.put("favourable", 0);
    }
    if (byRunner) {
      acts.add(
          new RunnerRegistered(by("p_tove"), RUNNER, "vault", "p_priya", runnerKey.publicPem()));
      acts.add(new RunnerConfirmed(by("p_dmitri"), RUNNER));
      document.put("heldBy", RUNNER);
    }
    Digest examination = put(document);
    acts.add(
        new ExaminationRegistered(by("p_priya"), MODEL, examination, testSet, Optional.empty()));
    return examination;
  }

  private Digest version() {
    var manifest = new Manifest(List.of(new Manifest.File("model.onnx", testSet, 11)));
    Digest digest = put(manifest.toJson().canonical());
    Digest lineage =
        put(
            document("lineage/v1")
                .put("parents", Json.array(List.of()))
                .put("contributors", Json.array(List.of(Json.of("p_sam"))))
                .put("unnamed", 0));
    acts.add(
        new VersionRegistered(
            by("p_ada"), MODEL, 1, digest, "0.4", lineage, List.of("p_sam"), 0, List.of()));
    acts.add(new CardFiled(by("p_ada"), MODEL, 1, card));
    return digest;
  }

  private SubmissionOpened submit(Digest manifest, Digest examination) {
    var opened =
        new SubmissionOpened(
            by("p_ada"),
            1,
            MODEL,
            1,
            "production",
            manifest,
            use,
            policy,
            confirmation().assessment(),
            Optional.of(examination),
            Optional.of(promises),
            envelope,
            OptionalLong.empty());
    acts.add(opened);
    return opened;
  }

  private void evidence(SubmissionOpened opened, String name, String item, Json.Obj content) {
    Digest digest = put(content.canonical());
    boolean run = byRunner && name.equals("performance");
    var recorded =
        new EvidenceRecorded(
            by(run ? RUNNER : Stamp.SYSTEM),
            1,
            filed.size() + 1,
            name,
            item,
            digest,
            List.of(opened.manifest(), testSet, opened.examination().orElseThrow()),
            run ? "runner" : "computed-here",
            name.equals("performance") ? OptionalLong.of(1) : OptionalLong.empty(),
            run ? Optional.of(envelope(1, opened.manifest(), digest)) : Optional.empty());
    filed.add(new Docket.Filed(recorded, content));
    acts.add(recorded);
  }

  /** What the runner signs, for any submission of this log. */
  Digest envelope(long submission, Digest manifest, Digest evidence) {
    var statement =
        new RunnerStatement("example.org/log", RUNNER, submission, manifest, evidence, List.of());
    return put(statement.sign(runnerKey).canonical());
  }

  private void sign(
      SubmissionOpened opened, String person, String role, String meaning, Set<String> classes) {
    SortedMap<String, Digest> covers = new TreeMap<>(docket(opened).dossier().digests());
    covers.keySet().retainAll(classes);
    Stamp stamp = by(person);
    boolean conditional = meaning.equals("review") && !terms.equals(Terms.NONE);
    var unsigned =
        new SignoffGiven(
            stamp,
            "s_" + person,
            1,
            role,
            meaning,
            conditional ? "approve-with-conditions" : "approve",
            "password",
            covers,
            use,
            Optional.empty(),
            Optional.empty(),
            conditional ? Optional.of(put(terms.toJson().canonical())) : Optional.empty(),
            answers(opened, stamp, meaning),
            Optional.empty(),
            Optional.empty());
    SignoffGiven given = signed(unsigned, put(statement(unsigned, opened)));
    signOffs.add(given);
    acts.add(given);
  }

  private SortedMap<String, Digest> answers(SubmissionOpened opened, Stamp stamp, String meaning) {
    return meaning.equals("approval")
        ? Answers.of(docket(opened).input(stamp.at())).of(stamp.by())
        : new TreeMap<>();
  }

  /** Whoever approves signs over the review as it is now, after a test has signed that anew. */
  void answerAgain() {
    int at = position(SignoffGiven.class, 2);
    SignoffGiven review = first(SignoffGiven.class);
    SignoffGiven approval = (SignoffGiven) acts.get(at);
    SignoffGiven unsigned =
        changed(approval, "answers", digests(Map.of(review.signoff(), review.statement())));
    acts.set(at, signed(unsigned, put(statement(unsigned, first(SubmissionOpened.class)))));
  }

  private Stamp verdict(SubmissionOpened opened, boolean claimed) {
    Stamp stamp = by("p_lena");
    Verdict verdict = Gate.evaluate(docket(opened).input(stamp.at()));
    acts.add(new VerdictGiven(stamp, 1, claimed, put(verdict.trace().canonical())));
    return stamp;
  }

  private void promote(SubmissionOpened opened) {
    Stamp stamp = verdict(opened, true);
    acts.add(new VersionPromoted(stamp, MODEL, 1, 1, "development", "production"));
  }

  /** Put together by hand, so that the replay's own fold is held to something else. */
  private Docket docket(SubmissionOpened opened) {
    var papers =
        new Docket.Papers(
            Optional.of(card),
            opened.examination().map(this::read),
            opened.promises().map(this::read),
            envelope.map(this::read));
    var latest =
        new Docket.Latest(
            use, opened.risk(), opened.examination(), Optional.of(promises), envelope, "p_lena");
    var known =
        new Docket.Known(confirmation(), "0.4", "development", Optional.empty(), papers, latest);
    Map<String, String> contributors =
        Map.of("p_ada", "registered version 1", "p_sam", "contributed to version 1");
    var people = new People(ROLES, contributors, 0, Map.of());
    Policy read =
        switch (PolicyReader.read(policyText.getBytes(UTF_8))) {
          case Reading.Read(var one) -> one;
          case Reading.Refused(var errors) -> throw new AssertionError(errors.toString());
        };
    return new Docket(
        read, opened, known, filed, signOffs, people, Review.of(List.of()), decided());
  }

  private Docket.Decided decided() {
    Map<String, Terms> stated = new HashMap<>();
    for (SignoffGiven given : signOffs) {
      given.terms().ifPresent(_ -> stated.put(given.signoff(), terms));
    }
    return new Docket.Decided(Docket.Decided.NOTHING.decisions(), stated, List.of(), Bypasses.NONE);
  }

  private RiskConfirmed confirmation() {
    return first(RiskConfirmed.class);
  }

  private Json.Obj read(Digest digest) {
    return (Json.Obj) Json.parse(blobs.getOrDefault(digest, new byte[0]));
  }

  private Stamp by(String person) {
    now = now.plusSeconds(60);
    return new Stamp(now, person);
  }
}
