// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingPapers.TEST_SET;
import static org.imprimatur.proof.replay.TestingPapers.document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.gate.Enveloped;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;

/**
 * A story that people signed with a change envelope, and a retrain under it. Everything about the
 * retrain can be another than the envelope says.
 */
final class TestingRetrain {
  static final String POLICY =
      TestingPapers.POLICY.replace(
          "from: [development]",
          "from: [development]\n    envelope: {tiers: [high], within-days: 90, most: 3}");

  final TestingStory story;
  final SubmissionOpened signed;
  List<String> data = List.of("loans-2026");
  List<String> contributors = List.of();
  String cutoff = "0.4";
  Optional<String> output = Optional.empty();
  Map<String, String> inputs = Map.of("income", "tensor(float)");
  List<String> operators = List.of("LinearClassifier");
  List<String> measured = List.of("artifact", "performance", "documentation");
  OptionalLong under = OptionalLong.of(1);
  List<Manifest.File> files = List.of();
  Instant now;

  TestingRetrain() {
    this(POLICY, envelope().build());
  }

  TestingRetrain(String policy, Json.Obj envelope) {
    story = TestingStory.enveloped(policy, envelope);
    signed = story.first(SubmissionOpened.class);
    now = story.acts.getLast().at();
  }

  static Json.Builder envelope() {
    return document("envelope/v1")
        .put("change", "Trained again on a newer quarter.")
        .put("impact", "It follows the market.")
        .put("data", texts(List.of("loans-2026", "loans-2027")))
        .put("features", Json.array(List.of(port("income", "tensor(float)"))))
        .put("operators", texts(List.of("LinearClassifier", "Scaler")))
        .put("bounds", bounds("roc_auc", "at-least", "0.75"))
        .put("cutoff", "same")
        .put("most", 2)
        .put("until", "2027-06-30");
  }

  static Json bounds(String metric, String direction, String limit) {
    return Json.array(
        List.of(
            Json.obj()
                .put("class", "performance")
                .put("metric", metric)
                .put(direction, limit)
                .build()));
  }

  static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  private static Json port(String name, String type) {
    return Json.obj().put("name", name).put("type", type).build();
  }

  Stamp by(String person) {
    now = now.plusSeconds(60);
    return new Stamp(now, person);
  }

  TestingRetrain later(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  TestingRetrain act(Act act) {
    story.acts.add(act);
    return this;
  }

  /** Registers a version, submits it and files what is measured; gives its submission. */
  long submit(long version) {
    Digest bytes = Digest.of(("model " + version).getBytes(UTF_8));
    List<Manifest.File> all = new ArrayList<>(files);
    all.add(new Manifest.File("model.onnx", bytes, 11));
    var manifest = new Manifest(all);
    Digest digest = story.put(manifest.toJson().canonical());
    Json.Builder lineage =
        document("lineage/v1")
            .put("parents", Json.array(List.of()))
            .put("contributors", texts(contributors))
            .put("datasets", Json.array(data.stream().map(TestingRetrain::dataset).toList()))
            .put("unnamed", 0);
    output.ifPresent(name -> lineage.put("output", Json.obj().put("name", name).build()));
    act(
        new VersionRegistered(
            by("p_ada"),
            MODEL,
            version,
            digest,
            cutoff,
            story.put(lineage),
            contributors,
            0,
            List.of()));
    act(new CardFiled(by("p_ada"), MODEL, version, story.put("# Loans".getBytes(UTF_8))));
    return open(version, digest);
  }

  long open(long version, Digest manifest) {
    long number = story.acts.stream().filter(SubmissionOpened.class::isInstance).count() + 1;
    act(
        new SubmissionOpened(
            by("p_ada"),
            number,
            MODEL,
            version,
            "production",
            manifest,
            signed.use(),
            signed.policy(),
            signed.risk(),
            signed.examination(),
            signed.promises(),
            under.isPresent() ? Optional.empty() : signed.envelope(),
            under));
    long revision = 0;
    for (String name : measured) {
      revision++;
      file(number, revision, name, manifest);
    }
    return number;
  }

  private static Json dataset(String name) {
    return Json.obj().put("name", name).build();
  }

  private void file(long number, long revision, String name, Digest manifest) {
    Json.Obj content =
        switch (name) {
          case "artifact" -> artifact();
          case "performance" -> TestingPapers.performance();
          default -> TestingPapers.sections();
        };
    act(
        new EvidenceRecorded(
            by(Stamp.SYSTEM),
            number,
            revision,
            name,
            content.string("check"),
            story.put(content.canonical()),
            List.of(manifest, TEST_SET, signed.examination().orElseThrow()),
            "computed-here",
            name.equals("performance") ? OptionalLong.of(number) : OptionalLong.empty(),
            Optional.empty()));
  }

  private Json.Obj artifact() {
    Json.Builder used = Json.obj();
    operators.forEach(name -> used.put(name, 1));
    Json model =
        Json.obj()
            .put("operators", used.build())
            .put(
                "inputs",
                Json.array(
                    new TreeMap<>(inputs)
                        .entrySet().stream()
                            .map(one -> port(one.getKey(), one.getValue()))
                            .toList()))
            .build();
    Json details =
        Json.obj()
            .put(
                "models",
                Json.array(
                    List.of(Json.obj().put("path", "model.onnx").put("model", model).build())))
            .put("problems", Json.array(List.of()))
            .build();
    var counts = new Counts(new TreeMap<>(Map.of("files", 1L)));
    return new Evidence(
            "artifact/1", "artifact", Evidence.Kind.DERIVED, Json.obj().build(), Json.obj().build())
        .computed(counts.tables(), counts.metrics(), details);
  }

  /** What the gate says of a submission now, by the facts of the log alone. */
  Verdict verdict(long number) {
    try {
      var facts = new Facts();
      story.acts.forEach(facts::apply);
      var blobs = new HashedBlobs(digest -> Optional.ofNullable(story.blobs.get(digest)));
      return Gate.evaluate(new Dockets(facts, blobs).docket(facts.submission(number)).input(now));
    } catch (UnestablishedException e) {
      throw new AssertionError(e.sentence(), e);
    }
  }

  /** Records a verdict, and claims that it passes whatever it says, and the promotion. */
  void promote(long number, long version) {
    Stamp stamp = by("p_ada");
    act(new VerdictGiven(stamp, number, true, story.put(verdict(number).trace().canonical())));
    act(new VersionPromoted(stamp, MODEL, version, number, "development", "production"));
  }

  /** What the replay finds, in order. */
  String codes() {
    return String.join(" ", story.replay().findings().stream().map(Finding::code).toList());
  }

  VersionRegistered registered(long version) {
    return story.acts.stream()
        .filter(VersionRegistered.class::isInstance)
        .map(VersionRegistered.class::cast)
        .filter(one -> one.version() == version)
        .findFirst()
        .orElseThrow();
  }

  /** The members by which it is outside, in order. */
  static String outside(Verdict verdict) {
    Enveloped enveloped = verdict.envelope().orElseThrow();
    return String.join(" ", enveloped.outside().stream().map(Enveloped.Member::name).toList());
  }

  static Verdict.State state(Verdict verdict, String requirement) {
    return verdict.results().stream()
        .filter(result -> result.requirement().equals(requirement))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
