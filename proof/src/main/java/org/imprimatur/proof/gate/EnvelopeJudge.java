// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Enveloped.Member;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Judges a retrain by the change envelope that it was submitted under, and by nothing else. */
final class EnvelopeJudge {
  private static final String ARTIFACT = "artifact";

  private final GateInput input;
  private final EvidenceJudge evidence;
  private final Under under;

  EnvelopeJudge(GateInput input, EvidenceJudge evidence, Under under) {
    this.input = input;
    this.evidence = evidence;
    this.under = under;
  }

  Enveloped judge() {
    if (under.lent().isEmpty()) {
      return alone(
          outside(
              "envelope.none",
              "Submission %d has no change envelope that is in force."
                  .formatted(under.submission())));
    }
    try {
      Under.Lent lent = under.lent().get();
      return new Enveloped(under.submission(), members(lent, Envelope.read(lent.document())));
    } catch (IllegalArgumentException | JsonException | ClassCastException e) {
      return alone(
          Judgement.of(
              Outcome.ERROR, "envelope.unreadable", "The change envelope cannot be read."));
    }
  }

  private Enveloped alone(Judgement judgement) {
    return new Enveloped(under.submission(), List.of(Member.of("in force", judgement)));
  }

  private List<Member> members(Under.Lent lent, Envelope envelope) {
    List<Member> members = new ArrayList<>();
    members.add(Member.of("in force", inForce(lent, envelope)));
    members.add(Member.of("count", count(lent.inForce(), envelope)));
    members.add(Member.of("ground", ground(lent)));
    members.add(Member.of("version", version()));
    members.add(Member.of("data", data(envelope)));
    Optional<Json.Obj> read = model();
    Optional<Json.Obj> model = read.map(one -> one.object("model"));
    members.add(Member.of("features", model.map(one -> features(one, envelope)).orElse(unread())));
    members.add(
        Member.of("algorithm", model.map(one -> algorithm(one, lent, envelope)).orElse(unread())));
    members.add(
        Member.of("files", read.map(one -> files(one.string("path"), lent)).orElse(unread())));
    members.add(Member.of("cut-off", cutoff(lent, envelope)));
    for (Envelope.Bound bound : envelope.bounds()) {
      members.add(
          Member.of(
              "bound on " + bound.metric(),
              evidence.judge(
                  new Requirement.Measured(
                      "envelope", Set.of(), false, bound.evidenceClass(), bound.limit()))));
    }
    return members;
  }

  private Judgement inForce(Under.Lent lent, Envelope envelope) {
    InForce inForce = lent.inForce();
    Policy policy = input.policy();
    String tier = input.subject().tier();
    List<String> against = envelope.against(policy, input.subject().gate(), tier);
    if (!against.isEmpty()) {
      return outside("envelope.policy", against.getFirst());
    }
    if (inForce.suspended().isPresent()) {
      return outside(
          "envelope.suspended",
          "It ended when version %d was suspended at %s."
              .formatted(inForce.suspended().get().version(), inForce.suspended().get().at()));
    }
    Optional<SignoffGiven> rejection = inForce.rejectedBeside(under.opened().submission());
    if (rejection.isPresent()) {
      return outside(
          "envelope.rejected",
          "%s rejected a retrain under it, in submission %d, and said nothing else since."
              .formatted(rejection.get().by(), rejection.get().submission()));
    }
    Instant end = inForce.end(envelope, policy, tier);
    return input.at().isBefore(end)
        ? within("envelope.in-force", "It is in force until " + end + ".")
        : outside("envelope.ended", "It ended at " + end + ".");
  }

  /** Another promotion under it takes the place; they are serial, so the last is taken once. */
  private Judgement count(InForce inForce, Envelope envelope) {
    int used = inForce.used().size();
    Json.Obj facts = Json.obj().put("used", used).put("most", envelope.most()).build();
    boolean free = used < envelope.most();
    String sentence =
        free
            ? "%d of %d retrains went through before this one.".formatted(used, envelope.most())
            : "All %d retrains went through before this one.".formatted(envelope.most());
    return new Judgement(
        free ? Outcome.WITHIN : Outcome.OUTSIDE,
        List.of(new Reason("envelope.count", sentence, facts, !free)));
  }

  /** What was signed stands on the policy, the use, the tier, the examination and the promises. */
  private Judgement ground(Under.Lent lent) {
    SubmissionOpened now = under.opened();
    List<String> moved =
        lent.inForce()
            .moved(
                new InForce.Ground(
                    now.policy(),
                    now.use(),
                    now.risk(),
                    now.examination(),
                    now.promises(),
                    under.stated()));
    if (!lent.base().model().confirmation().tier().equals(input.subject().tier())) {
      moved.add("tier");
    }
    return moved.isEmpty()
        ? within("envelope.ground", "Policy, use, tier, examination and promises are the same.")
        : outside("envelope.ground", "Other than signed: %s.".formatted(String.join(", ", moved)));
  }

  private Judgement version() {
    if (under.past().suspended().isPresent()) {
      return outside(
          "envelope.version",
          "Its files are those of version %d, which was suspended or taken out."
              .formatted(under.past().suspended().getAsLong()));
    }
    return under.past().entered()
        ? outside("envelope.version", "The version stood in production before.")
        : within("envelope.version", "The version never stood in production before.");
  }

  /**
   * What a version was trained on stands in its lineage alone; one that says nothing is outside.
   */
  private Judgement data(Envelope envelope) {
    Set<String> others = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    if (under.papers().lineage().find("datasets").isPresent()) {
      for (Json value : under.papers().lineage().array("datasets").values()) {
        Json.Obj set = (Json.Obj) value;
        String name = set.string("name");
        named.add(name);
        boolean examined =
            set.find("digest").isPresent()
                && input
                    .subject()
                    .exam()
                    .map(exam -> exam.testSet().toString().equals(set.string("digest")))
                    .orElse(false);
        if (examined || !envelope.data().contains(name)) {
          others.add(examined ? name + ", which is the test set" : name);
        }
      }
    }
    if (named.isEmpty()) {
      return outside("envelope.data", "The lineage names no data that it was trained on.");
    }
    return others.isEmpty()
        ? within("envelope.data", "Trained on " + String.join(", ", named) + ".")
        : outside("envelope.data", "Trained on " + String.join(", ", others) + ".");
  }

  /** The one ONNX model of the artifact as the check read it, with its path. */
  private Optional<Json.Obj> model() {
    return evidence
        .counted(ARTIFACT, "artifact/1")
        .map(content -> content.object("details").array("models"))
        .filter(models -> models.values().size() == 1)
        .map(models -> (Json.Obj) models.values().getFirst());
  }

  private static Judgement unread() {
    return Judgement.of(
        Outcome.CANNOT_BE_TOLD,
        "envelope.artifact",
        "It can be read only of an artifact with exactly one ONNX model, by artifact/1.");
  }

  private static Judgement features(Json.Obj model, Envelope envelope) {
    Map<String, String> inputs = new TreeMap<>();
    for (Json value : model.array("inputs").values()) {
      Json.Obj port = (Json.Obj) value;
      inputs.put(port.string("name"), port.string("type"));
    }
    Map<String, String> others = new HashMap<>(inputs);
    others.entrySet().removeIf(one -> one.getValue().equals(envelope.features().get(one.getKey())));
    Set<String> missing = new TreeSet<>(envelope.features().keySet());
    missing.removeAll(inputs.keySet());
    if (others.isEmpty() && missing.isEmpty()) {
      return within(
          "envelope.features",
          "Its %d inputs are those that were signed.".formatted(inputs.size()));
    }
    List<String> words = new ArrayList<>();
    new TreeMap<>(others).forEach((name, type) -> words.add(name + " (" + type + ")"));
    missing.forEach(name -> words.add("no " + name));
    return outside(
        "envelope.features", "Other inputs than signed: " + String.join(", ", words) + ".");
  }

  private Judgement algorithm(Json.Obj model, Under.Lent lent, Envelope envelope) {
    Set<String> used = new TreeSet<>(model.object("operators").members().keySet());
    Set<String> others = new TreeSet<>(used);
    others.removeAll(envelope.operators());
    if (!lent.papers().lineage().find("output").equals(under.papers().lineage().find("output"))) {
      return outside(
          "envelope.algorithm", "Its score is another output than that of the signed one.");
    }
    return others.isEmpty() && !used.isEmpty()
        ? within("envelope.algorithm", "It uses " + String.join(", ", used) + ".")
        : outside(
            "envelope.algorithm",
            used.isEmpty()
                ? "It uses no operator."
                : "Other operators than signed: " + String.join(", ", others) + ".");
  }

  /**
   * What the check does not read into is not judged by anybody, such as code that prepares the
   * inputs: every file beside the model is one that was signed, byte for byte.
   */
  private Judgement files(String model, Under.Lent lent) {
    Set<Manifest.File> signed = Set.copyOf(Manifest.fromJson(lent.papers().manifest()).files());
    List<Manifest.File> files = Manifest.fromJson(under.papers().manifest()).files();
    Set<String> others = new TreeSet<>();
    for (Manifest.File file : files) {
      if (!file.path().equals(model) && !signed.contains(file)) {
        others.add(file.path());
      }
    }
    if (!others.isEmpty()) {
      return outside(
          "envelope.files",
          "Beside the model, other files than signed: %s.".formatted(String.join(", ", others)));
    }
    return files.size() == signed.size()
        ? within("envelope.files", "Beside the model, its files are those that were signed.")
        : outside(
            "envelope.files",
            "It has %d files, and %d were signed.".formatted(files.size(), signed.size()));
  }

  private Judgement cutoff(Under.Lent lent, Envelope envelope) {
    String now = input.subject().bytes().cutoff();
    String signed = lent.base().model().cutoff();
    if (same(now, signed)) {
      return within("envelope.cut-off", "The cut-off is " + now + ", as it was signed.");
    }
    String words = "The cut-off is %s; signed was %s.".formatted(now, signed);
    return envelope.cutoffMoves()
        ? within("envelope.cut-off", words)
        : outside("envelope.cut-off", words);
  }

  private static boolean same(String one, String other) {
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException _) {
      return one.equals(other);
    }
  }

  private static Judgement within(String code, String sentence) {
    return Judgement.of(Outcome.WITHIN, code, sentence);
  }

  private static Judgement outside(String code, String sentence) {
    return Judgement.of(Outcome.OUTSIDE, code, sentence);
  }
}
